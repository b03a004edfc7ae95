#include "settle/error_body.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <cstddef>

namespace rcs {
namespace {

namespace json = boost::json;

constexpr std::size_t max_depth = 16;
constexpr std::array<std::string_view, 3> code_keys{"code", "error_code", "errorCode"};
constexpr std::array<std::string_view, 9> message_keys{"message", "error_message", "errorMessage", "msg",   "error",
                                                       "detail",  "details",       "description",  "reason"};

char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same(char a, char b) noexcept {
  return lower(a) == lower(b);
}

bool equal(std::string_view a, std::string_view b) noexcept {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), same);
}

bool is_digit(char c) noexcept {
  return c >= '0' && c <= '9';
}

bool is_alphanumeric(char c) noexcept {
  return is_digit(c) || (lower(c) >= 'a' && lower(c) <= 'z');
}

template <class Keys>
bool is_one_of(std::string_view key, Keys const& keys) noexcept {
  return std::any_of(keys.begin(), keys.end(), [key](std::string_view k) { return equal(k, key); });
}

void add_message(error_body& into, std::string_view text) {
  if (text.empty() || into.message.find(text) != std::string::npos) return;
  if (!into.message.empty()) into.message += "; ";
  into.message += text;
}

/// The parser bounds the depth, and with it this recursion. Elements of an array stand under the array's key.
void collect(error_body& into, std::string_view key, json::value const& value) {
  if (value.is_object()) {
    for (auto const& member : value.get_object()) collect(into, member.key(), member.value());
  } else if (value.is_array()) {
    for (auto const& element : value.get_array()) collect(into, key, element);
  } else if (is_one_of(key, code_keys)) {
    if (value.is_string()) into.codes.emplace_back(value.get_string());
    if (value.is_int64()) into.codes.push_back(std::to_string(value.get_int64()));
  } else if (value.is_string() && is_one_of(key, message_keys)) {
    add_message(into, value.get_string());
  }
}

std::string_view without_byte_order_mark(std::string_view text) noexcept {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.substr(0, mark.size()) == mark ? text.substr(mark.size()) : text;
}

bool word_names(std::string_view word, std::string_view digits) noexcept {
  if (word.find('/') != std::string_view::npos) return false;
  for (auto at = word.begin(); at != word.end();) {
    auto const from = std::find_if(at, word.end(), is_digit);
    at = std::find_if_not(from, word.end(), is_digit);
    if (std::equal(from, at, digits.begin(), digits.end())) return true;
  }
  return false;
}

}  // namespace

bool error_body::has_code(std::string_view code) const noexcept {
  return std::any_of(codes.begin(), codes.end(), [code](std::string const& c) { return equal(c, code); });
}

error_body read_error_body(std::string_view server_text) {
  error_body read;
  std::array<unsigned char, 8192> memory;
  json::monotonic_resource resource{memory.data(), memory.size()};
  json::parse_options options;
  options.max_depth = max_depth;
  json::error_code ec;
  auto const document = json::parse(without_byte_order_mark(server_text), ec, &resource, options);
  if (!ec) collect(read, "message", document);
  if (read.message.empty()) read.message = server_text;
  return read;
}

bool has_word(std::string_view text, std::string_view word) noexcept {
  for (auto at = text.begin();; ++at) {
    at = std::search(at, text.end(), word.begin(), word.end(), same);
    if (at == text.end()) return false;
    auto const behind = at + static_cast<std::ptrdiff_t>(word.size());
    bool const starts = at == text.begin() || !is_alphanumeric(*(at - 1));
    if (starts && (behind == text.end() || !is_alphanumeric(*behind))) return true;
  }
}

bool names_number(std::string_view text, number who) {
  constexpr std::string_view separators = " \t\r\n\"'<>,;()";
  std::array<char, number::max_digits> written;
  char const* const end_of_digits = who.write_digits(written.data());
  std::string_view const digits{written.data(), static_cast<std::size_t>(end_of_digits - written.data())};
  while (!text.empty()) {
    std::size_t const end = std::min(text.find_first_of(separators), text.size());
    if (word_names(text.substr(0, end), digits)) return true;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return false;
}

}  // namespace rcs
