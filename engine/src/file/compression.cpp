#include "file/compression.hpp"

#include <algorithm>

namespace rcs {
namespace {

constexpr std::string_view gzip_magic = "\x1F\x8B";          // RFC 1952, 2.3.1
constexpr std::string_view zstd_magic = "\x28\xB5\x2F\xFD";  // RFC 8878, 3.1.1
// A skippable frame, which pzstd begins with: 3.1.2, behind a byte of 0x50 to 0x5F.
constexpr std::string_view skippable_rest = "\x2A\x4D\x18";
constexpr std::string_view zip_magic{"PK\x03\x04"};
constexpr std::string_view ole_magic{"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"};  // Compound File Binary: .xls
constexpr std::string_view xz_magic{"\xFD\x37zXZ\0", 6};
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

/// The fourth byte is the size of its blocks.
fit fits_bzip2(std::string_view head) noexcept {
  constexpr std::string_view before = "BZh";
  auto const begins = fits(head, before);
  if (begins != fit::yes || head.size() == before.size()) return std::min(begins, fit::begins);
  bool const size = head[before.size()] >= '1' && head[before.size()] <= '9';
  return size ? fits(head.substr(before.size() + 1), "1AY&SY") : fit::no;
}

fit fits_workbook(std::string_view head) noexcept {
  return std::max(fits(head, zip_magic), fits(head, ole_magic));
}

fit fits_foreign_packing(std::string_view head) noexcept {
  return std::max(fits(head, xz_magic), fits_bzip2(head));
}

}  // namespace

std::optional<compression> recognise_compression(std::string_view head) noexcept {
  auto const gzip = fits(head, gzip_magic);
  auto const zstd = std::max(fits(head, zstd_magic), fits_skippable(head));
  if (gzip == fit::yes) return compression::gzip;
  if (zstd == fit::yes) return compression::zstd;
  auto const more = std::max({gzip, zstd, fits_workbook(head), fits_foreign_packing(head)});
  if (more == fit::begins) return std::nullopt;
  return compression::none;
}

foreign_file recognise_foreign(std::string_view head) noexcept {
  if (fits_workbook(head) == fit::yes) return foreign_file::workbook;
  return fits_foreign_packing(head) == fit::yes ? foreign_file::packed : foreign_file::none;
}

compression compression_of(std::string_view file_name) noexcept {
  if (file_name.ends_with(".gz")) return compression::gzip;
  if (file_name.ends_with(".zst")) return compression::zstd;
  return compression::none;
}

}  // namespace rcs
