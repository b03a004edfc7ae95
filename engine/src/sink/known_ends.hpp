#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "rcs/result.hpp"

namespace rcs {

/// The ends of rows that were written, to be copied where another row ends alike: a list has a few carriers, and each
/// row on one of them has the same text behind its number.
///
/// Names are told apart by where they are. So whatever is asked about is alive for as long as this is, and a name that
/// is in two places is two names, which costs time and nothing else.
class known_ends {
 public:
  /// The longest end kept. Every copy is of so many bytes, which is an instruction or four.
  static constexpr std::size_t longest = 64;

  /// An end that was kept. What was not is not set, which would take as long as a dozen rows.
  class end {
   public:
    end() noexcept {}  // NOLINT(modernize-use-equals-default): which would set it

    /// Writes it to `at`, which has room for `longest` bytes, and returns where it stops.
    char* copy(char* at) const noexcept {
      std::memcpy(at, text_.data(), longest);
      return at + size_;
    }

   private:
    friend class known_ends;

    [[nodiscard]] bool is_of(result const& row) const noexcept {
      return carrier_id_ == row.carrier_id.data() && carrier_id_size_ == row.carrier_id.size() &&
             carrier_status_ == row.carrier_status.data() && carrier_status_size_ == row.carrier_status.size() &&
             what_ == row.what;
    }

    char const* carrier_id_;
    std::size_t carrier_id_size_;
    char const* carrier_status_;
    std::size_t carrier_status_size_;
    std::size_t size_;
    outcome what_;
    std::array<char, longest> text_;
  };

  /// The end of `row`; null if it is not known.
  [[nodiscard]] end const* find(result const& row) const noexcept {
    auto const place = place_of(row);
    return kept_[place] && ends_[place].is_of(row) ? &ends_[place] : nullptr;
  }

  /// Remembers that `row` ends with `text`, unless that is too long.
  void keep(result const& row, std::string_view text) noexcept {
    if (text.size() > longest) return;
    auto const place = place_of(row);
    end& known = ends_[place];
    known.carrier_id_ = row.carrier_id.data();
    known.carrier_id_size_ = row.carrier_id.size();
    known.carrier_status_ = row.carrier_status.data();
    known.carrier_status_size_ = row.carrier_status.size();
    known.what_ = row.what;
    known.size_ = text.size();
    std::memcpy(known.text_.data(), text.data(), text.size());
    kept_[place] = true;
  }

 private:
  static std::size_t place_of(result const& row) noexcept {
    auto const id = reinterpret_cast<std::uintptr_t>(row.carrier_id.data()) >> 4U;
    auto const status = reinterpret_cast<std::uintptr_t>(row.carrier_status.data()) >> 4U;
    return (id + 5 * status + 3 * index_of(row.what)) % places;
  }

  static constexpr std::size_t places = 256;
  std::array<end, places> ends_;
  std::array<bool, places> kept_{};
};

}  // namespace rcs
