#include "support/certificates.hpp"

#include <openssl/ec.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace rcs::test {
namespace {

using key_ptr = std::shared_ptr<EVP_PKEY>;
using x509_ptr = std::shared_ptr<X509>;

void require(bool succeeded, char const* what) {
  if (!succeeded) throw std::runtime_error(std::string{"certificate: "} + what);
}

key_ptr make_key() {
  key_ptr key{EVP_EC_gen("P-256"), &EVP_PKEY_free};
  require(key != nullptr, "key");
  return key;
}

template <class Write>
std::string to_pem(Write write) {
  std::unique_ptr<BIO, int (*)(BIO*)> const memory{BIO_new(BIO_s_mem()), &BIO_free};
  require(memory && write(memory.get()) == 1, "PEM");
  char* data = nullptr;
  auto const size = BIO_get_mem_data(memory.get(), &data);
  return {data, static_cast<std::size_t>(size)};
}

std::string certificate_pem(X509* one) {
  return to_pem([one](BIO* to) { return PEM_write_bio_X509(to, one); });
}

std::string key_pem(EVP_PKEY* key) {
  return to_pem([key](BIO* to) { return PEM_write_bio_PrivateKey(to, key, nullptr, nullptr, 0, nullptr, nullptr); });
}

void add_extension(X509* to, int kind, std::string const& value) {
  std::unique_ptr<X509_EXTENSION, void (*)(X509_EXTENSION*)> const extension{
      X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str()), &X509_EXTENSION_free};
  require(extension && X509_add_ext(to, extension.get(), -1) == 1, "extension");
}

std::string alternative_names(std::vector<std::string> const& hosts) {
  std::string names;
  for (auto const& host : hosts) {
    bool const is_address = host.find_first_not_of("0123456789.") == std::string::npos;
    names += (names.empty() ? "" : ",") + std::string{is_address ? "IP:" : "DNS:"} + host;
  }
  return names;
}

/// Unsigned; the issuer's name is to be set.
x509_ptr make_certificate(EVP_PKEY* key, std::string const& name, certificate_wish const& wish) {
  static long serial = 1;
  x509_ptr made{X509_new(), &X509_free};
  require(made != nullptr, "certificate");
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), ++serial);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), wish.valid_from.count());
  X509_gmtime_adj(X509_getm_notAfter(made.get()), wish.valid_until.count());
  X509_set_pubkey(made.get(), key);
  auto const* const text = reinterpret_cast<unsigned char const*>(name.c_str());
  X509_NAME_add_entry_by_txt(X509_get_subject_name(made.get()), "CN", MBSTRING_UTF8, text, -1, -1, 0);
  if (!wish.hosts.empty()) add_extension(made.get(), NID_subject_alt_name, alternative_names(wish.hosts));
  return made;
}

}  // namespace

certificate_authority::certificate_authority(std::string const& name) : key_{make_key()} {
  own_ = make_certificate(key_.get(), name, certificate_wish{});
  add_extension(own_.get(), NID_basic_constraints, "critical,CA:TRUE");
  X509_set_issuer_name(own_.get(), X509_get_subject_name(own_.get()));
  require(X509_sign(own_.get(), key_.get(), EVP_sha256()) > 0, "signature");
}

certificate certificate_authority::issue(certificate_wish const& wish) const {
  auto const key = make_key();
  auto const made = make_certificate(key.get(), "server", wish);
  X509_set_issuer_name(made.get(), X509_get_subject_name(own_.get()));
  require(X509_sign(made.get(), key_.get(), EVP_sha256()) > 0, "signature");
  return {certificate_pem(made.get()), key_pem(key.get())};
}

std::string certificate_authority::pem() const {
  return certificate_pem(own_.get());
}

certificate self_signed(certificate_wish const& wish) {
  auto const key = make_key();
  auto const made = make_certificate(key.get(), "server", wish);
  X509_set_issuer_name(made.get(), X509_get_subject_name(made.get()));
  require(X509_sign(made.get(), key.get(), EVP_sha256()) > 0, "signature");
  return {certificate_pem(made.get()), key_pem(key.get())};
}

}  // namespace rcs::test
