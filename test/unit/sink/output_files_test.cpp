#include "sink/output_files.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "support/temp_dir.hpp"

using rcs::output_files;
using rcs::output_mark;
using rcs::test::read_file;
using rcs::test::temp_dir;

namespace {

struct attempt {
  std::error_code ec;
  std::string which;
  output_files files;
  attempt(std::string const& output, std::string const& failed)
      : files{output_files::open({output, 1, failed}, ec, which)} {}
};

}  // namespace

BOOST_AUTO_TEST_SUITE(output_files_)

BOOST_AUTO_TEST_CASE(nothing_is_changed_by_opening_and_what_cannot_be_opened_is_named) {
  temp_dir const in;
  auto const out = in.write("out", "what was there");
  attempt const missing{out, in / "no/failed"};
  BOOST_TEST((missing.ec == std::errc::no_such_file_or_directory));
  BOOST_TEST(missing.which == in / "no/failed");
  attempt const folder{in / ".", ""};
  BOOST_TEST((folder.ec == std::errc::is_a_directory));
  BOOST_TEST(read_file(out) == "what was there");
}

BOOST_AUTO_TEST_CASE(a_file_that_another_run_writes_is_named) {
  temp_dir const in;
  attempt const first{in / "out", in / "failed"};
  BOOST_TEST(!first.ec);
  attempt const second{in / "other", in / "failed"};
  BOOST_TEST((second.ec == std::errc::device_or_resource_busy));
  BOOST_TEST(second.which == in / "failed");
}

BOOST_AUTO_TEST_CASE(both_are_cut_back_to_their_marks) {
  temp_dir const in;
  std::vector<output_mark> marks;
  {
    attempt run{in / "out", in / "failed"};
    BOOST_TEST(!run.files.cut_back({}, run.which));
    BOOST_TEST(!run.files.output().write("kept"));
    BOOST_TEST(!run.files.failed().write("kept too"));
    marks = run.files.marks();
    BOOST_TEST(!run.files.output().write(", and lost"));
    BOOST_TEST(!run.files.failed().write(", and lost"));
  }
  attempt again{in / "out", in / "failed"};
  BOOST_TEST(again.files.hold(marks));
  BOOST_TEST(!again.files.cut_back(marks, again.which));
  BOOST_TEST(read_file(in / "out") == "kept");
  BOOST_TEST(read_file(in / "failed") == "kept too");
  BOOST_TEST(again.files.marks()[1].at.length == 8U);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_what_it_was_is_not_cut) {
  temp_dir const in;
  std::vector<output_mark> marks;
  {
    attempt run{in / "out", ""};
    BOOST_TEST(!run.files.output().write(std::string(100'000, 'x')));
    marks = run.files.marks();
  }
  auto const other = std::string(99'999, 'x') + "y" + "and more";
  for (auto const& content : {other, std::string(99'999, 'x'), std::string{}}) {
    static_cast<void>(in.write("out", content));
    attempt again{in / "out", ""};
    BOOST_TEST(!again.files.hold(marks));
    BOOST_TEST((again.files.cut_back(marks, again.which) == std::errc::invalid_argument));
    BOOST_TEST(read_file(in / "out") == content);
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_the_marks_do_not_know_is_not_cut) {
  temp_dir const in;
  attempt run{in / "out", in.write("failed", "precious")};
  BOOST_TEST(!run.files.hold({{"output", {}}}));
  BOOST_TEST((run.files.cut_back({{"output", {}}}, run.which) == std::errc::invalid_argument));
  BOOST_TEST(read_file(in / "failed") == "precious");
}

BOOST_AUTO_TEST_SUITE_END()
