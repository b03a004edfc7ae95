#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace rcs {

/// Writes `text` to `at` as a JSON string, quotes included, and returns its end. `at` has room for
/// `max_json_size(text)` bytes. What is not UTF-8 becomes U+FFFD, one for each maximal part of a broken sequence
/// (Unicode 15, 3.9, "U+FFFD Substitution of Maximal Subparts").
char* write_json_string(char* at, std::string_view text) noexcept;

/// The most bytes `text` can take as a JSON string: a control character takes six.
[[nodiscard]] constexpr std::size_t max_json_size(std::string_view text) noexcept {
  return 2 + 6 * text.size();
}

/// Appends `text` as `write_json_string` writes it.
void append_json_string(std::string& out, std::string_view text);

}  // namespace rcs
