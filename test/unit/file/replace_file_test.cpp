#include "file/replace_file.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <filesystem>

#include "support/temp_dir.hpp"

using rcs::replace_file;
using rcs::test::read_file;
using rcs::test::temp_dir;

BOOST_AUTO_TEST_SUITE(replace_file_)

BOOST_AUTO_TEST_CASE(a_file_is_made_for_its_owner_and_replaced_whole) {
  temp_dir const in;
  auto const name = in / "state";
  BOOST_TEST(!replace_file(name, "a long first content"));
  BOOST_TEST(read_file(name) == "a long first content");
  BOOST_TEST(!replace_file(name, "second"));
  BOOST_TEST(read_file(name) == "second");
  struct stat about {};
  BOOST_TEST_REQUIRE(::stat(name.c_str(), &about) == 0);
  BOOST_TEST((about.st_mode & 0777U) == 0600U);
  BOOST_TEST(!std::filesystem::exists(name + ".tmp"));
}

BOOST_AUTO_TEST_CASE(what_a_crash_has_left_half_written_is_written_anew) {
  temp_dir const in;
  in.write("state.tmp", "half of a longer content that never became the file");
  BOOST_TEST(!replace_file(in / "state", "whole"));
  BOOST_TEST(read_file(in / "state") == "whole");
}

BOOST_AUTO_TEST_CASE(a_file_that_cannot_be_replaced_stays_as_it_was) {
  temp_dir const in;
  auto const name = in.write("state", "old");
  std::filesystem::create_directory(in / "state.tmp");
  BOOST_TEST((replace_file(name, "new") == std::errc::file_exists));
  BOOST_TEST(read_file(name) == "old");
  BOOST_TEST((replace_file(in / "no/such/folder", "x") == std::errc::no_such_file_or_directory));
}

BOOST_AUTO_TEST_CASE(a_link_that_somebody_has_put_there_is_not_followed) {
  temp_dir const in;
  auto const victim = in.write("victim", "precious");
  std::filesystem::create_symlink(victim, in / "state.tmp");
  BOOST_TEST(!replace_file(in / "state", "new"));
  BOOST_TEST(read_file(victim) == "precious");
  BOOST_TEST(read_file(in / "state") == "new");
}

BOOST_AUTO_TEST_SUITE_END()
