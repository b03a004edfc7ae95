#include "simulator/certificate.hpp"

#include <openssl/bio.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <memory>
#include <stdexcept>

namespace rcs::sim {
namespace {

template <auto Free>
struct freed_by {
  template <class T>
  void operator()(T* object) const noexcept {
    Free(object);
  }
};

using key_ptr = std::unique_ptr<EVP_PKEY, freed_by<&EVP_PKEY_free>>;
using x509_ptr = std::unique_ptr<X509, freed_by<&X509_free>>;
using bio_ptr = std::unique_ptr<BIO, freed_by<&BIO_free_all>>;
using extension_ptr = std::unique_ptr<X509_EXTENSION, freed_by<&X509_EXTENSION_free>>;

void require(bool done, char const* what) {
  if (!done) throw std::runtime_error{std::string{"cannot make a certificate: "} + what};
}

key_ptr make_key() {
  key_ptr key{EVP_EC_gen("P-256")};
  require(key != nullptr, "key");
  return key;
}

void set_name(X509& subject, std::string const& common_name) {
  auto const* const text = reinterpret_cast<unsigned char const*>(common_name.c_str());
  require(X509_NAME_add_entry_by_txt(X509_get_subject_name(&subject), "CN", MBSTRING_UTF8, text, -1, -1, 0) == 1,
          "name");
}

void add_extension(X509& subject, X509& issuer, int nid, char const* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &subject, nullptr, nullptr, 0);
  extension_ptr const extension{X509V3_EXT_conf_nid(nullptr, &context, nid, value)};
  require(extension != nullptr && X509_add_ext(&subject, extension.get(), -1) == 1, "extension");
}

/// An unsigned certificate; valid from yesterday to `days` from now (negative: it has ended).
x509_ptr make_body(EVP_PKEY& key, std::string const& common_name, long days) {
  constexpr long day = 24L * 60 * 60;
  x509_ptr made{X509_new()};
  require(made != nullptr, "memory");
  X509_set_version(made.get(), X509_VERSION_3);
  std::uint64_t serial = 0;
  require(RAND_bytes(reinterpret_cast<unsigned char*>(&serial), sizeof serial) == 1, "serial number");
  ASN1_INTEGER_set_uint64(X509_get_serialNumber(made.get()), serial >> 1U);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), days > 0 ? -day : (days - 30) * day);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), days * day);
  require(X509_set_pubkey(made.get(), &key) == 1, "public key");
  set_name(*made, common_name);
  return made;
}

void sign(X509& subject, X509& issuer, EVP_PKEY& issuer_key) {
  require(X509_set_issuer_name(&subject, X509_get_subject_name(&issuer)) == 1, "issuer");
  require(X509_sign(&subject, &issuer_key, EVP_sha256()) > 0, "signature");
}

template <class Write>
std::string to_pem(Write write) {
  bio_ptr const bio{BIO_new(BIO_s_mem())};
  require(bio != nullptr && write(bio.get()) == 1, "PEM");
  char* text = nullptr;
  auto const length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string to_pem(X509& from) {
  return to_pem([&](BIO* bio) { return PEM_write_bio_X509(bio, &from); });
}

}  // namespace

certificate make_certificate(certificate_flaw flaw) {
  constexpr long a_year = 365;
  auto const ca_key = make_key();
  auto const ca = make_body(*ca_key, "rcs-sim test authority", a_year);
  add_extension(*ca, *ca, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(*ca, *ca, NID_key_usage, "critical,keyCertSign,cRLSign");
  add_extension(*ca, *ca, NID_subject_key_identifier, "hash");
  sign(*ca, *ca, *ca_key);

  bool const elsewhere = flaw == certificate_flaw::wrong_host;
  auto const key = make_key();
  auto const leaf =
      make_body(*key, elsewhere ? "elsewhere.invalid" : "localhost", flaw == certificate_flaw::expired ? -1 : a_year);
  add_extension(*leaf, *ca, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(*leaf, *ca, NID_key_usage, "critical,digitalSignature");
  add_extension(*leaf, *ca, NID_ext_key_usage, "serverAuth");
  add_extension(*leaf, *ca, NID_subject_alt_name,
                elsewhere ? "DNS:elsewhere.invalid" : "DNS:localhost,IP:127.0.0.1,IP:::1");
  sign(*leaf, *ca, *ca_key);

  certificate made;
  made.chain = to_pem(*leaf);
  made.authority = to_pem(*ca);
  made.key =
      to_pem([&](BIO* bio) { return PEM_write_bio_PrivateKey(bio, key.get(), nullptr, nullptr, 0, nullptr, nullptr); });
  return made;
}

}  // namespace rcs::sim
