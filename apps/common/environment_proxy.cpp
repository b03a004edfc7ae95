#include "common/environment_proxy.hpp"

#include <algorithm>
#include <cstdlib>
#include <initializer_list>

namespace rcs {
namespace {

std::string_view variable(std::initializer_list<char const*> names) {
  for (auto const* const name : names) {
    if (auto const* const set = std::getenv(name); set != nullptr && *set != '\0') return set;
  }
  return {};
}

bool is_this_machine(std::string_view host) noexcept {
  return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string_view trimmed(std::string_view word) noexcept {
  while (word.starts_with(' ') || word.starts_with('.')) word.remove_prefix(1);
  while (word.ends_with(' ')) word.remove_suffix(1);
  return word.substr(0, word.find(':'));
}

bool is_under(std::string_view host, std::string_view domain) noexcept {
  if (!host.ends_with(domain)) return false;
  auto const rest = host.size() - domain.size();
  return rest == 0 || host[rest - 1] == '.';
}

}  // namespace

bool goes_direct(std::string_view host, std::string_view list) noexcept {
  if (is_this_machine(host)) return true;
  while (!list.empty()) {
    auto const comma = std::min(list.find(','), list.size());
    auto const word = trimmed(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
    if (word == "*" || (!word.empty() && is_under(host, word))) return true;
  }
  return false;
}

std::string proxy_from_environment(std::string_view host) {
  auto const set = variable({"https_proxy", "HTTPS_PROXY"});
  if (set.empty() || goes_direct(host, variable({"no_proxy", "NO_PROXY"}))) return {};
  std::string proxy{set};
  return proxy.find("://") == std::string::npos ? "http://" + proxy : proxy;
}

}  // namespace rcs
