#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "number/consecutive_decimals.hpp"
#include "number/decimal_text.hpp"
#include "rcs/number.hpp"
#include "sink/json_text.hpp"

namespace rcs {

/// Writes a row's parts one behind the other, at a place that has room for everything that is put there and for
/// `decimal_room` bytes more.
class row_writer {
 public:
  explicit row_writer(char* at) noexcept : at_{at} {}

  row_writer& put(char c) noexcept {
    *at_++ = c;
    return *this;
  }
  row_writer& put(std::string_view text) noexcept {
    if (!text.empty()) std::memcpy(at_, text.data(), text.size());
    at_ += text.size();
    return *this;
  }
  row_writer& put(std::uint64_t value) noexcept {
    at_ = write_decimal(at_, value);
    return *this;
  }
  row_writer& put(consecutive_decimals& all, std::uint64_t value) noexcept {
    at_ = all.write(at_, value);
    return *this;
  }
  row_writer& put(number n) noexcept { return put('+').put(n.value()); }

  /// By RFC 4180, in quotes only where it needs them. Copies and looks in one go, since nearly no field does.
  row_writer& put_csv_field(std::string_view field) noexcept {
    char* const start = at_;
    bool needs_quotes = false;
    for (char const c : field) {
      needs_quotes |= special[static_cast<unsigned char>(c)];
      *at_++ = c;
    }
    if (!needs_quotes) return *this;
    at_ = start;
    put('"');
    for (char const c : field) {
      if (c == '"') put('"');
      put(c);
    }
    return put('"');
  }

  row_writer& put_json_text(std::string_view text) noexcept {
    at_ = write_json_string(at_, text);
    return *this;
  }
  row_writer& put_json_member(std::string_view name_with_colon, std::string_view text) noexcept {
    return text.empty() ? *this : put(name_with_colon).put_json_text(text);
  }

  [[nodiscard]] char* end() const noexcept { return at_; }

 private:
  /// Bytes that make a CSV field need quotes.
  static constexpr auto special = [] {
    std::array<bool, 256> table{};
    for (char const c : {',', '"', '\r', '\n'}) table[static_cast<unsigned char>(c)] = true;
    return table;
  }();

  char* at_;
};

}  // namespace rcs
