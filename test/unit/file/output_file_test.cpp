#include "file/output_file.hpp"

#include <sys/stat.h>

#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>

#include "support/pipe_ends.hpp"
#include "support/temp_dir.hpp"

using rcs::output_file;
using rcs::test::pipe_ends;
using rcs::test::read_file;
using rcs::test::temp_dir;

BOOST_AUTO_TEST_SUITE(output_file_)

BOOST_AUTO_TEST_CASE(opening_changes_nothing_and_a_new_file_is_the_owners_alone) {
  temp_dir const in;
  std::error_code ec;
  auto const old = in.write("old", "what was there");
  auto file = output_file::open(old, ec);
  BOOST_TEST(!ec);
  BOOST_TEST(read_file(old) == "what was there");
  file = output_file::open(in / "new", ec);
  struct stat about {};
  BOOST_TEST_REQUIRE(::stat((in / "new").c_str(), &about) == 0);
  BOOST_TEST((about.st_mode & 0777U) == 0600U);
}

BOOST_AUTO_TEST_CASE(a_file_that_another_one_writes_is_busy) {
  temp_dir const in;
  std::error_code ec;
  auto first = output_file::open(in / "out", ec);
  BOOST_TEST(!ec);
  auto const second = output_file::open(in / "out", ec);
  BOOST_TEST((ec == std::errc::device_or_resource_busy));
  BOOST_TEST(!second);
  BOOST_TEST(!first.finish());
  auto const third = output_file::open(in / "out", ec);
  BOOST_TEST(!ec);
}

BOOST_AUTO_TEST_CASE(going_on_cuts_off_what_came_behind_the_mark_and_appends) {
  temp_dir const in;
  std::error_code ec;
  auto file = output_file::open(in / "out", ec);
  BOOST_TEST(!file.write("kept|"));
  auto const mark = file.mark();
  BOOST_TEST(!file.write("cut off"));
  BOOST_TEST(!file.finish());
  file = output_file::open(in / "out", ec);
  BOOST_TEST(file.holds(mark));
  BOOST_TEST_REQUIRE(!file.cut_back(mark));
  BOOST_TEST((file.mark() == mark));
  BOOST_TEST(!file.write("more"));
  BOOST_TEST(!file.finish());
  BOOST_TEST(read_file(in / "out") == "kept|more");
}

BOOST_AUTO_TEST_CASE(a_mark_is_the_same_however_the_bytes_came) {
  temp_dir const in;
  std::error_code ec;
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += std::to_string(i);
  for (std::size_t const piece : {std::size_t{1}, std::size_t{700}, std::size_t{4096}, bytes.size()}) {
    auto file = output_file::open(in / "out", ec);
    BOOST_TEST(!file.cut_back({}));
    for (std::size_t at = 0; at < bytes.size(); at += piece) BOOST_TEST(!file.write(bytes.substr(at, piece)));
    auto const mark = file.mark();
    BOOST_TEST(mark.length == bytes.size());
    BOOST_TEST(file.holds(mark));
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_does_not_hold_the_mark_is_left_as_it_is) {
  temp_dir const in;
  auto const name = in.write("out", "short");
  std::error_code ec;
  auto file = output_file::open(name, ec);
  BOOST_TEST((file.cut_back({6, 0}) == std::errc::invalid_argument));
  BOOST_TEST((file.cut_back({5, 1}) == std::errc::invalid_argument));
  BOOST_TEST(read_file(name) == "short");
}

BOOST_AUTO_TEST_CASE(what_is_no_file_can_be_begun_and_not_gone_on_with) {
  std::error_code ec;
  auto file = output_file::open("/dev/null", ec);
  BOOST_TEST(!file.cut_back({}));
  BOOST_TEST((file.cut_back({1, 0}) == std::errc::invalid_argument));
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_a_write_that_nobody_reads) {
  pipe_ends const pipe;
  auto file = output_file::borrow(pipe.writer());
  std::string const more_than_it_holds(std::size_t{4} << 20, 'x');
  std::jthread const other{[&] { file.interrupt(); }};
  BOOST_TEST((file.write(more_than_it_holds) == std::errc::operation_canceled));
  BOOST_TEST((file.write("x") == std::errc::operation_canceled));
}

BOOST_AUTO_TEST_CASE(an_interrupt_does_not_keep_a_file_from_being_written) {
  temp_dir const in;
  std::error_code ec;
  auto file = output_file::open(in / "out", ec);
  file.interrupt();
  BOOST_TEST(!file.write("paid for"));
  BOOST_TEST(!file.finish());
  BOOST_TEST(read_file(in / "out") == "paid for");
}

BOOST_AUTO_TEST_SUITE_END()
