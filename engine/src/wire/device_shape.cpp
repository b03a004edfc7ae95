#include "wire/device_shape.hpp"

#include <algorithm>
#include <utility>

#include "wire/device_field.hpp"

namespace rcs {
namespace {

constexpr bool is_space(char c) noexcept {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

constexpr bool is_in_bare_value(char c) noexcept {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || c == '-' || c == '+' || c == '.' || c == 'E';
}

constexpr bool is_plain(char c) noexcept {
  return c >= ' ' && static_cast<unsigned char>(c) <= 0x7f && c != '\\';
}

}  // namespace

/// Goes through one device and cuts it into parts.
class device_shape::learner {
 public:
  learner(std::string_view text, std::array<part, max_parts>& parts) noexcept : text_{text}, parts_{parts} {}

  bool learn() noexcept {
    if (!take(',') || !take('{')) return false;
    do {
      if (!member()) return false;
    } while (take(','));
    if (!take('}') || at_ != text_.size()) return false;
    return has_address_ && end_part(at_, value::nothing);
  }

  /// How far a device can be looked at that has the shape: each value ends within `text_room`, and each part is
  /// compared to no more than a block beyond it.
  [[nodiscard]] std::size_t reach() const noexcept {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < used_; ++i) bytes += parts_[i].size + text_room;
    return bytes;
  }

 private:
  struct seen {
    std::string_view text;
    std::size_t at = 0;
    bool quoted = false;
  };

  /// White space and then `c`.
  bool take(char c) noexcept {
    skip_spaces();
    if (at_ == text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }

  void skip_spaces() noexcept {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  bool take_string(seen& found) noexcept {
    if (!take('"')) return false;
    std::size_t const begin = at_;
    while (at_ < text_.size() && text_[at_] != '"') {
      if (!is_plain(text_[at_++])) return false;
    }
    found = {text_.substr(begin, at_ - begin), begin, true};
    return take('"');
  }

  bool take_value(seen& found) noexcept {
    skip_spaces();
    if (at_ < text_.size() && text_[at_] == '"') return take_string(found);
    std::size_t const begin = at_;
    while (at_ < text_.size() && is_in_bare_value(text_[at_])) ++at_;
    found = {text_.substr(begin, at_ - begin), begin, false};
    return at_ != begin;
  }

  bool member() noexcept {
    seen key;
    seen found;
    if (!take_string(key) || !take(':') || !take_value(found)) return false;
    switch (field_named(key.text)) {
      case device_field::address:
        return !std::exchange(has_address_, true) && address(found);
      case device_field::carrier_id:
        return !std::exchange(has_carrier_, true) && text(found, value::carrier_id);
      case device_field::carrier_status:
        return !std::exchange(has_status_, true) && text(found, value::carrier_status);
      case device_field::rcs_enabled:
        return !std::exchange(has_enabled_, true) && enabled(found);
      case device_field::devices:
      case device_field::other:
        break;
    }
    return text(found, value::ignored_text);
  }

  bool address(seen const& found) noexcept {
    std::size_t digits = 0;
    if (found.quoted) {
      if (auto const colon = found.text.rfind(':'); colon != std::string_view::npos) digits = colon + 1;
      if (found.text.substr(digits).starts_with('+')) ++digits;
    }
    if (!number::from_digits(found.text.substr(digits))) return false;
    if (!value_at(found.at + digits, value::digits)) return false;
    parts_[used_ - 1].digits = static_cast<std::uint32_t>(found.text.size() - digits);
    return true;
  }

  /// A value of another type says nothing, and stays one of the bytes between.
  bool text(seen const& found, value what) noexcept { return !found.quoted || value_at(found.at, what); }

  bool enabled(seen const& found) noexcept {
    if (found.text == "true" || found.text == "false") return value_at(found.at, value::enabled);
    return !found.quoted;
  }

  /// `then` stands where it was found, which is the end of the part in front of it; the next part begins behind it.
  bool value_at(std::size_t begin, value then) noexcept {
    std::size_t const end = text_[at_ - 1] == '"' ? at_ - 1 : at_;
    if (!end_part(begin, then)) return false;
    part_begin_ = end;
    return true;
  }

  bool end_part(std::size_t end, value then) noexcept {
    auto const bytes = text_.substr(part_begin_, end - part_begin_);
    if (used_ == parts_.size() || bytes.empty() || bytes.size() > part::room) return false;
    part& made = parts_[used_++];
    std::fill(std::copy(bytes.begin(), bytes.end(), made.bytes.begin()), made.bytes.end(), '\0');
    std::size_t const last = (bytes.size() - 1) / part::block * part::block;
    made.size = static_cast<std::uint32_t>(bytes.size());
    made.in_last = ~std::uint32_t{0} >> (part::block - (bytes.size() - last));
    made.then = then;
    return true;
  }

  std::string_view text_;
  std::array<part, max_parts>& parts_;
  std::size_t used_ = 0;
  std::size_t at_ = 0;
  std::size_t part_begin_ = 0;
  bool has_address_ = false;
  bool has_carrier_ = false;
  bool has_status_ = false;
  bool has_enabled_ = false;
};

char const* device_shape::skip_text(char const* begin) noexcept {
  for (std::size_t at = 0; at < text_room; at += byte_block::size) {
    auto const stops = byte_block{begin + at}.not_plain().bits();
    if (stops == 0) continue;
    char const* const end = begin + at + std::countr_zero(stops);
    return *end == '"' ? end : nullptr;
  }
  return nullptr;
}

bool device_shape::learn(std::string_view text) noexcept {
  learner from{text, parts_};
  reach_ = from.learn() ? from.reach() : 0;
  return reach_ != 0;
}

}  // namespace rcs
