#pragma once

#include <ostream>

#include "file/file_coding.hpp"

namespace rcs {

/// For the names of test cases.
inline std::ostream& operator<<(std::ostream& out, compression how) {
  return out << (how == compression::gzip ? "gzip" : how == compression::zstd ? "zstd" : "uncompressed");
}
inline std::ostream& operator<<(std::ostream& out, text_encoding how) {
  return out << (how == text_encoding::utf16_le ? "UTF-16LE" : how == text_encoding::utf16_be ? "UTF-16BE" : "UTF-8");
}

}  // namespace rcs
