#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace rcs {

/// Writes one pretty-printed JSON object, members in the order they are given, two blanks a level.
class json_writer {
 public:
  void flag(std::string_view key, bool value);
  void count(std::string_view key, std::uint64_t value);
  /// A finite number, with so many digits behind the point.
  void decimal(std::string_view key, double value, int digits);
  void text(std::string_view key, std::string_view value);
  void null(std::string_view key);

  /// Begins a member that is an object; what follows goes into it, up to the matching `close`.
  void open(std::string_view key);
  void close();

  /// Ends the object and hands it over, with a newline behind it. Everything opened has been closed; call once.
  [[nodiscard]] std::string finish();

 private:
  void key(std::string_view name);
  void new_line();

  std::string out_{"{"};
  std::size_t depth_ = 1;
  bool empty_ = true;  ///< of the innermost object
};

}  // namespace rcs
