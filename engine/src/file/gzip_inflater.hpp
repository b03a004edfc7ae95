#pragma once

#include <zlib.h>

#include "file/inflater.hpp"

namespace rcs {

/// gzip (RFC 1952). Behind the last member there may be zeros, with which tapes and blocks are filled up.
class gzip_inflater final : public inflater {
 public:
  /// Throws `std::bad_alloc`.
  gzip_inflater();
  ~gzip_inflater() override;

  std::size_t inflate(std::string_view& in, std::span<char> out, std::error_code& ec) override;
  [[nodiscard]] bool may_end() const noexcept override { return at_ != place::in_member; }

 private:
  enum class place { in_member, behind_member, in_padding };

  std::size_t inflate_member(std::string_view& in, std::span<char> out, std::error_code& ec);
  [[nodiscard]] std::error_code pass_what_is_between(std::string_view& in);

  ::z_stream stream_{};
  place at_ = place::in_member;
};

}  // namespace rcs
