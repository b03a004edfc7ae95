#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "rcs/number.hpp"
#include "simulator/number_share.hpp"
#include "simulator/profile.hpp"
#include "simulator/random.hpp"
#include "simulator/text_buffer.hpp"

namespace rcs::sim {

/// Which numbers an answer speaks of.
struct answered_numbers {
  std::vector<number> given;     ///< among the devices
  std::vector<number> withheld;  ///< left out only for this once

  void clear() noexcept {
    given.clear();
    withheld.clear();
  }
};

/// Writes the bodies of good answers, out of fragments formed once. What is said of a number depends on the number and
/// the seed only. Immutable: any number of threads may write at once.
class answer_writer {
 public:
  /// `rules` have passed `check`.
  answer_writer(answer_rules const& rules, std::uint64_t seed);

  /// Appends the devices of `numbers` to `body`. `history[i]` is what was known of the i-th (a sum of
  /// `asked_set::known`) before; empty: nothing. `chance` draws the order.
  void bulk(std::span<number const> numbers, std::span<std::uint8_t const> history, random_source& chance,
            text_buffer& body, answered_numbers& told) const;

  /// Appends the answer to a single look-up; false, and nothing appended, if the number is missing and that is told by
  /// 404.
  [[nodiscard]] bool single(number n, std::span<std::uint8_t const> history, random_source& chance, text_buffer& body,
                            answered_numbers& told) const;

  /// Appends as many devices as `numbers`, none of them asked for.
  void strangers(std::span<number const> numbers, text_buffer& body) const;

  /// Appends the opening of a list of devices that is never closed.
  void endless_start(text_buffer& body) const;
  /// Appends the `nth` device of such a list, none of them asked for.
  void endless_piece(std::uint64_t nth, text_buffer& body) const;

 private:
  /// Text padded to a fixed size, so that copying it is a few moves whatever its length.
  template <std::size_t Capacity>
  struct fragment {
    std::array<char, Capacity> text{};
    std::size_t size = 0;

    void assign(std::string_view from);
    char* copy_to(char* out) const noexcept;
  };

  /// What a device says beside its address: an index into `tails_`.
  enum class told_enabled : std::uint8_t { yes, no, null, absent };
  static constexpr std::size_t carrier_count = 8;
  static constexpr std::size_t status_count = 3;
  static constexpr std::size_t enabled_count = 4;

  [[nodiscard]] std::size_t looks(number n) const noexcept;
  void make_fragments();
  void device(number shown, std::size_t tail, text_buffer& body) const;
  void tell(number n, bool was_withheld, text_buffer& body, answered_numbers& told) const;
  void close(std::size_t empty_size, text_buffer& body) const;
  [[nodiscard]] number stranger(std::uint64_t nth) const noexcept;

  answer_rules rules_;
  std::uint64_t seed_;
  number_share missing_, missing_once_, extra_, repeat_, conflict_, indeterminate_;
  std::uint64_t enabled_below_;
  bool plain_;  ///< every number has exactly one device
  fragment<48> open_;
  std::array<fragment<224>, carrier_count * status_count * enabled_count> tails_;
  std::string_view list_open_, list_close_, separator_;
};

}  // namespace rcs::sim
