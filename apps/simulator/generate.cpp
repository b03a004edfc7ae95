#include "simulator/generate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "simulator/random.hpp"

namespace rcs::sim {
namespace {

constexpr std::size_t least_digits = 7;
constexpr std::size_t most_digits = 15;
constexpr std::size_t longest_row = 64;

constexpr std::uint64_t power_of_ten(std::size_t exponent) noexcept {
  std::uint64_t power = 1;
  while (exponent-- > 0) power *= 10;
  return power;
}

char* put(char* out, std::string_view text) noexcept {
  return std::copy(text.begin(), text.end(), out);
}

char* put_plain(char* out, std::uint64_t number) noexcept {
  *out++ = '+';
  return std::to_chars(out, out + most_digits, number).ptr;
}

/// A number as somebody might have typed it.
char* put_mixed(char* out, std::uint64_t number, random_source& chance) noexcept {
  std::array<char, most_digits> digits{};
  auto const* const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  std::string_view const all{digits.data(), end};
  auto const grouped = [&](std::string_view gap) {
    out = put(out, all.substr(0, 3));
    for (std::size_t at = 3; at < all.size(); at += 3) out = put(put(out, gap), all.substr(at, 3));
    return out;
  };
  switch (chance.below(8)) {
    case 0:
      return put(put(out, "00"), all);
    case 1:
      return put(put(out, "tel:+"), all);
    case 2:
      return put(put(out, "'+"), all);
    case 3:
      *out++ = '+';
      return grouped(" ");
    case 4:
      *out++ = '+';
      return grouped("-");
    case 5:
      *out++ = '+';
      return grouped("\u00a0");
    case 6:
      out = put(put(out, " (+"), all.substr(0, 3));
      return put(put(out, ") "), all.substr(3));
    default:
      return put_plain(out, number);
  }
}

char* put_invalid(char* out, random_source& chance) noexcept {
  constexpr std::array<std::string_view, 9> none{
      "", "n/a", "12345", "+0999123456", "1.42E+10", "+999 12345 x7", "+1234567890123456", "call me", "555-0123"};
  return put(out, none[chance.below(none.size())]);
}

}  // namespace

void check(list_options const& options) {
  auto const require = [](bool met, std::string_view what) {
    if (!met) throw std::invalid_argument{std::string{what}};
  };
  require(std::all_of(options.area.begin(), options.area.end(), [](char c) { return c >= '0' && c <= '9'; }) &&
              !options.area.empty() && options.area.front() != '0',
          "--area: digits, the first 1 to 9");
  require(options.digits >= least_digits && options.digits <= most_digits, "--digits: within 7 and 15");
  require(options.area.size() < options.digits, "--area: shorter than --digits");
  require(options.duplicates >= 0 && options.invalid >= 0 && options.duplicates + options.invalid <= 1,
          "--duplicates, --invalid: shares within 0 and 1, together at most 1");
  auto const room = power_of_ten(options.digits - options.area.size());
  require(options.count <= room, fmt::format("--count: there are {} numbers of {} digits that begin with {}", room,
                                             options.digits, options.area));
}

number_sequence::number_sequence(list_options const& options) {
  auto const free_digits = options.digits - options.area.size();
  left_size_ = power_of_ten(free_digits / 2);
  right_size_ = power_of_ten(free_digits - free_digits / 2);
  base_ = std::stoull(options.area) * size();
  for (std::size_t i = 0; i < keys_.size(); ++i) keys_[i] = mix(options.seed ^ mix(100 + i));
}

std::uint64_t number_sequence::operator()(std::uint64_t i) const noexcept {
  // A Feistel network on two digit groups: each round adds to one a function of the other, which can be undone.
  auto left = i / right_size_;
  auto right = i % right_size_;
  for (std::size_t round = 0; round < rounds; round += 2) {
    left = (left + mix(right ^ keys_[round]) % left_size_) % left_size_;
    right = (right + mix(left ^ keys_[round + 1]) % right_size_) % right_size_;
  }
  return base_ + left * right_size_ + right;
}

void generate(list_options const& options, std::function<bool(std::string_view)> const& write) {
  check(options);
  constexpr std::size_t block_size = 1U << 20U;
  number_sequence const numbers{options};
  random_source chance{mix(options.seed)};
  bool const messy = options.duplicates > 0 || options.invalid > 0 || options.style == spelling::mixed;
  std::string block(block_size + longest_row, '\0');
  auto* out = block.data();
  std::uint64_t distinct = 0;
  for (std::uint64_t row = 0; row < options.count; ++row) {
    if (!messy) {
      out = put_plain(out, numbers(row));
    } else {
      auto const drawn = chance.uniform();
      if (drawn < options.invalid) {
        out = put_invalid(out, chance);
      } else {
        auto const repeats = distinct > 0 && drawn < options.invalid + options.duplicates;
        auto const number = numbers(repeats ? chance.below(distinct) : distinct++);
        out = options.style == spelling::mixed ? put_mixed(out, number, chance) : put_plain(out, number);
      }
    }
    *out++ = '\n';
    if (out < block.data() + block_size && row + 1 < options.count) continue;
    if (!write({block.data(), out})) return;
    out = block.data();
  }
}

}  // namespace rcs::sim
