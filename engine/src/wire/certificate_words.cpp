#include "wire/certificate_words.hpp"

#include <openssl/x509_vfy.h>

namespace rcs {
namespace {

std::string ours(long verify_result, std::string_view host) {
  switch (verify_result) {
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return "it is for another host than \"" + std::string{host} + '"';
    case X509_V_ERR_IP_ADDRESS_MISMATCH:
      return "it is for another address than \"" + std::string{host} + '"';
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "it has expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "it is not yet valid; is this machine's clock right?";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "it is self-signed and not in the CA file";
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
      return "its issuer is not trusted: an unknown CA";
    case X509_V_ERR_CERT_REVOKED:
      return "it has been revoked";
    default:
      return "it does not verify";
  }
}

}  // namespace

std::string certificate_words(long verify_result, std::string_view host) {
  return "certificate refused: " + ours(verify_result, host) + " (" + X509_verify_cert_error_string(verify_result) +
         ')';
}

}  // namespace rcs
