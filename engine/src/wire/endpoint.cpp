#include "wire/endpoint.hpp"

#include <arpa/inet.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace rcs {
namespace {

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lower(std::string_view text) {
  std::string lowered{text};
  std::transform(lowered.begin(), lowered.end(), lowered.begin(), [](char c) { return lower(c); });
  return lowered;
}

/// A URL's `host[:port]`, checked.
struct authority {
  std::string host;
  std::optional<std::uint16_t> port;
  bool is_address = false;
};

/// Takes one kind of URL apart. The messages name it and never quote it: it may hold a password.
class url_reader {
 public:
  url_reader(char const* name, char const* form) : name_{name}, form_{form} {}

  /// Takes the scheme off the front and a trailing slash off the back; nothing may follow the authority.
  [[nodiscard]] std::string_view authority_of(std::string_view url, std::string_view scheme) const;
  [[nodiscard]] authority read(std::string_view host_and_port) const;
  [[noreturn]] void refuse(char const* why) const {
    throw std::invalid_argument{std::string{name_} + " must be " + form_ + ": " + why};
  }

 private:
  [[nodiscard]] std::uint16_t read_port(std::string_view text) const;
  void check_name(std::string_view host) const;

  char const* name_;
  char const* form_;
};

std::string_view url_reader::authority_of(std::string_view url, std::string_view scheme) const {
  if (lower(url.substr(0, scheme.size())) != scheme) refuse("it begins otherwise");
  url.remove_prefix(scheme.size());
  if (!std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < '\x7f'; })) {
    refuse("it has white space, control or non-ASCII characters");
  }
  if (url.ends_with('/')) url.remove_suffix(1);
  // A password may hold these unencoded; the host, which ends the authority, may not.
  auto const host = url.substr(std::min(url.size(), url.rfind('@') + 1));
  if (host.find('/') != std::string_view::npos) refuse("it has a path");
  if (host.find('?') != std::string_view::npos) refuse("it has a query");
  if (host.find('#') != std::string_view::npos) refuse("it has a fragment");
  return url;
}

authority url_reader::read(std::string_view host_and_port) const {
  authority result;
  std::string_view port;
  if (host_and_port.starts_with('[')) {
    auto const close = host_and_port.find(']');
    if (close == std::string_view::npos) refuse("a [ is not closed");
    result.host = lower(host_and_port.substr(1, close - 1));
    port = host_and_port.substr(close + 1);
    in6_addr address{};
    if (inet_pton(AF_INET6, result.host.c_str(), &address) != 1) refuse("what is in [] is no IPv6 address");
    result.is_address = true;
  } else {
    auto const colon = std::min(host_and_port.find(':'), host_and_port.size());
    result.host = lower(host_and_port.substr(0, colon));
    port = host_and_port.substr(colon);
    in_addr address{};
    result.is_address = inet_pton(AF_INET, result.host.c_str(), &address) == 1;
    if (!result.is_address) check_name(result.host);
  }
  if (!port.empty()) {
    if (!port.starts_with(':')) refuse("something follows the ]");
    result.port = read_port(port.substr(1));
  }
  return result;
}

std::uint16_t url_reader::read_port(std::string_view text) const {
  std::uint16_t port = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0) refuse("the port is not 1 to 65535");
  return port;
}

/// A host name as in RFC 1123, underscores tolerated.
void url_reader::check_name(std::string_view host) const {
  constexpr std::size_t max_name = 253;
  constexpr std::size_t max_label = 63;
  if (host.empty()) refuse("it has no host");
  if (host.size() > max_name) refuse("the host name is too long");
  for (;;) {
    auto const dot = host.find('.');
    auto const label = host.substr(0, dot);
    if (label.empty() || label.size() > max_label) refuse("the host name has an empty or too long part");
    bool const fine = std::all_of(label.begin(), label.end(),
                                  [](char c) { return (c >= 'a' && c <= 'z') || is_digit(c) || c == '-' || c == '_'; });
    if (!fine || label.front() == '-' || label.back() == '-') refuse("the host has a character that no host name has");
    if (dot == std::string_view::npos) {
      // The system's resolver would take it as an address in some old notation, certificates would not.
      if (std::all_of(label.begin(), label.end(), is_digit)) refuse("the host is a malformed IPv4 address");
      return;
    }
    host.remove_prefix(dot + 1);
  }
}

int hex_value(char c) noexcept {
  if (is_digit(c)) return c - '0';
  char const letter = lower(c);
  return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
}

/// Undoes percent-encoding; empty if a `%` is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      decoded += text[i];
      continue;
    }
    if (i + 2 >= text.size()) return std::nullopt;
    int const high = hex_value(text[i + 1]);
    int const low = hex_value(text[i + 2]);
    if (high < 0 || low < 0) return std::nullopt;
    decoded += static_cast<char>(high * 16 + low);
    i += 2;
  }
  return decoded;
}

std::string base64(std::string_view text) {
  std::string encoded((text.size() + 2) / 3 * 4 + 1, '\0');  // OpenSSL ends it with a null character
  EVP_EncodeBlock(reinterpret_cast<unsigned char*>(encoded.data()), reinterpret_cast<unsigned char const*>(text.data()),
                  static_cast<int>(text.size()));
  encoded.pop_back();
  return encoded;
}

}  // namespace

endpoint::endpoint(std::string_view url) {
  constexpr std::uint16_t https_port = 443;
  url_reader const reader{"the endpoint", "https://host[:port]"};
  auto const all = reader.authority_of(url, "https://");
  if (all.find('@') != std::string_view::npos) reader.refuse("it has a user name");
  auto read = reader.read(all);
  host = std::move(read.host);
  port = read.port.value_or(https_port);
  is_address = read.is_address;
  host_header = host.find(':') == std::string::npos ? host : "[" + host + "]";
  if (port != https_port) (host_header += ':') += std::to_string(port);
}

proxy_endpoint::proxy_endpoint(std::string_view url) {
  url_reader const reader{"the proxy", "http://[user:password@]host[:port]"};
  auto const all = reader.authority_of(url, "http://");
  auto const at = all.rfind('@');
  auto read = reader.read(at == std::string_view::npos ? all : all.substr(at + 1));
  host = std::move(read.host);
  port = read.port.value_or(port);
  if (at == std::string_view::npos) return;

  auto const user_info = all.substr(0, at);
  auto const colon = std::min(user_info.find(':'), user_info.size());
  auto const user = percent_decoded(user_info.substr(0, colon));
  auto const password = percent_decoded(user_info.substr(std::min(colon + 1, user_info.size())));
  if (!user || !password) reader.refuse("the user or password has a % without two hexadecimal digits");
  if (user->empty() || user->find(':') != std::string::npos) reader.refuse("the user name is empty or has a colon");
  authorization = "Basic " + base64(*user + ":" + *password);
}

}  // namespace rcs
