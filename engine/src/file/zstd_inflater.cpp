#include "file/zstd_inflater.hpp"

#include <zstd_errors.h>

#include <new>

#include "file/list_error.hpp"

namespace rcs {

zstd_inflater::zstd_inflater() : context_{::ZSTD_createDCtx()} {
  if (!context_) throw std::bad_alloc{};
}

std::size_t zstd_inflater::inflate(std::string_view& in, std::span<char> out, std::error_code& ec) {
  ec.clear();
  ::ZSTD_outBuffer to{out.data(), out.size(), 0};
  // Between two frames it would not know that nothing is no beginning of one.
  while (to.pos == 0 && !ec && !(in.empty() && between_frames_)) {
    ::ZSTD_inBuffer from{in.data(), in.size(), 0};
    auto const status = ::ZSTD_decompressStream(context_.get(), &to, &from);
    ec = error_of(status);
    in.remove_prefix(from.pos);
    between_frames_ = status == 0;
    after_a_frame_ = after_a_frame_ || between_frames_;
    if (in.empty()) break;
  }
  return to.pos;
}

std::error_code zstd_inflater::error_of(std::size_t status) const noexcept {
  if (::ZSTD_isError(status) == 0U) return {};
  switch (::ZSTD_getErrorCode(status)) {
    case ZSTD_error_prefix_unknown:
      return after_a_frame_ ? list_error::followed : list_error::damaged;
    case ZSTD_error_dictionary_wrong:
    case ZSTD_error_frameParameter_windowTooLarge:
      return list_error::needs_too_much;
    case ZSTD_error_memory_allocation:
      return std::make_error_code(std::errc::not_enough_memory);
    default:
      return list_error::damaged;
  }
}

}  // namespace rcs
