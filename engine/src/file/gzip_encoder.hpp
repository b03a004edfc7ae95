#pragma once

#include <zlib.h>

#include "file/byte_encoder.hpp"

namespace rcs {

/// gzip (RFC 1952), a member at a time, at the fastest level.
class gzip_encoder final : public byte_encoder {
 public:
  /// Throws `std::bad_alloc`.
  gzip_encoder();
  ~gzip_encoder() override;

  void encode(std::string_view bytes, std::string& to) override;
  void end_member(std::string& to) override;

 private:
  int deflate(int flush, std::string& to);

  ::z_stream stream_{};
};

}  // namespace rcs
