#include "file/zstd_encoder.hpp"

#include <new>

namespace rcs {
namespace {

constexpr int level = 1;
constexpr std::size_t step_bytes = std::size_t{16} << 10U;

}  // namespace

zstd_encoder::zstd_encoder() : context_{::ZSTD_createCCtx()} {
  if (!context_) throw std::bad_alloc{};
  ::ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, level);
  ::ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
}

void zstd_encoder::encode(std::string_view bytes, std::string& to) {
  ::ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
  while (from.pos < from.size) compress(from, ZSTD_e_continue, to);
}

void zstd_encoder::end_member(std::string& to) {
  ::ZSTD_inBuffer nothing{nullptr, 0, 0};
  while (compress(nothing, ZSTD_e_end, to) > 0) {
  }
}

/// A step, into `to`; how much is left to be appended, at least.
std::size_t zstd_encoder::compress(::ZSTD_inBuffer& from, ::ZSTD_EndDirective directive, std::string& to) {
  auto const size = to.size();
  to.resize(size + step_bytes);
  ::ZSTD_outBuffer out{to.data() + size, step_bytes, 0};
  auto const left = ::ZSTD_compressStream2(context_.get(), &out, &from, directive);
  to.resize(size + out.pos);
  // All that can fail is to get the memory it works in, at the beginning of the first frame.
  if (::ZSTD_isError(left) != 0U) throw std::bad_alloc{};
  return left;
}

}  // namespace rcs
