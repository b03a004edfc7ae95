#include "prior/number_digests.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace rcs {
namespace {

std::uint64_t first_eight(std::span<unsigned char const> bytes) noexcept {
  std::uint64_t made = 0;
  for (auto const byte : bytes.first(sizeof made)) made = made << 8U | byte;
  return made;
}

std::span<unsigned char const> bytes_of(std::string_view text) noexcept {
  return {reinterpret_cast<unsigned char const*>(text.data()), text.size()};
}

}  // namespace

number_digests::number_digests(std::string_view key)
    : md5_{fetched("MD5")}, sha256_{fetched("SHA256")}, context_{EVP_MD_CTX_new()} {
  if (!context_) throw std::bad_alloc{};
  set_key(key);
}

number_digests::method number_digests::fetched(char const* name) {
  method made{EVP_MD_fetch(nullptr, name, nullptr)};
  if (!made) throw std::runtime_error{std::string{"OpenSSL has no "} + name};
  return made;
}

void number_digests::set_key(std::string_view key) {
  constexpr unsigned char inner_pad = 0x36;
  constexpr unsigned char outer_pad = 0x5C;
  block padded{};
  if (key.size() > block_size) {
    auto const shorter = hash(*sha256_, {}, bytes_of(key));
    std::copy_n(shorter.begin(), digest_size, padded.begin());
  } else {
    std::ranges::copy(bytes_of(key), padded.begin());
  }
  for (std::size_t i = 0; i < block_size; ++i) {
    inner_[i] = padded[i] ^ inner_pad;
    outer_[i] = padded[i] ^ outer_pad;
  }
}

number_digests::first_bytes number_digests::operator()(number n, kind how) const noexcept {
  std::array<char, number::max_digits + 3> text{'0', '0', '+'};
  auto const* const end = n.write_digits(text.data() + 3);
  std::string_view const with_plus{text.data() + 2, end};
  first_bytes made{};
  made[0] = first_eight(hash(how, bytes_of(with_plus)));
  made[1] = first_eight(hash(how, bytes_of(with_plus.substr(1))));
  text[1] = text[2] = '0';
  made[2] = first_eight(hash(how, bytes_of({text.data() + 1, end})));
  return made;
}

number_digests::digest number_digests::hash(kind how, std::span<unsigned char const> text) const noexcept {
  switch (how) {
    case kind::md5:
      return hash(*md5_, {}, text);
    case kind::sha256:
      return hash(*sha256_, {}, text);
    case kind::hmac_sha256:
      break;
  }
  auto const inner = hash(*sha256_, inner_, text);
  return hash(*sha256_, outer_, std::span{inner}.first(digest_size));
}

number_digests::digest number_digests::hash(EVP_MD const& with, std::span<unsigned char const> front,
                                            std::span<unsigned char const> text) const noexcept {
  digest made{};
  EVP_DigestInit_ex2(context_.get(), &with, nullptr);
  EVP_DigestUpdate(context_.get(), front.data(), front.size());
  EVP_DigestUpdate(context_.get(), text.data(), text.size());
  EVP_DigestFinal_ex(context_.get(), made.data(), nullptr);
  return made;
}

}  // namespace rcs
