#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "lists/list_case.hpp"

namespace {

using namespace rcs::test;

void check(std::filesystem::path const& file) {
  auto const one = read_list_case(file);
  for (std::size_t const piece : {std::string::npos, std::size_t{1}, std::size_t{7}}) {
    if (piece != std::string::npos && one.list.size() > 10'000) continue;
    auto const found = outcome_of(one, piece);
    BOOST_TEST((found == one.expected), file.filename() << " in pieces of " << piece << " gives\n"
                                                        << found << "and not\n"
                                                        << one.expected);
    if (!found.starts_with("refused")) BOOST_TEST((raw_bytes_of(one, piece) == one.list), "the bytes are kept");
  }
}

/// One test case for each file, named after it.
bool register_files() {
  std::vector<std::filesystem::path> files;
  for (auto const& one : std::filesystem::directory_iterator{RCS_LISTS}) {
    if (one.path().extension() == ".txt") files.push_back(one.path());
  }
  std::sort(files.begin(), files.end());
  auto& suite = boost::unit_test::framework::current_auto_test_suite();
  for (auto const& file : files) {
    auto const run_it = [file] { check(file); };
    suite.add(boost::unit_test::make_test_case(run_it, file.stem().string(), __FILE__, __LINE__));
  }
  return !files.empty();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(lists)

static bool const registered = register_files();

BOOST_AUTO_TEST_CASE(there_are_lists) {
  BOOST_TEST(registered);
}

BOOST_AUTO_TEST_SUITE_END()
