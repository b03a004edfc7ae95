#include "file/list_input.hpp"

#include <fcntl.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>

#include "file/list_error.hpp"
#include "support/pipe_ends.hpp"
#include "support/temp_dir.hpp"
#include "unit/file/memory_input.hpp"

namespace rcs {
namespace {

using test::pipe_ends;
using test::temp_dir;

}  // namespace

BOOST_AUTO_TEST_SUITE(list_input_)

BOOST_AUTO_TEST_CASE(a_list_is_the_same_in_every_coding_and_tells_which_it_was) {
  temp_dir const in;
  auto const list = test::random_list(1, 20'000);
  for (auto const packed : {compression::none, compression::gzip, compression::zstd}) {
    for (auto const encoding : {text_encoding::utf8, text_encoding::utf16_le, text_encoding::utf16_be}) {
      file_coding const how{packed, encoding};
      bool const plain = how == file_coding{};
      std::error_code ec;
      auto const input = open_list_input(in.write("list", plain ? list : test::encoded(list, how)), ec);
      BOOST_TEST_REQUIRE(!ec);
      auto const read = test::read_all(*input, std::size_t{64} << 10U);
      BOOST_TEST(!read.ec);
      BOOST_TEST((read.bytes == list));
      BOOST_TEST((input->coding() == how));
    }
  }
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_opened_is_an_error) {
  temp_dir const in;
  std::error_code ec;
  BOOST_TEST(!open_list_input(in / "none", ec));
  BOOST_TEST((ec == std::errc::no_such_file_or_directory));
  BOOST_TEST(!open_list_input(in / ".", ec));
  BOOST_TEST((ec == std::errc::is_a_directory));
}

BOOST_AUTO_TEST_CASE(what_is_no_text_is_an_error_that_says_what_to_do) {
  temp_dir const in;
  std::error_code ec;
  auto const workbook = open_list_input(in.write("list.xlsx", std::string{"PK\x03\x04\x14\0\x06\0 and more", 17}), ec);
  BOOST_TEST(test::read_all(*workbook).ec == list_error::workbook);
  BOOST_TEST(test::read_all(*workbook).ec == list_error::workbook);
  auto const packed = open_list_input(in.write("list.bz2", "BZh91AY&SY and more"), ec);
  BOOST_TEST(test::read_all(*packed).ec == list_error::foreign_packing);
}

BOOST_AUTO_TEST_CASE(a_list_in_a_pipe_may_be_compressed) {
  pipe_ends pipe;
  pipe.write(test::encoded("+12125550100\n", {compression::gzip, text_encoding::utf16_le}));
  pipe.close_writer();
  auto const input = make_list_input(pipe.reader());
  BOOST_TEST(test::read_all(*input).bytes == "+12125550100\n");
}

BOOST_AUTO_TEST_CASE(a_descriptor_stays_open) {
  pipe_ends const pipe;
  make_list_input(pipe.reader()).reset();
  BOOST_TEST(::fcntl(pipe.reader(), F_GETFD) >= 0);
}

BOOST_AUTO_TEST_CASE(an_interrupt_wakes_a_read_that_waits_wherever_the_list_stands) {
  auto const gzip = test::encoded("+12125550100\n", {compression::gzip, {}});
  auto const utf16 = test::encoded("+12125550100\n", {{}, text_encoding::utf16_le});
  // Nothing, half of the bytes that tell what it is, half of a member, a whole one, half of a character, plain text.
  for (auto const& begin : {std::string{}, gzip.substr(0, 1), utf16.substr(0, 3), gzip.substr(0, 15), gzip,
                            utf16.substr(0, 9), std::string{"+1"}}) {
    pipe_ends const pipe;
    pipe.write(begin);
    auto const input = make_list_input(pipe.reader());
    std::jthread const other{[&] { input->interrupt(); }};
    auto const read = test::read_all(*input);
    BOOST_TEST(!read.ec);
    BOOST_TEST(input->interrupted());
  }
}

BOOST_AUTO_TEST_CASE(a_compressed_list_that_its_writer_left_is_not_whole) {
  pipe_ends pipe;
  pipe.write(test::encoded("+12125550100\n", {compression::zstd, {}}).substr(0, 15));
  pipe.close_writer();
  BOOST_TEST(test::read_all(*make_list_input(pipe.reader())).ec == list_error::ends_early);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
