#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace rcs::test {

/// What a server shows, and the key to it, in PEM.
struct certificate {
  std::string chain;
  std::string key;
};

/// What a certificate is to say. Instants are relative to now.
struct certificate_wish {
  std::vector<std::string> hosts;  ///< names and IP literals
  std::chrono::seconds valid_from = -std::chrono::hours{1};
  std::chrono::seconds valid_until = std::chrono::hours{24};
};

/// An authority of its own, made in memory. Throws `std::runtime_error` when OpenSSL fails.
class certificate_authority {
 public:
  explicit certificate_authority(std::string const& name);

  [[nodiscard]] certificate issue(certificate_wish const& wish) const;
  /// The authority's own certificate: the content of a CA file.
  [[nodiscard]] std::string pem() const;

 private:
  std::shared_ptr<EVP_PKEY> key_;
  std::shared_ptr<X509> own_;
};

/// A certificate that nobody but its owner vouches for.
[[nodiscard]] certificate self_signed(certificate_wish const& wish);

}  // namespace rcs::test
