#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "rcs/observer.hpp"

namespace rcs::scrub {

/// The live line: `412,500/1,000,000 · 41% · 205,000 numbers/s · 32 in flight · 429s: 0 · 3s left`, and what the run is
/// waiting for when it is. On a terminal it rewrites itself; elsewhere it is a line now and then.
class progress_line final : public observer {
 public:
  /// `descriptor` is written to. The rows of `lists` are counted in the background if these are regular files.
  progress_line(int descriptor, bool is_terminal, std::vector<std::string> lists);

  /// So many numbers were settled before the run began. Before the first call of `on_progress`.
  void begin_at(std::uint64_t numbers_settled) noexcept { last_settled_ = numbers_settled; }
  void on_progress(progress const& now) noexcept override;
  /// Wipes the line from the terminal, so that something else can be printed.
  void clear() noexcept;

 private:
  [[nodiscard]] std::optional<std::uint64_t> total() const noexcept;

  int descriptor_;
  bool is_terminal_;
  std::atomic<std::int64_t> total_ = -1;  ///< rows of the input, once they are counted
  std::chrono::nanoseconds last_shown_{};
  double rate_ = 0;  ///< numbers a second, smoothed
  std::uint64_t last_settled_ = 0;
  std::chrono::nanoseconds last_elapsed_{};
  std::jthread counting_;  ///< told to stop, and waited for, before anything else goes
};

/// The text of the line. `total` where the length of the input is known.
[[nodiscard]] std::string progress_text(progress const& now, std::optional<std::uint64_t> total, double rate);

}  // namespace rcs::scrub
