#include "file/utf8_input.hpp"

#include <array>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>

#include "file/list_error.hpp"
#include "unit/file/memory_input.hpp"
#include "unit/file/print_coding.hpp"

namespace rcs {

namespace {

using std::string_literals::operator""s;
using test::memory_input;

auto const both_orders = boost::unit_test::data::make({text_encoding::utf16_le, text_encoding::utf16_be});

std::string bytes_of(std::u16string_view text, text_encoding encoding) {
  std::string bytes;
  for (char16_t const unit : text) {
    auto const low = static_cast<char>(unit & 0xFFU);
    auto const high = static_cast<char>(unit >> 8U);
    bytes += encoding == text_encoding::utf16_be ? std::string{high, low} : std::string{low, high};
  }
  return bytes;
}

test::all_bytes decoded(std::string_view bytes) {
  memory_input encoded{bytes};
  utf8_input input{encoded};
  return test::read_all(input);
}

/// A byte order mark and characters of every length, halves of pairs among them.
std::u16string random_text(std::mt19937_64& random, std::size_t size) {
  std::u16string text = u"\uFEFF";
  while (text.size() < size) {
    constexpr std::array<char16_t, 6> from{0x0, 0x80, 0x800, 0xD800, 0xDC00, 0xE000};
    constexpr std::array<char16_t, 6> count{0x80, 0x780, 0xD000, 0x400, 0x400, 0x2000};
    auto const kind = random() % from.size();
    text += static_cast<char16_t>(from[kind] + random() % count[kind]);
  }
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(utf8_input_)

BOOST_DATA_TEST_CASE(utf16_is_read_as_utf8_with_its_mark_and_told, both_orders, order) {
  auto const bytes = bytes_of(u"\uFEFF+1 212 555 0100\r\n\u00E9\u20AC\U0001F4DE\n", order);
  memory_input encoded{bytes};
  utf8_input input{encoded};
  BOOST_TEST((input.encoding() == text_encoding::utf8));
  auto const read = test::read_all(input);
  BOOST_TEST(!read.ec);
  BOOST_TEST(read.bytes == "\xEF\xBB\xBF+1 212 555 0100\r\n\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\x9E\n");
  BOOST_TEST((input.encoding() == order));
}

BOOST_DATA_TEST_CASE(without_a_mark_it_is_known_by_its_zeros, both_orders, order) {
  BOOST_TEST(decoded(bytes_of(u"+12125550100\n", order)).bytes == "+12125550100\n");
  BOOST_TEST(decoded(bytes_of(u"5\n", order)).bytes == "5\n");
}

BOOST_DATA_TEST_CASE(the_same_bytes_come_back_however_they_arrive_and_are_asked_for, both_orders, order) {
  for (std::uint64_t seed = 1; seed <= 60; ++seed) {
    std::mt19937_64 random{seed};
    auto const bytes = bytes_of(random_text(random, 1 + random() % 3000), order);
    auto const most = std::size_t{1} << random() % 14;
    memory_input encoded{bytes, [&] { return random() % most; }};
    utf8_input input{encoded};
    auto const read = test::read_all(input, byte_input::least_room + random() % 5000);

    std::string again;
    auto const encoder = make_encoder({compression::none, order});
    for (std::size_t at = 0; at < read.bytes.size();) {
      auto const size = random() % (1 + random() % 200);
      encoder->encode(std::string_view{read.bytes}.substr(at, size), again);
      at += size;
    }
    encoder->end_member(again);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(!read.ec);
      BOOST_TEST((read.bytes == decoded(bytes).bytes));
      BOOST_TEST((again == bytes));
    }
  }
}

BOOST_DATA_TEST_CASE(half_of_a_pair_is_kept_wherever_it_stands, both_orders, order) {
  auto const in = [&](std::u16string text) { return decoded(bytes_of(u"\uFEFF" + text, order)).bytes.substr(3); };
  BOOST_TEST(in({0xD83D, u'x'}) == "\xED\xA0\xBDx");
  BOOST_TEST(in({0xDCDE, u'x'}) == "\xED\xB3\x9Ex");
  BOOST_TEST(in({0xDCDE, 0xD83D}) == "\xED\xB3\x9E\xED\xA0\xBD");
  BOOST_TEST(in({0xD83D, 0xD83D, 0xDCDE}) == "\xED\xA0\xBD\xF0\x9F\x93\x9E");
}

BOOST_DATA_TEST_CASE(an_odd_byte_at_the_end_is_an_error_behind_what_stands_before_it, both_orders, order) {
  for (auto const* const text : {u"\uFEFF", u"\uFEFF+1\n", u"+12125550100\n"}) {
    auto const whole = bytes_of(text, order);
    for (char const odd : "\n\0\xD8"s) {
      auto const read = decoded(whole + odd);
      BOOST_TEST(read.bytes == decoded(whole).bytes);
      BOOST_TEST(read.ec == list_error::half_a_character);
    }
  }
  auto const read = decoded(bytes_of(u"\uFEFF" + std::u16string{0xD83D}, order) + "x");
  BOOST_TEST(read.bytes == "\xEF\xBB\xBF\xED\xA0\xBD");
  BOOST_TEST(read.ec == list_error::half_a_character);
}

BOOST_AUTO_TEST_CASE(anything_else_is_passed_on) {
  for (auto const& plain :
       {""s, "+"s, "+\0"s, "\0"s, "\xFF"s, "5\n"s, "\xEF\xBB\xBF+1\n"s, "caf\xE9\n"s, "\0\0\0\0"s}) {
    for (std::size_t const piece : {1U, 100U}) {
      memory_input bytes{plain, [piece] { return piece; }};
      utf8_input input{bytes};
      auto const read = test::read_all(input, byte_input::least_room);
      BOOST_TEST(!read.ec);
      BOOST_TEST(read.bytes == plain);
      BOOST_TEST((input.encoding() == text_encoding::utf8));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_passed_on_is_read_to_where_it_is_wanted) {
  auto const list = test::random_list(1, 1000);
  memory_input bytes{list, [] { return 100U; }};
  utf8_input input{bytes};
  std::array<char, 500> room{};
  std::error_code ec;
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(input.read(room, ec) == 100U);
    BOOST_TEST(bytes.last_room.data() == room.data());
    BOOST_TEST(bytes.last_room.size() == room.size());
  }
}

BOOST_DATA_TEST_CASE(an_error_of_the_descriptor_is_its_own, both_orders, order) {
  auto const encoded = bytes_of(u"+12125550100\n", order);
  for (std::size_t const size : {std::size_t{0}, std::size_t{1}, std::size_t{9}, encoded.size()}) {
    memory_input bytes{std::string_view{encoded}.substr(0, size)};
    bytes.fails_with = std::make_error_code(std::errc::io_error);
    utf8_input input{bytes};
    BOOST_TEST((test::read_all(input).ec == std::errc::io_error));
  }
}

BOOST_DATA_TEST_CASE(an_interrupt_is_neither_an_end_nor_an_error, both_orders, order) {
  auto const encoded = bytes_of(u"+12125550100\n", order);
  memory_input bytes{encoded, [] { return 5U; }};
  utf8_input input{bytes};
  std::array<char, 100> room{};
  std::error_code ec;
  BOOST_TEST(input.read(room, ec) == 2U);
  input.interrupt();
  BOOST_TEST(input.read(room, ec) == 0U);
  BOOST_TEST(!ec);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
