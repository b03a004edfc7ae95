#include "file/compression.hpp"

#include <algorithm>

namespace rcs {
namespace {

constexpr std::string_view gzip_magic = "\x1F\x8B";          // RFC 1952, 2.3.1
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";  // RFC 8878, 3.1.1
// A skippable frame, which pzstd begins with: 3.1.2, behind a byte of 0x50 to 0x5F.
constexpr std::string_view skippable_rest = "\x2A\x4D\x18";
constexpr auto skippable_mask = 0xF0U;
constexpr auto skippable_first = 0x50U;

enum class fit { no, begins, yes };

fit fits(std::string_view head, std::string_view magic) noexcept {
  auto const both = std::min(head.size(), magic.size());
  if (head.substr(0, both) != magic.substr(0, both)) return fit::no;
  return both == magic.size() ? fit::yes : fit::begins;
}

fit fits_skippable(std::string_view head) noexcept {
  if (head.empty()) return fit::begins;
  bool const first = (static_cast<unsigned char>(head.front()) & skippable_mask) == skippable_first;
  return first ? fits(head.substr(1), skippable_rest) : fit::no;
}

}  // namespace

std::optional<compression> recognise_compression(std::string_view head) noexcept {
  auto const gzip = fits(head, gzip_magic);
  auto const zstd = std::max(fits(head, zstd_magic), fits_skippable(head));
  if (gzip == fit::yes) return compression::gzip;
  if (zstd == fit::yes) return compression::zstd;
  if (gzip == fit::no && zstd == fit::no) return compression::none;
  return std::nullopt;
}

compression compression_of(std::string_view file_name) noexcept {
  if (file_name.ends_with(".gz")) return compression::gzip;
  if (file_name.ends_with(".zst")) return compression::zstd;
  return compression::none;
}

}  // namespace rcs
