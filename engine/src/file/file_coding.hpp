#pragma once

#include "file/compression.hpp"
#include "file/text_encoding.hpp"

namespace rcs {

/// How a text becomes the bytes of a file: it is encoded, and then compressed.
struct file_coding {
  compression packed_with = compression::none;
  text_encoding encoding = text_encoding::utf8;

  friend bool operator==(file_coding const&, file_coding const&) = default;
};

}  // namespace rcs
