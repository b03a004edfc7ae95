#include "bytes/paired_bytes.hpp"

#include <array>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>

#include "bytes/avx2_bytes.hpp"

/// What wide bytes say, by pairs and by AVX2 where it is there, against a look at one byte after the other.
BOOST_AUTO_TEST_SUITE(paired_bytes)

namespace {

/// The bits of the 32 places where it holds.
template <class Predicate>
std::uint32_t places(Predicate holds) {
  std::uint32_t found = 0;
  for (std::size_t i = 0; i < 32; ++i) found |= std::uint32_t{holds(i)} << i;
  return found;
}

template <class Bytes>
void texts_are_looked_at() {
  BOOST_TEST(Bytes::size == 32U);
  std::mt19937_64 random{1};
  for (int round = 0; round < 3000; ++round) {
    std::string one(33, '\0');
    for (char& c : one) c = random() % 4 == 0 ? '"' : static_cast<char>(random());
    std::string other = one;
    for (std::size_t changes = random() % 5; changes != 0; --changes)
      other[random() % 33] ^= static_cast<char>(1 << random() % 8);
    char const* const text = one.data() + 1;  // where no block begins
    BOOST_TEST(Bytes::quotes(text) == places([&](std::size_t i) { return text[i] == '"'; }));
    BOOST_TEST(Bytes::same(text, &other[1]) == places([&](std::size_t i) { return text[i] == other[i + 1]; }));
  }
}

template <class Bytes>
void decimals_are_read_whatever_stands_around_them() {
  std::mt19937_64 random{1};
  for (int round = 0; round < 3000; ++round) {
    std::size_t const count = 1 + random() % 15;
    std::string digits;
    for (std::size_t i = 0; i < count; ++i) digits += static_cast<char>('0' + random() % 10);
    for (char const around : {' ', '"', '0', '9', '\xff'}) {
      std::string const text = std::string(16, around) + digits + std::string(16, around);
      BOOST_TEST(Bytes::decimal(text.data() + 16, count) == std::stoull(digits));
    }
  }
}

}  // namespace

BOOST_AUTO_TEST_CASE(pairs_say_what_one_look_after_the_other_does) {
  texts_are_looked_at<rcs::paired_bytes>();
  decimals_are_read_whatever_stands_around_them<rcs::paired_bytes>();
}

#if defined(RCS_FOR_AVX2)
BOOST_AUTO_TEST_CASE(avx2_says_the_same) {
  if (!rcs::avx2_bytes::is_here()) return;
  texts_are_looked_at<rcs::avx2_bytes>();
  decimals_are_read_whatever_stands_around_them<rcs::avx2_bytes>();
}
#endif

BOOST_AUTO_TEST_SUITE_END()
