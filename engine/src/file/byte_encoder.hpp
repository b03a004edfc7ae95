#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "file/file_coding.hpp"

namespace rcs {

/// Changes bytes on their way out: compresses them, or writes them in another encoding.
class byte_encoder {
 public:
  byte_encoder() = default;
  byte_encoder(byte_encoder const&) = delete;
  byte_encoder& operator=(byte_encoder const&) = delete;
  virtual ~byte_encoder() = default;

  /// Appends to `to` what becomes of `bytes`; may keep some of it for later. Throws `std::bad_alloc`.
  virtual void encode(std::string_view bytes, std::string& to) = 0;

  /// Appends what has been kept: all that was appended since the last time is complete by itself then, and so is what
  /// will be. Something is appended even if there were no bytes, if it takes that to say so.
  virtual void end_member(std::string& to) = 0;
};

/// From UTF-8 text to the bytes of a file; null if those are the same.
[[nodiscard]] std::unique_ptr<byte_encoder> make_encoder(file_coding how);

}  // namespace rcs
