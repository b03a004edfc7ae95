#include "file/inflated_input.hpp"

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
using test::all_bytes;
using test::encoded;
using test::memory_input;
using test::random_list;

auto const compressions = boost::unit_test::data::make({compression::gzip, compression::zstd});

all_bytes inflated(std::string_view packed) {
  memory_input bytes{packed};
  inflated_input input{bytes};
  return test::read_all(input);
}

/// Made by `printf '+12125550100\n' | gzip -n`.
auto const by_gzip =
    "\x1F\x8B\x08\x00\x00\x00\x00\x00\x00\x03\xD3\x36\x34\x32\x34\x32\x35\x35\x35\x30\x34\x30\xE0\x02\x00\xFD\x67"
    "\x30\xB2\x0D\x00\x00\x00"s;
/// The same by `zstd`.
auto const by_zstd =
    "\x28\xB5\x2F\xFD\x04\x58\x69\x00\x00\x2B\x31\x32\x31\x32\x35\x35\x35\x30\x31\x30\x30\x0A\xA7\x2A\xE1\xEA"s;

}  // namespace

BOOST_AUTO_TEST_SUITE(inflated_input_)

BOOST_DATA_TEST_CASE(what_was_compressed_is_the_same_however_it_arrives_and_is_asked_for, compressions, how) {
  auto const list = random_list(1, 20'000);
  auto const packed = encoded(list, {how, {}});
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    std::mt19937_64 random{seed};
    auto const most = std::size_t{1} << random() % 18;
    memory_input bytes{packed, [&] { return random() % most; }};
    inflated_input input{bytes};
    auto const read = test::read_all(input, byte_input::least_room + random() % 100'000);
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST(!read.ec);
      BOOST_TEST((read.bytes == list));
      BOOST_TEST((input.packed_with() == how));
    }
  }
}

BOOST_DATA_TEST_CASE(what_is_cut_off_anywhere_ends_early_and_has_given_what_was_there, compressions, how) {
  auto const list = random_list(2, 100);
  auto const packed = encoded(list, {how, {}}) + encoded(list, {how, {}});
  std::size_t const magic = how == compression::gzip ? 2 : 4;
  for (std::size_t size = magic; size < packed.size(); ++size) {
    auto const read = inflated(std::string_view{packed}.substr(0, size));
    BOOST_TEST_CONTEXT("cut off after " << size) {
      BOOST_TEST((list + list).starts_with(read.bytes));
      if (size == packed.size() / 2) {
        BOOST_TEST(!read.ec);
        BOOST_TEST(read.bytes == list);
      } else {
        BOOST_TEST(read.ec == list_error::ends_early);
      }
    }
  }
}

BOOST_DATA_TEST_CASE(a_bit_that_is_wrong_is_never_a_list_with_less, compressions, how) {
  auto const list = random_list(3, 100);
  auto const packed = encoded(list, {how, {}});
  for (std::size_t bit = 0; bit < packed.size() * 8; ++bit) {
    auto damaged = packed;
    damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ 1 << bit % 8);
    auto const read = inflated(damaged);
    // Some bits do not matter; without its first bytes it is no compressed list, and passed on as it is.
    BOOST_TEST((read.ec || read.bytes == list || read.bytes == damaged), "bit " << bit << " of " << packed.size() * 8);
  }
}

BOOST_DATA_TEST_CASE(pieces_behind_each_other_are_one_list, compressions, how) {
  auto const list = random_list(4, 100);
  std::string packed;
  for (std::size_t at = 0; at < list.size(); at += 50) packed += encoded(list.substr(at, 50), {how, {}});
  for (std::size_t const piece : {1U, 2U, 3U, 7U, 4096U}) {
    memory_input bytes{packed, [piece] { return piece; }};
    inflated_input input{bytes};
    auto const read = test::read_all(input);
    BOOST_TEST(!read.ec);
    BOOST_TEST(read.bytes == list);
  }
}

BOOST_DATA_TEST_CASE(a_compressed_list_may_be_empty, compressions, how) {
  auto const none = encoded("", {how, {}});
  BOOST_TEST(!inflated(none).ec);
  BOOST_TEST(inflated(none).bytes.empty());
  BOOST_TEST(inflated(none + none + encoded("+1\n", {how, {}}) + none).bytes == "+1\n");
}

BOOST_DATA_TEST_CASE(what_follows_and_is_no_part_of_it_is_an_error, compressions, how) {
  auto const packed = encoded("+12125550100\n", {how, {}});
  auto const other = how == compression::gzip ? compression::zstd : compression::gzip;
  for (auto const& behind :
       {"+12125550101\n"s, encoded("+12125550101\n", {other, {}}), "\0\0\0\0more"s, "\0\0"s + packed}) {
    auto const read = inflated(packed + behind);
    BOOST_TEST(read.bytes == "+12125550100\n");
    BOOST_TEST(read.ec == list_error::followed);
  }
}

BOOST_AUTO_TEST_CASE(what_other_programs_have_compressed_is_read) {
  BOOST_TEST(inflated(by_gzip).bytes == "+12125550100\n");
  BOOST_TEST(inflated(by_zstd).bytes == "+12125550100\n");
}

BOOST_AUTO_TEST_CASE(gzip_may_be_filled_up_with_zeros) {
  auto const read = inflated(by_gzip + std::string(100'000, '\0'));
  BOOST_TEST(!read.ec);
  BOOST_TEST(read.bytes == "+12125550100\n");
}

BOOST_AUTO_TEST_CASE(frames_that_hold_no_text_are_skipped) {
  auto const skipped = "\x50\x2A\x4D\x18\x04\x00\x00\x00skip"s;
  auto const packed = encoded("+12125550100\n", {compression::zstd, {}});
  BOOST_TEST(inflated(skipped + packed + skipped + packed).bytes == "+12125550100\n+12125550100\n");
  BOOST_TEST(inflated(skipped + packed + skipped.substr(0, 10)).ec == list_error::ends_early);
}

BOOST_AUTO_TEST_CASE(a_frame_that_would_take_a_lot_of_memory_says_so) {
  // A frame whose header asks for a window of 2 GiB, as of `zstd --long=31`, or names a dictionary.
  BOOST_TEST(inflated("\x28\xB5\x2F\xFD\x04\xA8more of the frame"s).ec == list_error::needs_too_much);
  BOOST_TEST(inflated("\x28\xB5\x2F\xFD\x21\x2A\x05\x29\x00\x00hello"s).ec == list_error::needs_too_much);
}

BOOST_AUTO_TEST_CASE(anything_else_is_passed_on) {
  for (auto const& plain :
       {""s, "+1"s, "("s, "(212) 555-0100\n"s, "\x1F"s, "\x28\xB5\x2F"s, "P"s, "P*M"s, "Phone\n"s}) {
    for (std::size_t const piece : {1U, 100U}) {
      memory_input bytes{plain, [piece] { return piece; }};
      inflated_input input{bytes};
      auto const read = test::read_all(input, byte_input::least_room);
      BOOST_TEST(!read.ec);
      BOOST_TEST(read.bytes == plain);
      BOOST_TEST((input.packed_with() == compression::none));
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_passed_on_is_read_to_where_it_is_wanted) {
  auto const list = random_list(5, 1000);
  memory_input bytes{list, [] { return 100U; }};
  inflated_input input{bytes};
  std::array<char, 500> room{};
  std::error_code ec;
  for (int i = 0; i < 3; ++i) {
    BOOST_TEST(input.read(room, ec) == 100U);
    BOOST_TEST(bytes.last_room.data() == room.data());
    BOOST_TEST(bytes.last_room.size() == room.size());
  }
}

BOOST_DATA_TEST_CASE(an_error_of_the_descriptor_is_its_own, compressions, how) {
  auto const packed = encoded(random_list(6, 100), {how, {}});
  for (std::size_t const size : {std::size_t{0}, std::size_t{1}, packed.size() / 2, packed.size()}) {
    memory_input bytes{std::string_view{packed}.substr(0, size)};
    bytes.fails_with = std::make_error_code(std::errc::io_error);
    inflated_input input{bytes};
    BOOST_TEST((test::read_all(input).ec == std::errc::io_error));
  }
}

BOOST_DATA_TEST_CASE(an_interrupt_is_neither_an_end_nor_an_error, compressions, how) {
  auto const packed = encoded(random_list(7, 10'000), {how, {}});
  memory_input bytes{packed, [] { return 1000U; }};
  inflated_input input{bytes};
  std::array<char, 100> room{};
  std::error_code ec;
  BOOST_TEST(input.read(room, ec) > 0U);
  input.interrupt();
  BOOST_TEST(input.interrupted());
  BOOST_TEST(input.read(room, ec) == 0U);
  BOOST_TEST(!ec);
}

BOOST_AUTO_TEST_CASE(people_are_told_what_is_wrong) {
  BOOST_TEST(std::error_code{list_error::ends_early}.message() == "the compressed list ends early");
  BOOST_TEST(std::error_code{list_error::damaged}.message() == "the compressed list is damaged");
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
