#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "bytes/byte_block.hpp"
#include "bytes/paired_bytes.hpp"
#include "model/device_answer.hpp"
#include "wire/quote_window.hpp"
#include "wire/recent_names.hpp"

namespace rcs {

/// How an upstream writes the devices of a list: the bytes between the values, from the comma in front of a device to
/// its closing brace. Learnt from one device that has been parsed, it reads others that are written the same way, and
/// never reads anything but what a parser would.
///
/// The values are the digits of the address, plain texts and `true`/`false`. Whatever else there is (`tel:+`, quotes
/// around `true`, `null`, the value of a field nobody knows unless it is a text) counts as bytes between.
class device_shape {
 public:
  /// Learns from `text`: valid JSON from behind one element of the list to behind the next, which is an object. False,
  /// and there is no shape any more, if that cannot be told from its bytes alone: a nested value, an escape, a key
  /// twice, an address or an `rcsEnabled` of another kind, or more than there is room for.
  bool learn(std::string_view text) noexcept;

  /// How many bytes must be readable where a device may begin; 0 while there is no shape.
  [[nodiscard]] std::size_t reach() const noexcept { return reach_; }
  static constexpr std::size_t max_reach = 2048;
  static constexpr std::size_t text_room = quote_window<paired_bytes>::size;

  /// Reads the device that begins, comma included, at `begin`, into `into`, which is empty, and returns its end. Null,
  /// with anything in `into`, if it has another shape, or a text that is left to the parser: of `byte_block::size`
  /// bytes and more, or one that `names` cannot take. `reach` bytes can be read. `Bytes` is `paired_bytes` or the like.
  template <class Bytes>
  [[nodiscard]] char const* match(char const* begin, recent_names& names, device_answer& into) const;

 private:
  class learner;

  enum class value : std::uint8_t { nothing, digits, carrier_id, carrier_status, ignored_text, enabled };

  /// The bytes in front of a value, or behind the last one: compared in blocks, the last of which is not full.
  struct part {
    static constexpr std::size_t block = paired_bytes::size;
    static constexpr std::size_t room = 3 * block;

    template <class Bytes>
    [[nodiscard, gnu::always_inline]] char const* behind(char const* text) const noexcept {
      static_assert(Bytes::size == block);
      char const* const end = text + size;
      char const* mine = bytes.data();
      for (; end - text > std::ptrdiff_t{block}; text += block, mine += block) {
        if (Bytes::same(text, mine) != ~std::uint32_t{0}) return nullptr;
      }
      return (~Bytes::same(text, mine) & in_last) == 0 ? end : nullptr;
    }

    std::array<char, room> bytes;
    std::uint32_t size = 0;
    std::uint32_t in_last = 0;  ///< the bits of the bytes of the last block
    std::uint32_t digits = 0;   ///< how many followed where it was learnt
    value then = value::nothing;
  };

  static constexpr std::size_t max_parts = 9;
  static_assert(max_parts * (part::room + text_room) <= max_reach);

  template <class Bytes>
  [[nodiscard]] static char const* read_digits(std::size_t usual, char const* begin, number& into) noexcept;
  template <class Bytes>
  [[nodiscard]] static char const* read_name(char const* begin, quote_window<Bytes>& quotes, recent_names& names,
                                             std::string_view& into);
  [[nodiscard]] static char const* skip_text(char const* begin) noexcept;
  [[nodiscard]] static char const* read_enabled(char const* begin, enablement& into) noexcept;

  [[nodiscard]] static std::uint64_t load_eight(char const* from) noexcept {
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, from, sizeof bytes);
    return bytes;
  }

  std::size_t reach_ = 0;
  std::array<part, max_parts> parts_;
};

template <class Bytes>
[[gnu::always_inline]] inline char const* device_shape::read_digits(std::size_t usual, char const* begin,
                                                                    number& into) noexcept {
  auto const digits = byte_block{begin}.digits().bits();
  // What follows can be looked at before the digits are counted, if the processor foresees the usual number of them.
  std::size_t count = usual;
  if ((digits & ((2U << usual) - 1)) != (1U << usual) - 1) {
    count = static_cast<std::size_t>(std::countr_one(digits));
    if (count < number::min_digits || count > number::max_digits) return nullptr;
  }
  if (*begin == '0') return nullptr;
  // The bytes in front of them, of which some are looked at, are the device's: at least `,{"deviceAddress":`.
  into = number::from_value(Bytes::decimal(begin, count)).value_or(number{});
  return begin + count;
}

template <class Bytes>
[[gnu::always_inline]] inline char const* device_shape::read_name(char const* begin, quote_window<Bytes>& quotes,
                                                                  recent_names& names, std::string_view& into) {
  char const* const end = quotes.next(begin);
  if (end == nullptr) return nullptr;
  return names.find<Bytes>(begin, end, into) ? end : nullptr;
}

[[gnu::always_inline]] inline char const* device_shape::read_enabled(char const* begin, enablement& into) noexcept {
  // Which of the two it is cannot be foreseen, that it is one of them can: the first letter chooses, without a branch,
  // what is compared.
  static_assert((('t' >> 1) & 1) == 0 && (('f' >> 1) & 1) == 1);
  static_assert(static_cast<int>(enablement::yes) == 0 && static_cast<int>(enablement::no) == 1);
  static constexpr char words[2][8] = {{'t', 'r', 'u', 'e'}, {'f', 'a', 'l', 's', 'e'}};
  static constexpr char masks[2][8] = {{'\xff', '\xff', '\xff', '\xff'}, {'\xff', '\xff', '\xff', '\xff', '\xff'}};
  auto const no = static_cast<std::size_t>((*begin >> 1) & 1);
  if (((load_eight(begin) ^ load_eight(words[no])) & load_eight(masks[no])) != 0) return nullptr;
  into = static_cast<enablement>(no);
  return begin + 4 + no;
}

template <class Bytes>
[[gnu::always_inline]] inline char const* device_shape::match(char const* begin, recent_names& names,
                                                              device_answer& into) const {
  if (reach_ == 0) return nullptr;
  quote_window<Bytes> quotes;
  part const* next = parts_.data();
  char const* at = next->template behind<Bytes>(begin);
  // The value that `next` is followed by, if it is this one, and the part behind it.
  auto const take = [&](value what, auto read) __attribute__((always_inline)) {
    if (next->then != what) return true;
    at = read();
    if (at == nullptr) return false;
    at = (++next)->template behind<Bytes>(at);
    return at != nullptr;
  };
  if (at == nullptr) return nullptr;
  // One round is enough where the values come in this order.
  while (next->then != value::nothing) {
    bool const fits =
        take(value::digits, [&] { return read_digits<Bytes>(next->digits, at, into.device); }) &&
        take(value::carrier_id, [&] { return read_name<Bytes>(at, quotes, names, into.carrier_id); }) &&
        take(value::carrier_status, [&] { return read_name<Bytes>(at, quotes, names, into.carrier_status); }) &&
        take(value::enabled, [&] { return read_enabled(at, into.rcs); }) &&
        take(value::ignored_text, [&] { return skip_text(at); });
    if (!fits) return nullptr;
  }
  return at;
}

}  // namespace rcs
