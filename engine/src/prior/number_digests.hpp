#pragma once

#include <openssl/evp.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs {

/// The digests under which a number may stand in a list: of `+` and its digits, of the digits alone, and of `00` and
/// the digits. One thread at a time.
class number_digests {
 public:
  enum class kind : std::uint8_t { md5, sha256, hmac_sha256 };
  static constexpr std::size_t spellings = 3;
  /// The first eight bytes of the digest of each spelling, as one integer whose upper byte is the first.
  using first_bytes = std::array<std::uint64_t, spellings>;

  /// `key` is that of the HMACs; empty: none are made. Throws `std::runtime_error` if OpenSSL has no such digests.
  explicit number_digests(std::string_view key);

  /// Of a number, which is none; `hmac_sha256` only with a key.
  [[nodiscard]] first_bytes operator()(number n, kind how) const noexcept;

 private:
  static constexpr std::size_t block_size = 64;   ///< of SHA-256
  static constexpr std::size_t digest_size = 32;  ///< likewise; that of MD5 is smaller
  using digest = std::array<unsigned char, EVP_MAX_MD_SIZE>;
  using block = std::array<unsigned char, block_size>;
  struct free_of_openssl {
    void operator()(EVP_MD* md) const noexcept { EVP_MD_free(md); }
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  };
  using method = std::unique_ptr<EVP_MD, free_of_openssl>;

  static method fetched(char const* name);
  /// RFC 2104's two blocks.
  void set_key(std::string_view key);
  [[nodiscard]] digest hash(EVP_MD const& with, std::span<unsigned char const> front,
                            std::span<unsigned char const> text) const noexcept;
  [[nodiscard]] digest hash(kind how, std::span<unsigned char const> text) const noexcept;

  method md5_;
  method sha256_;
  std::unique_ptr<EVP_MD_CTX, free_of_openssl> context_;
  block inner_{};
  block outer_{};
};

}  // namespace rcs
