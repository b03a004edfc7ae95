#pragma once

#include <array>
#include <boost/json/parser.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rcs {

/// Reads one field of the objects of an NDJSON list. Bytes that are not UTF-8 are allowed in strings.
class json_line {
 public:
  /// `pointer`: where the field is (RFC 6901); see `is_json_pointer`.
  explicit json_line(std::string pointer);

  /// What the field says, a string without its escapes or the digits of an integer, which is appended to `room` and is
  /// never longer than `line`. Empty if there is no such field, or null. `line` itself if the field is something else,
  /// or if the line is no JSON, so that it is reported as it stands.
  [[nodiscard]] std::string_view cell(std::string_view line, std::string& room);

  /// Whether `cell` would find something in the line.
  [[nodiscard]] bool has_field(std::string_view line);

 private:
  static constexpr std::size_t memory_bytes = 4096;

  std::string pointer_;
  std::array<unsigned char, memory_bytes> memory_;
  boost::json::parser parser_;
};

/// The keys of a JSON object, in its order; none if the line is no JSON object.
[[nodiscard]] std::optional<std::vector<std::string>> keys_of(std::string_view line);

/// The JSON pointer to a key of the outermost object.
[[nodiscard]] std::string pointer_to(std::string_view key);

[[nodiscard]] bool is_json_pointer(std::string_view text) noexcept;

}  // namespace rcs
