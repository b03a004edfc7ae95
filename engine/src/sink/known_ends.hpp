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

  /// Writes the end of `row` to `at`, which has room for `longest` bytes, and returns where it stops; null if none is
  /// known.
  [[nodiscard]] char* copy(result const& row, char* at) const noexcept {
    auto const place = place_of(row);
    end const& known = ends_[place];
    if (sizes_[place] == 0 || known.what != row.what || !same_place(known.carrier_id, row.carrier_id) ||
        !same_place(known.carrier_status, row.carrier_status)) {
      return nullptr;
    }
    std::memcpy(at, known.text.data(), longest);
    return at + sizes_[place];
  }

  /// Remembers that `row` ends with `text`, unless that is too long.
  void keep(result const& row, std::string_view text) noexcept {
    if (text.size() > longest) return;
    auto const place = place_of(row);
    end& known = ends_[place];
    known.carrier_id = row.carrier_id;
    known.carrier_status = row.carrier_status;
    known.what = row.what;
    std::memcpy(known.text.data(), text.data(), text.size());
    sizes_[place] = static_cast<std::uint8_t>(text.size());
  }

 private:
  /// What is where nothing was kept is not set, which would take as long as a dozen rows.
  struct end {
    end() noexcept {}  // NOLINT(modernize-use-equals-default): which would set it

    std::string_view carrier_id;
    std::string_view carrier_status;
    outcome what;
    std::array<char, longest> text;
  };

  static std::size_t place_of(result const& row) noexcept {
    auto const id = reinterpret_cast<std::uintptr_t>(row.carrier_id.data()) >> 4U;
    auto const status = reinterpret_cast<std::uintptr_t>(row.carrier_status.data()) >> 4U;
    return (id + 5 * status + 3 * index_of(row.what)) % places;
  }
  static bool same_place(std::string_view a, std::string_view b) noexcept {
    return a.data() == b.data() && a.size() == b.size();
  }

  static constexpr std::size_t places = 256;
  std::array<end, places> ends_;
  std::array<std::uint8_t, places> sizes_{};  ///< of each text; 0: nothing was kept
};

}  // namespace rcs
