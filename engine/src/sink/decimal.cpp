#include "sink/decimal.hpp"

#include <array>
#include <charconv>

namespace rcs {

std::string to_decimal(double value, int digits) {
  std::array<char, 400> text;  // the largest double has 309 digits before the point
  auto const [end, ec] = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed, digits);
  return ec == std::errc{} ? std::string{text.data(), end} : std::string{"0"};
}

std::string to_grouped(std::uint64_t value) {
  std::string text = std::to_string(value);
  for (std::size_t digits = 3; digits < text.size(); digits += 4) text.insert(text.size() - digits, 1, ',');
  return text;
}

}  // namespace rcs
