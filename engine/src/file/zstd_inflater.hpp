#pragma once

#include <zstd.h>

#include <memory>

#include "file/inflater.hpp"

namespace rcs {

/// Zstandard (RFC 8878), skippable frames included. Takes as much memory as the distance over which a frame refers
/// back, 128 MiB at most.
class zstd_inflater final : public inflater {
 public:
  /// Throws `std::bad_alloc`.
  zstd_inflater();

  std::size_t inflate(std::string_view& in, std::span<char> out, std::error_code& ec) override;
  [[nodiscard]] bool may_end() const noexcept override { return between_frames_ && after_a_frame_; }

 private:
  struct free_context {
    void operator()(::ZSTD_DCtx* context) const noexcept { ::ZSTD_freeDCtx(context); }
  };
  [[nodiscard]] std::error_code error_of(std::size_t status) const noexcept;

  std::unique_ptr<::ZSTD_DCtx, free_context> context_;
  bool between_frames_ = true;  ///< and everything of the last one has been given out
  bool after_a_frame_ = false;
};

}  // namespace rcs
