#include "file/gzip_inflater.hpp"

#include <algorithm>
#include <limits>
#include <new>

#include "file/list_error.hpp"

namespace rcs {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest, and a gzip header
constexpr char first_of_member = '\x1F';

uInt some_of(std::size_t size) noexcept {
  return static_cast<uInt>(std::min<std::size_t>(size, std::numeric_limits<uInt>::max()));
}

std::error_code error_of(int status) noexcept {
  if (status == Z_MEM_ERROR) return std::make_error_code(std::errc::not_enough_memory);
  bool const goes_on = status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR;
  return goes_on ? std::error_code{} : list_error::damaged;
}

}  // namespace

gzip_inflater::gzip_inflater() {
  if (::inflateInit2(&stream_, gzip_window) != Z_OK) throw std::bad_alloc{};
}

gzip_inflater::~gzip_inflater() {
  ::inflateEnd(&stream_);
}

std::size_t gzip_inflater::inflate(std::string_view& in, std::span<char> out, std::error_code& ec) {
  ec.clear();
  std::size_t made = 0;
  do {
    if (may_end()) ec = pass_what_is_between(in);
    if (!ec && !may_end()) made = inflate_member(in, out, ec);
  } while (made == 0 && !in.empty() && !ec);
  return made;
}

std::size_t gzip_inflater::inflate_member(std::string_view& in, std::span<char> out, std::error_code& ec) {
  auto const given = some_of(in.size());
  auto const room = some_of(out.size());
  // zlib does not write there; it says so only if ZLIB_CONST is defined wherever its header is included.
  stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(in.data()));
  stream_.avail_in = given;
  stream_.next_out = reinterpret_cast<Bytef*>(out.data());
  stream_.avail_out = room;
  int const status = ::inflate(&stream_, Z_NO_FLUSH);
  in.remove_prefix(given - stream_.avail_in);
  if (status == Z_STREAM_END) at_ = place::behind_member;
  ec = error_of(status);
  return room - stream_.avail_out;
}

std::error_code gzip_inflater::pass_what_is_between(std::string_view& in) {
  auto const zeros = std::min(in.find_first_not_of('\0'), in.size());
  if (zeros > 0) at_ = place::in_padding;
  in.remove_prefix(zeros);
  if (in.empty()) return {};
  if (at_ == place::in_padding || in.front() != first_of_member) return list_error::followed;
  ::inflateReset(&stream_);
  at_ = place::in_member;
  return {};
}

}  // namespace rcs
