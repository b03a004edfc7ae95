#include "simulator/body_reader.hpp"

#include <boost/json.hpp>

#include <cstring>

namespace rcs::sim {
namespace {

/// Walks over a body in its usual spelling; gives up (`false`) at anything else, which a real JSON parser then judges.
class plain_reader {
 public:
  plain_reader(std::string_view body, bool lenient, address_list& into, address_counts& left_out) noexcept
      : at_{body.data()}, end_{body.data() + body.size()}, lenient_{lenient}, into_{into}, left_out_{left_out} {}

  bool read() {
    if (!token('{') || !literal("\"deviceAddresses\"") || !token(':') || !token('[')) return false;
    if (!token(']')) {
      do {
        if (!address()) return false;
      } while (token(','));
      if (!token(']')) return false;
    }
    if (!token('}')) return false;
    skip_space();
    return at_ == end_;
  }

 private:
  void skip_space() noexcept {
    while (at_ != end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\r' || *at_ == '\t')) ++at_;
  }

  bool token(char wanted) noexcept {
    skip_space();
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }

  bool literal(std::string_view wanted) noexcept {
    skip_space();
    if (!std::string_view{at_, end_}.starts_with(wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  bool address() {
    skip_space();
    // An address is never longer than this; then one look at the end of the body does for all its characters.
    constexpr std::ptrdiff_t longest = 1 + 1 + static_cast<std::ptrdiff_t>(number::max_digits) + 1;
    if (end_ - at_ > longest && at_[0] == '"' && at_[1] == '+') {
      auto const* digit = at_ + 2;
      auto const* const first = digit;
      auto const* const limit = first + number::max_digits;
      std::uint64_t value = 0;
      while (digit != limit && *digit >= '0' && *digit <= '9') {
        value = value * 10 + static_cast<std::uint64_t>(*digit++ - '0');
      }
      if (*digit == '"' && *first != '0') {
        at_ = digit + 1;
        take(number::from_value(value));
        return true;
      }
    }
    return other_address();
  }

  bool other_address() {
    if (at_ == end_ || *at_ != '"') return false;
    auto const* const text = at_ + 1;
    auto const* const close = static_cast<char const*>(std::memchr(text, '"', static_cast<std::size_t>(end_ - text)));
    if (close == nullptr) return false;
    std::string_view const address{text, close};
    for (char const c : address) {
      auto const byte = static_cast<unsigned char>(c);
      if (c == '\\' || byte < 0x20 || byte >= 0x80) return false;
    }
    at_ = close + 1;
    take(read_address(address, lenient_));
    return true;
  }

  void take(std::optional<number> n) {
    if (!n) {
      ++left_out_.invalid;
    } else if (!into_.add(*n)) {
      ++left_out_.repeated;
    }
  }

  char const* at_;
  char const* end_;
  bool lenient_;
  address_list& into_;
  address_counts& left_out_;
};

body_kind read_json(std::string_view body, bool lenient, address_list& into, address_counts& left_out) {
  boost::json::error_code ec;
  auto const document = boost::json::parse({body.data(), body.size()}, ec);
  if (ec) return body_kind::not_json;
  auto const* const object = document.if_object();
  if (object == nullptr || object->size() != 1) return body_kind::wrong_shape;
  auto const* const member = object->if_contains("deviceAddresses");
  auto const* const list = member == nullptr ? nullptr : member->if_array();
  if (list == nullptr) return body_kind::wrong_shape;
  for (auto const& entry : *list) {
    auto const* const text = entry.if_string();
    if (text == nullptr) return body_kind::wrong_shape;
    auto const n = read_address({text->data(), text->size()}, lenient);
    if (!n) {
      ++left_out.invalid;
    } else if (!into.add(*n)) {
      ++left_out.repeated;
    }
  }
  return body_kind::addresses;
}

}  // namespace

std::optional<number> read_address(std::string_view text, bool lenient) noexcept {
  if (text.starts_with('+')) return number::from_digits(text.substr(1));
  return lenient ? number::from_digits(text) : std::nullopt;
}

body_kind read_body(std::string_view body, bool lenient, address_list& into, address_counts& left_out) {
  if (plain_reader{body, lenient, into, left_out}.read()) return body_kind::addresses;
  into.clear();
  left_out = {};
  return read_json(body, lenient, into, left_out);
}

}  // namespace rcs::sim
