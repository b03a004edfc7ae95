#include "file/gzip_encoder.hpp"

#include <algorithm>
#include <limits>
#include <new>

namespace rcs {
namespace {

constexpr int gzip_window = 15 + 16;  // the largest, and a gzip header
constexpr int memory_level = 8;       // zlib's default
constexpr std::size_t step_bytes = std::size_t{16} << 10U;

}  // namespace

gzip_encoder::gzip_encoder() {
  int const status = ::deflateInit2(&stream_, Z_BEST_SPEED, Z_DEFLATED, gzip_window, memory_level, Z_DEFAULT_STRATEGY);
  if (status != Z_OK) throw std::bad_alloc{};
}

gzip_encoder::~gzip_encoder() {
  ::deflateEnd(&stream_);
}

void gzip_encoder::encode(std::string_view bytes, std::string& to) {
  while (!bytes.empty()) {
    auto const some = bytes.substr(0, std::numeric_limits<uInt>::max());
    // zlib does not write there; it says so only if ZLIB_CONST is defined wherever its header is included.
    stream_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(some.data()));
    stream_.avail_in = static_cast<uInt>(some.size());
    while (stream_.avail_in > 0) deflate(Z_NO_FLUSH, to);
    bytes.remove_prefix(some.size());
  }
}

void gzip_encoder::end_member(std::string& to) {
  while (deflate(Z_FINISH, to) != Z_STREAM_END) {
  }
  ::deflateReset(&stream_);
}

/// A step, into `to`; zlib's status, which is no error as long as there is room.
int gzip_encoder::deflate(int flush, std::string& to) {
  auto const size = to.size();
  to.resize(size + step_bytes);
  stream_.next_out = reinterpret_cast<Bytef*>(to.data() + size);
  stream_.avail_out = static_cast<uInt>(step_bytes);
  int const status = ::deflate(&stream_, flush);
  to.resize(to.size() - stream_.avail_out);
  return status;
}

}  // namespace rcs
