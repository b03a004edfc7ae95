#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <system_error>

#include "rcs/normalizer.hpp"
#include "rcs/prior_answers.hpp"
#include "rcs/source.hpp"

namespace rcs {

/// Numbers that are never to be asked, as plain numbers or as digests of such. Rows with one of them end as
/// `suppressed`. One thread at a time.
///
/// A plain number takes 6.6 to 9.4 bytes and is told apart exactly. A digest takes 8.5: its first eight bytes are kept,
/// so that one number in 6e10 (3e10 with a key) that is not on a list of 100 million digests is taken for one that is.
class suppression_list final : public prior_answers {
 public:
  struct options {
    normalizer_options numbers;  ///< how plain numbers are read: as the run reads its own
    std::string digest_key;      ///< of HMACs, any bytes; empty: the list has none
  };

  /// What the rows of a list were.
  struct contents {
    std::uint64_t numbers = 0;
    std::uint64_t digests = 0;
    std::uint64_t neither = 0;
    std::uint64_t first_neither = 0;  ///< the line of the first of these
    std::uint64_t blank = 0;
  };

  /// Throws `std::invalid_argument` if the region of `numbers` is not supported, and `std::runtime_error` if OpenSSL
  /// has no SHA-256 or MD5.
  explicit suppression_list(options const& with);
  ~suppression_list() override;

  /// Adds every row of `from`. A row is a digest if it has 32 hexadecimal digits (MD5) or 64 (SHA-256, and with a key
  /// also HMAC-SHA-256) in either case and nothing else: of `+` and the digits of a number, of the digits alone, or of
  /// `00` and the digits. Else it is read as a number. With `ec` set the list could not be read to its end. Throws
  /// `std::bad_alloc`.
  contents add(source& from, std::error_code& ec);

  /// Different numbers and digests.
  [[nodiscard]] std::uint64_t size() const noexcept;
  /// Memory held for them.
  [[nodiscard]] std::size_t memory_bytes() const noexcept;

  void look_up(std::span<prior_answer> fresh) noexcept override;

 private:
  class implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace rcs
