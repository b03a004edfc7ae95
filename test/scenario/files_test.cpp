#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <vector>

#include "scenario/measures.hpp"
#include "scenario/scenario_file.hpp"
#include "support/run_invariants.hpp"

namespace {

using namespace rcs;
using namespace rcs::test;

void play(std::filesystem::path const& file) {
  auto told = read_scenario(file);
  auto const rows = told.list.rows();
  told.run(rows);
  for (auto const& line : broken_invariants(told.run, rows)) BOOST_ERROR(line);
  if (told.ending) BOOST_TEST(name_of(told.run.totals.how) == *told.ending, told.run.totals.why);
  BOOST_TEST(!told.ranges.empty(), "nothing is expected of " << file);
  auto const measured = measures_of(told.run);
  for (auto const& [name, value] : measured) BOOST_TEST_MESSAGE("  " << name << " = " << value);
  for (auto const& [name, range] : told.ranges) {
    BOOST_TEST_REQUIRE(measured.contains(name), "nothing is called " << name);
    auto const value = measured.at(name);
    BOOST_TEST((range.first <= value && value <= range.second),
               name << " is " << value << ", and not " << range.first << " to " << range.second);
  }
}

/// One test case for each file, named after it.
bool register_files() {
  std::vector<std::filesystem::path> files;
  for (auto const& one : std::filesystem::directory_iterator{RCS_SCENARIOS}) {
    if (one.path().extension() == ".toml") files.push_back(one.path());
  }
  std::sort(files.begin(), files.end());
  auto& suite = boost::unit_test::framework::current_auto_test_suite();
  for (auto const& file : files) {
    auto const run_it = [file] { play(file); };
    suite.add(boost::unit_test::make_test_case(run_it, file.stem().string(), __FILE__, __LINE__));
  }
  return !files.empty();
}

}  // namespace

BOOST_AUTO_TEST_SUITE(scenarios)

static bool const registered = register_files();

BOOST_AUTO_TEST_CASE(there_are_scenario_files) {
  BOOST_TEST(registered);
}

BOOST_AUTO_TEST_SUITE_END()
