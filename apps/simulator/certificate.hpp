#pragma once

#include <cstdint>
#include <string>

namespace rcs::sim {

/// What is wrong with a self-made certificate, so that a client can show that it notices.
enum class certificate_flaw : std::uint8_t {
  none,
  expired,    ///< its last day was yesterday
  wrong_host  ///< made out to `elsewhere.invalid`
};

/// A server's certificate, its key, and the authority that signed it; all PEM.
struct certificate {
  std::string chain;
  std::string key;
  std::string authority;
};

/// Makes an authority and a certificate for `localhost`, `127.0.0.1` and `::1` signed by it (P-256, a year). The
/// authority's key is thrown away. Throws `std::runtime_error` if OpenSSL fails.
[[nodiscard]] certificate make_certificate(certificate_flaw flaw);

}  // namespace rcs::sim
