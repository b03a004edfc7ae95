#include "file/scratch_memory.hpp"

#include <boost/test/unit_test.hpp>
#include <cstring>
#include <filesystem>
#include <system_error>

#include "support/temp_dir.hpp"

BOOST_AUTO_TEST_SUITE(scratch_memory)

BOOST_AUTO_TEST_CASE(it_is_zero_at_first_and_keeps_what_is_written_when_it_grows) {
  rcs::test::temp_dir const dir;
  rcs::scratch_memory memory{dir / "."};
  BOOST_TEST(memory.size() == 0U);
  memory.grow(1000);
  BOOST_TEST_REQUIRE(memory.size() >= 1000U);
  BOOST_TEST(memory.data()[999] == 0);
  std::strcpy(memory.data(), "kept");
  memory.grow(std::size_t{100} << 20U);
  BOOST_TEST(memory.data() == std::string{"kept"});
  BOOST_TEST(memory.data()[memory.size() - 1] == 0);
}

BOOST_AUTO_TEST_CASE(what_is_released_is_still_there) {
  rcs::test::temp_dir const dir;
  rcs::scratch_memory memory{dir / "."};
  memory.grow(std::size_t{40} << 20U);
  std::memset(memory.data(), 'x', memory.size());
  memory.release_before(std::size_t{20} << 20U);
  BOOST_TEST(memory.data()[0] == 'x');
  BOOST_TEST(memory.data()[(std::size_t{20} << 20U) - 1] == 'x');
}

BOOST_AUTO_TEST_CASE(it_leaves_nothing_in_the_folder) {
  rcs::test::temp_dir const dir;
  rcs::scratch_memory memory{dir / "."};
  memory.grow(1);
  BOOST_TEST(std::filesystem::is_empty(dir / "."));
}

BOOST_AUTO_TEST_CASE(a_folder_that_is_not_there_is_an_error) {
  rcs::test::temp_dir const dir;
  BOOST_CHECK_THROW(rcs::scratch_memory{dir / "none"}, std::system_error);
}

BOOST_AUTO_TEST_SUITE_END()
