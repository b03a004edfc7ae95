#pragma once

#include <zstd.h>

#include <memory>

#include "file/byte_encoder.hpp"

namespace rcs {

/// Zstandard (RFC 8878), a frame with a checksum at a time, at the fastest of its usual levels.
class zstd_encoder final : public byte_encoder {
 public:
  /// Throws `std::bad_alloc`.
  zstd_encoder();

  void encode(std::string_view bytes, std::string& to) override;
  void end_member(std::string& to) override;

 private:
  struct free_context {
    void operator()(::ZSTD_CCtx* context) const noexcept { ::ZSTD_freeCCtx(context); }
  };
  std::size_t compress(::ZSTD_inBuffer& from, ::ZSTD_EndDirective directive, std::string& to);

  std::unique_ptr<::ZSTD_CCtx, free_context> context_;
};

}  // namespace rcs
