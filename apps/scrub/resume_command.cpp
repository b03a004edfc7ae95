#include "scrub/resume_command.hpp"

#include <algorithm>
#include <string_view>

namespace rcs::scrub {
namespace {

/// `http://user:password@host` without the password.
std::string without_password(std::string word) {
  auto const begin = word.find("://");
  if (begin == std::string::npos) return word;
  auto const at = word.rfind('@');
  auto const colon = word.find(':', begin + 3);
  if (at != std::string::npos && colon < at) word.replace(colon + 1, at - colon - 1, "***");
  return word;
}

std::string quoted(std::string const& word) {
  constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+./:,@%";
  if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) return word;
  std::string made = "'";
  for (char const c : word) made += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return made + "'";
}

}  // namespace

std::string resume_command(std::span<char const* const> arguments) {
  std::string made{quoted(arguments.front())};
  made += " --resume";
  for (std::string_view const word : arguments.subspan(1)) {
    if (word.starts_with("--resume") || word.starts_with("--force")) continue;
    made += " " + quoted(without_password(std::string{word}));
  }
  return made;
}

}  // namespace rcs::scrub
