#include "rcs/secret.hpp"

#include <string.h>

#include <algorithm>
#include <stdexcept>

namespace rcs {
namespace {

constexpr std::size_t longest = 4096;

void wipe(std::string* key) {
  ::explicit_bzero(key->data(), key->size());
  delete key;
}

}  // namespace

secret::secret(std::string_view key) {
  auto const visible = [](char c) { return c > ' ' && c < '\x7f'; };
  if (key.empty()) throw std::invalid_argument{"the API key is empty"};
  if (key.size() > longest) throw std::invalid_argument{"the API key is longer than 4096 characters"};
  if (!std::all_of(key.begin(), key.end(), visible)) {
    throw std::invalid_argument{"the API key holds a character that is not visible ASCII"};
  }
  key_ = std::shared_ptr<std::string>{new std::string{key}, wipe};
}

}  // namespace rcs
