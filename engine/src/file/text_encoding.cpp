#include "file/text_encoding.hpp"

#include <algorithm>

namespace rcs {
namespace {

/// Whether every other byte is zero and the others are not, from a zero on or from another.
bool has_zeros(std::string_view head, bool zero_first) noexcept {
  for (std::size_t i = 0; i < head.size(); ++i) {
    if ((head[i] == '\0') != ((i % 2 == 0) == zero_first)) return false;
  }
  return true;
}

}  // namespace

std::optional<text_encoding> recognise_encoding(std::string_view head) noexcept {
  constexpr std::size_t enough = 4;
  head = head.substr(0, enough);
  if (head.starts_with("\xFF\xFE")) return text_encoding::utf16_le;
  if (head.starts_with("\xFE\xFF")) return text_encoding::utf16_be;
  bool const little = has_zeros(head, false);
  bool const big = has_zeros(head, true);
  if (little && head.size() == enough) return text_encoding::utf16_le;
  if (big && head.size() == enough) return text_encoding::utf16_be;
  bool const may_be_mark = head == "\xFF" || head == "\xFE";
  if (little || big || may_be_mark) return std::nullopt;
  return text_encoding::utf8;
}

}  // namespace rcs
