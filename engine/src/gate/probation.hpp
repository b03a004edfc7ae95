#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

namespace rcs {

/// How far the upstream is trusted to know us.
///
/// Until an exchange has succeeded, one attempt is out at a time: a dead key or a wrong host costs one request. When
/// after that an attempt is refused (401, 403), the key may have died or the answer may be a slip: one attempt at a
/// time departs until one of them decides. If it is refused too, the refusal is confirmed; if it succeeds, all is well
/// again. Attempts that departed before the first refusal decide nothing, whatever they bring. Attempts are known by
/// rising numbers, given in the order of their departures.
class probation {
 public:
  /// Whether an attempt may depart while `in_flight` are out.
  [[nodiscard]] bool admits(std::size_t in_flight) const noexcept;

  void departed(std::uint64_t id) noexcept;

  // What became of attempt `id`; one of the three, once.
  void succeeded(std::uint64_t id) noexcept;
  void refused(std::uint64_t id) noexcept;
  /// Neither success nor refusal: tells nothing.
  void undecided(std::uint64_t id) noexcept;

  /// Whether an exchange has succeeded at least once.
  [[nodiscard]] bool proven() const noexcept { return state_ != state::unproven; }
  /// Whether a refusal waits to be confirmed or cleared.
  [[nodiscard]] bool suspect() const noexcept { return state_ == state::suspect; }
  /// Whether a refusal of attempt `id` confirms an earlier one. The same before and after `refused`.
  [[nodiscard]] bool confirms_refusal(std::uint64_t id) const noexcept { return suspect() && departed_since(id); }

 private:
  enum class state : std::uint8_t { unproven, proven, suspect };

  [[nodiscard]] bool departed_since(std::uint64_t id) const noexcept { return id > before_; }

  state state_ = state::unproven;
  std::uint64_t latest_ = 0;                 ///< the last attempt that departed
  std::uint64_t before_ = 0;                 ///< attempts up to this one departed before the last suspicion
  std::optional<std::uint64_t> confirming_;  ///< the one attempt that is out to decide
};

}  // namespace rcs
