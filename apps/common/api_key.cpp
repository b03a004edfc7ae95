#include "common/api_key.hpp"

#include <fmt/format.h>
#include <string.h>
#include <sys/stat.h>

#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace rcs {
namespace {

constexpr auto variable = "RCS_API_KEY";

/// A text that is wiped when it goes.
struct wiped_text {
  std::string value;
  ~wiped_text() { ::explicit_bzero(value.data(), value.size()); }
};

/// Moves the variable's value out; nothing is left of it in the process's environment, as /proc shows it.
wiped_text take_from_environment() {
  wiped_text key;
  if (char* const set = std::getenv(variable)) {
    key.value = set;
    ::explicit_bzero(set, key.value.size());
    ::unsetenv(variable);
  }
  return key;
}

wiped_text read_file(std::string const& file, std::string& warning) {
  struct stat about {};
  if (::stat(file.c_str(), &about) == 0 && S_ISREG(about.st_mode) && (about.st_mode & (S_IRGRP | S_IROTH)) != 0) {
    warning = fmt::format("the API key file {} can be read by others; chmod 600 would mend that", file);
  }
  std::ifstream in{file};
  if (!in) throw std::invalid_argument{fmt::format("the API key file {} cannot be read", file)};
  wiped_text key;
  std::getline(in, key.value);
  if (!key.value.empty() && key.value.back() == '\r') key.value.pop_back();
  return key;
}

}  // namespace

secret take_api_key(std::string const& file, std::string& warning) {
  auto const from_environment = take_from_environment();
  if (!file.empty()) {
    auto const from_file = read_file(file, warning);
    return secret{from_file.value};
  }
  if (from_environment.value.empty()) {
    throw std::invalid_argument{"no API key: give --api-key-file or set RCS_API_KEY"};
  }
  return secret{from_environment.value};
}

}  // namespace rcs
