#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <system_error>

#include "file/compression.hpp"

namespace rcs {

/// Undoes a compression piece by piece. What was compressed in several pieces that stand behind each other, members of
/// gzip or frames of zstd, is one stream.
class inflater {
 public:
  inflater() = default;
  inflater(inflater const&) = delete;
  inflater& operator=(inflater const&) = delete;
  virtual ~inflater() = default;

  /// Takes bytes from the front of `in` and puts into `out`, which is not empty, what becomes of them: the number of
  /// bytes put there. 0 only if all of `in` has been taken and there is nothing more to be made of it, or with `ec` set
  /// to a `list_error` or `not_enough_memory`. An error may also come with bytes that stood before it; nothing is to be
  /// asked for after one.
  [[nodiscard]] virtual std::size_t inflate(std::string_view& in, std::span<char> out, std::error_code& ec) = 0;

  /// Whether the stream may end behind what has been taken.
  [[nodiscard]] virtual bool may_end() const noexcept = 0;
};

/// For a stream that is compressed so; null for one that is not.
[[nodiscard]] std::unique_ptr<inflater> make_inflater(compression how);

}  // namespace rcs
