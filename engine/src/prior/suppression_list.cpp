#include "rcs/suppression_list.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "number/digest_set.hpp"
#include "number/seen_set.hpp"
#include "prior/number_digests.hpp"

namespace rcs {
namespace {

using kind = number_digests::kind;

constexpr std::size_t md5_digits = 32;
constexpr std::size_t sha256_digits = 64;

constexpr auto hex_values = [] {
  constexpr std::uint8_t no_digit = 0xFF;
  std::array<std::uint8_t, 256> table{};
  table.fill(no_digit);
  for (std::uint8_t i = 0; i < 10; ++i) table['0' + i] = i;
  for (std::uint8_t i = 0; i < 6; ++i) table['a' + i] = table['A' + i] = static_cast<std::uint8_t>(10 + i);
  return table;
}();

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view space = " \t\r";
  auto const begin = text.find_first_not_of(space);
  return begin == std::string_view::npos ? std::string_view{}
                                         : text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

/// The first eight bytes of what is hexadecimal as a whole.
std::optional<std::uint64_t> first_bytes_of(std::string_view hex) noexcept {
  constexpr std::size_t digits_kept = 16;
  std::uint64_t made = 0;
  std::uint8_t all = 0;
  for (std::size_t i = 0; i < hex.size(); ++i) {
    auto const value = hex_values[static_cast<unsigned char>(hex[i])];
    all |= value;
    if (i < digits_kept) made = made << 4U | (value & 0xFU);
  }
  return all > 0xF ? std::nullopt : std::optional{made};
}

}  // namespace

class suppression_list::implementation {
 public:
  explicit implementation(options const& with)
      : normalize_{with.numbers}, has_key_{!with.digest_key.empty()}, digests_of_{with.digest_key} {}

  contents add(source& from, std::error_code& ec) {
    contents made;
    row_block block;
    while (from.read(block, ec)) {
      for (std::size_t i = 0; i < block.cells.size(); ++i) add(block.cells[i], block.row_of(i), made);
    }
    digests_.settle();
    return made;
  }

  [[nodiscard]] std::uint64_t size() const noexcept { return numbers_.size() + digests_.size(); }
  [[nodiscard]] std::size_t memory_bytes() const noexcept { return numbers_.memory_bytes() + digests_.memory_bytes(); }

  void look_up(std::span<prior_answer> fresh) noexcept {
    for (std::size_t i = 0; i < fresh.size(); i += stretch) {
      auto const some = fresh.subspan(i, std::min(stretch, fresh.size() - i));
      if (numbers_.size() != 0) find_numbers(some);
      for (auto const how : kinds_) find_digests(some, how);
    }
  }

 private:
  /// So many are looked up at once: their memory is on its way while others are hashed or looked at.
  static constexpr std::size_t stretch = 16;

  void add(std::string_view cell, std::uint64_t row, contents& count) {
    auto const text = trimmed(cell);
    if (text.empty()) {
      ++count.blank;
    } else if (add_digest(text)) {
      ++count.digests;
    } else if (auto const found = normalize_(cell); found.value) {
      numbers_.insert(found.value);
      ++count.numbers;
    } else if (++count.neither == 1) {
      count.first_neither = row;
    }
  }

  bool add_digest(std::string_view text) {
    if (text.size() != md5_digits && text.size() != sha256_digits) return false;
    auto const key = first_bytes_of(text);
    if (!key) return false;
    digests_.add(*key);
    if (text.size() == md5_digits) {
      expect(kind::md5);
    } else {
      expect(kind::sha256);
      if (has_key_) expect(kind::hmac_sha256);
    }
    return true;
  }

  void expect(kind how) {
    if (std::ranges::find(kinds_, how) == kinds_.end()) kinds_.push_back(how);
  }

  void find_numbers(std::span<prior_answer> some) const noexcept {
    for (auto const& one : some) numbers_.prefetch(one.asked);
    for (auto& one : some) {
      if (!one.known && numbers_.contains(one.asked)) suppress(one);
    }
  }

  void find_digests(std::span<prior_answer> some, kind how) noexcept {
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (some[i].known) continue;
      hashes_[i] = digests_of_(some[i].asked, how);
      for (auto const key : hashes_[i]) digests_.prefetch(key);
    }
    for (std::size_t i = 0; i < some.size(); ++i) {
      if (some[i].known) continue;
      bool const is_there = std::ranges::any_of(hashes_[i], [this](auto key) { return digests_.contains(key); });
      if (is_there) suppress(some[i]);
    }
  }

  static void suppress(prior_answer& one) noexcept {
    one.known = true;
    one.what = outcome::suppressed;
  }

  normalizer normalize_;
  bool has_key_;
  number_digests digests_of_;
  seen_set numbers_;
  digest_set digests_;
  std::vector<kind> kinds_;  ///< of digests that are there
  std::array<number_digests::first_bytes, stretch> hashes_{};
};

suppression_list::suppression_list(options const& with) : implementation_{std::make_unique<implementation>(with)} {}

suppression_list::~suppression_list() = default;

suppression_list::contents suppression_list::add(source& from, std::error_code& ec) {
  return implementation_->add(from, ec);
}

std::uint64_t suppression_list::size() const noexcept {
  return implementation_->size();
}

std::size_t suppression_list::memory_bytes() const noexcept {
  return implementation_->memory_bytes();
}

void suppression_list::look_up(std::span<prior_answer> fresh) noexcept {
  implementation_->look_up(fresh);
}

}  // namespace rcs
