#include "scrub/resume_command.hpp"

#include <boost/test/unit_test.hpp>
#include <vector>

using rcs::scrub::resume_command;

namespace {

std::string of(std::vector<char const*> const& words) {
  return resume_command(words);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resume_command_)

BOOST_AUTO_TEST_CASE(it_is_the_command_line_and_resume) {
  BOOST_TEST(of({"rcs-scrub", "list.txt", "-o", "a.csv"}) == "rcs-scrub --resume list.txt -o a.csv");
  BOOST_TEST(of({"rcs-scrub", "--force=true", "--resume", "list.txt"}) == "rcs-scrub --resume list.txt");
}

BOOST_AUTO_TEST_CASE(a_shell_reads_every_word_as_it_was_typed) {
  BOOST_TEST(of({"rcs-scrub", "my list.txt", "it's", "", "$HOME"}) ==
             R"(rcs-scrub --resume 'my list.txt' 'it'\''s' '' '$HOME')");
}

BOOST_AUTO_TEST_CASE(a_proxys_password_is_not_repeated) {
  BOOST_TEST(of({"rcs-scrub", "--proxy", "http://me:secret@proxy:8080"}) ==
             "rcs-scrub --resume --proxy 'http://me:***@proxy:8080'");
  BOOST_TEST(of({"rcs-scrub", "--proxy=http://me:p@ss@proxy"}) == "rcs-scrub --resume '--proxy=http://me:***@proxy'");
  BOOST_TEST(of({"rcs-scrub", "--proxy=http://proxy:8080"}) == "rcs-scrub --resume --proxy=http://proxy:8080");
}

BOOST_AUTO_TEST_SUITE_END()
