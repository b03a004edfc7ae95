#include "wire/request_encoder.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <stdexcept>

#include "number/decimal_text.hpp"
#include "rcs/version.hpp"

namespace rcs {
namespace {

constexpr std::string_view sid_place = "{sid}";
constexpr std::string_view address_place = "{address}";
constexpr std::string_view body_front = R"({"deviceAddresses":["+)";
constexpr std::string_view body_between = R"(","+)";
constexpr std::string_view body_back = R"("]})";
constexpr std::string_view length_name = "\r\nContent-Length: ";
constexpr std::string_view head_end = "\r\n\r\n";

/// Whether `c` may stand in a request target or field value: visible ASCII.
bool is_visible(char c) noexcept {
  return c > ' ' && c < '\x7f';
}

bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view{"-._~"}.find(c) != std::string_view::npos;
}

/// Percent-encoding of everything but RFC 3986's unreserved characters.
std::string percent_encoded(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string encoded;
  for (char const c : text) {
    if (is_unreserved(c)) {
      encoded += c;
    } else {
      auto const byte = static_cast<unsigned char>(c);
      (encoded += '%').append({hex[byte >> 4U], hex[byte & 15U]});
    }
  }
  return encoded;
}

std::size_t occurrences(std::string_view text, std::string_view part) noexcept {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++count;
  return count;
}

void replace_all(std::string& text, std::string_view part, std::string_view by) {
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + by.size())) {
    text.replace(at, part.size(), by);
  }
}

/// Checks a path template, named `name` in the messages, and fills in the SID.
std::string filled_path(std::string const& name, std::string_view path, std::string_view sid, std::size_t addresses) {
  auto const refuse = [&name](char const* why) { throw std::invalid_argument{name + " " + why}; };
  if (!path.starts_with('/')) refuse("must begin with /");
  if (!std::all_of(path.begin(), path.end(), is_visible)) refuse("must be visible ASCII characters only");
  if (path.find('#') != std::string_view::npos) refuse("must not have a fragment (#)");
  if (occurrences(path, sid_place) == 0) refuse("must have {sid} in it");
  if (occurrences(path, address_place) != addresses) {
    refuse(addresses == 0 ? "must not have {address} in it" : "must have {address} in it once");
  }
  std::string filled{path};
  replace_all(filled, sid_place, percent_encoded(sid));
  std::string rest = filled;
  replace_all(rest, address_place, "");
  if (rest.find_first_of("{}") != std::string::npos) refuse("has a placeholder other than {sid} and {address}");
  return filled;
}

/// The fields of every request, up to the value of the last one, the key's.
std::string fields_for(std::string_view host_header) {
  std::string fields = " HTTP/1.1\r\nHost: ";
  fields += host_header;
  (fields += "\r\nUser-Agent: rcs-lookup/") += version;
  fields +=
      "\r\nAccept: application/json\r\nAccept-Encoding: identity\r\nContent-Type: application/json\r\n"
      "api-key: ";
  return fields;
}

char* put(char* out, std::string_view text) noexcept {
  return std::copy(text.begin(), text.end(), out);
}

/// Writes `numbers`, at least one, as the body. Room for it at its longest, and for `decimal_room` bytes more.
char* put_body(char* out, std::vector<entry> const& numbers) noexcept {
  out = write_decimal(put(out, body_front), numbers.front().asked.value());
  for (auto at = numbers.begin() + 1; at != numbers.end(); ++at) {
    out = write_decimal(put(out, body_between), at->asked.value());
  }
  return put(out, body_back);
}

std::size_t decimal_digits(std::size_t value) noexcept {
  std::size_t digits = 1;
  for (; value > 9; value /= 10) ++digits;
  return digits;
}

}  // namespace

request_encoder::request_encoder(std::string_view host_header, std::string_view bulk_path, std::string_view single_path,
                                 std::string_view sid) {
  if (host_header.empty() || !std::all_of(host_header.begin(), host_header.end(), is_visible)) {
    throw std::invalid_argument{"the host must be visible ASCII characters"};
  }
  if (sid.empty()) throw std::invalid_argument{"the SID is empty"};
  // Proxies and servers resolve these two even where they are percent-encoded.
  if (sid == "." || sid == "..") throw std::invalid_argument{"the SID must not be . or .."};

  std::string const fields = fields_for(host_header);
  bulk_head_ = "POST " + filled_path("the bulk path", bulk_path, sid, 0) + fields;
  std::string const single = filled_path("the single path", single_path, sid, 1);
  std::size_t const at = single.find(address_place);
  single_prefix_ = "GET " + single.substr(0, at);
  single_suffix_ = single.substr(at + address_place.size()) + fields;
}

void request_encoder::check_key(std::string_view key) {
  if (key.empty()) throw std::invalid_argument{"the API key is empty"};
  if (!std::all_of(key.begin(), key.end(), is_visible)) {
    throw std::invalid_argument{
        "the API key has a character that cannot be sent: a space, a line end, or one that is "
        "not ASCII"};
  }
}

void request_encoder::encode(batch const& numbers, std::string_view key, std::string& out) const {
  if (numbers.to() == batch::endpoint::bulk) {
    encode_bulk(numbers.entries(), key, out);
  } else {
    encode_single(numbers.entries().front().asked, key, out);
  }
}

/// One pass over the numbers: the body goes behind as much room as its length needs if every number is longest, and
/// moves up in the rare case that it turns out to need less.
void request_encoder::encode_bulk(std::vector<entry> const& numbers, std::string_view key, std::string& out) const {
  std::size_t const longest_body =
      body_front.size() + numbers.size() * (number::max_digits + body_between.size()) + body_back.size();
  std::size_t const room = decimal_digits(longest_body);
  std::size_t const before_length = bulk_head_.size() + key.size() + length_name.size();
  std::size_t const before_body = before_length + room + head_end.size();
  out.resize(before_body + longest_body + decimal_room);

  char* const length_at = put(put(put(out.data(), bulk_head_), key), length_name);
  char* const body = out.data() + before_body;
  char* end = put_body(body, numbers);

  char* const head_done = put(std::to_chars(length_at, length_at + room, end - body).ptr, head_end);
  if (head_done != body) end = std::copy(body, end, head_done);
  out.resize(static_cast<std::size_t>(end - out.data()));
}

void request_encoder::encode_single(number asked, std::string_view key, std::string& out) const {
  std::array<char, number::max_digits> digits{};
  out.assign(single_prefix_).append("%2B").append(digits.data(), asked.write_digits(digits.data()));
  out.append(single_suffix_).append(key).append(head_end);
}

}  // namespace rcs
