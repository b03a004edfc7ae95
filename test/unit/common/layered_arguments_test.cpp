#include "common/layered_arguments.hpp"

#include <stdlib.h>

#include <CLI/Config.hpp>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/temporary_file.hpp"

namespace {

using rcs::test::temporary_file;
using words = std::vector<std::string>;

/// A program with three options of its own.
struct program {
  program() {
    for (auto const* const name : {"RCS_RATE", "RCS_MAX_IN_FLIGHT", "RCS_QUIET", "RCS_CONFIG", "RCS_HELP"}) {
      ::unsetenv(name);
    }
    app.config_formatter(std::make_shared<CLI::ConfigTOML>());
    app.add_option("INPUT", input);
    app.add_option("-r,--rate", rate);
    app.add_option("--max-in-flight", in_flight);
    app.add_option("--config", config);
    app.add_flag("--quiet", quiet);
  }

  words layers(words arguments) {
    arguments.insert(arguments.begin(), "program");
    std::vector<char const*> argv;
    for (auto const& one : arguments) argv.push_back(one.c_str());
    return rcs::layered_arguments(app, static_cast<int>(argv.size()), argv.data());
  }

  /// What is wrong with a configuration file of this content.
  std::string complaint(std::string_view content) {
    temporary_file const file{content};
    try {
      (void)layers({"--config", file.path()});
    } catch (std::invalid_argument const& wrong) {
      std::string const what = wrong.what();
      BOOST_TEST(what.find(file.path()) == 0U, what);
      return what.substr(file.path().size());
    }
    return "nothing";
  }

  CLI::App app{"a program", "program"};
  std::string input;
  std::string rate;
  std::string in_flight;
  std::string config;
  bool quiet = false;
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(layered_arguments, program)

BOOST_AUTO_TEST_CASE(without_file_and_environment_the_command_line_is_all_there_is) {
  BOOST_TEST(layers({"list.txt", "--rate", "3"}) == (words{"list.txt", "--rate", "3"}),
             boost::test_tools::per_element());
  BOOST_TEST(layers({}).empty());
}

BOOST_AUTO_TEST_CASE(the_file_comes_before_the_environment_and_that_before_the_flags) {
  temporary_file const file{"rate = 1\nmax-in-flight = 7\n"};
  ::setenv("RCS_RATE", "2", 1);
  auto const made = layers({"--config", file.path(), "--rate=3", "list.txt"});
  words const expected{"--rate=1", "--max-in-flight=7", "--rate=2", "--config", file.path(), "--rate=3", "list.txt"};
  BOOST_TEST(made == expected, boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_hyphen_is_an_underscore_in_the_environment) {
  ::setenv("RCS_MAX_IN_FLIGHT", "9", 1);
  BOOST_TEST(layers({}) == (words{"--max-in-flight=9"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_value_that_looks_like_a_flag_stays_a_value) {
  ::setenv("RCS_RATE", "--quiet", 1);
  BOOST_TEST(layers({}) == (words{"--rate=--quiet"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(an_empty_variable_is_as_good_as_none) {
  ::setenv("RCS_RATE", "", 1);
  BOOST_TEST(layers({"list.txt"}) == (words{"list.txt"}), boost::test_tools::per_element());
}

BOOST_AUTO_TEST_CASE(a_switch_can_stand_in_the_file) {
  temporary_file const file{"quiet = true\n"};
  auto const made = layers({"--config=" + file.path()});
  BOOST_TEST_REQUIRE(made.size() == 2U);
  BOOST_TEST(made.front() == "--quiet=true");
}

BOOST_AUTO_TEST_CASE(the_environment_can_name_the_file_and_the_flag_beats_it) {
  temporary_file const one{"rate = 1\n"};
  temporary_file const two{"rate = 2\n"};
  ::setenv("RCS_CONFIG", one.path().c_str(), 1);
  BOOST_TEST(layers({}).front() == "--rate=1");
  BOOST_TEST(layers({"--config", two.path()}).front() == "--rate=2");
}

BOOST_AUTO_TEST_CASE(what_comes_behind_a_double_hyphen_names_no_file) {
  BOOST_TEST(layers({"--", "--config", "list.txt"}).size() == 3U);
}

BOOST_AUTO_TEST_CASE(help_and_the_name_of_the_file_come_from_the_command_line_only) {
  ::setenv("RCS_HELP", "1", 1);
  BOOST_TEST(layers({}).empty());
  BOOST_TEST(complaint("help = true\n") == ": 'help' is no option of this program");
  BOOST_TEST(complaint("config = \"other.toml\"\n") == ": 'config' is no option of this program");
}

BOOST_AUTO_TEST_CASE(unknown_keys_sections_and_lists_are_errors_that_name_file_and_key) {
  BOOST_TEST(complaint("rat = 1\n") == ": 'rat' is no option of this program");
  BOOST_TEST(complaint("[account]\nrate = 1\n").starts_with(": 'account."));
  BOOST_TEST(complaint("rate = [1, 2]\n") == ": 'rate' takes one value");
}

BOOST_AUTO_TEST_CASE(a_line_that_is_no_setting_is_not_repeated_since_it_may_be_a_secret) {
  for (auto const* const line : {"api-key \"secret\"\n", "http://user:secret@host\n", "[account]\nkey secret\n"}) {
    BOOST_TEST(complaint(line) == ": a line is no `name = value`");
  }
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_an_error_that_names_it) {
  BOOST_CHECK_EXCEPTION((void)layers({"--config", "/nowhere/account.toml"}), std::invalid_argument,
                        [](std::invalid_argument const& wrong) {
                          return std::string_view{wrong.what()} ==
                                 "the configuration file /nowhere/account.toml cannot be read";
                        });
}

BOOST_AUTO_TEST_CASE(an_endpoint_takes_the_place_of_a_pod_in_the_layers_below) {
  program p;
  std::string pod;
  std::string endpoint;
  p.app.add_option("--pod", pod);
  p.app.add_option("--endpoint", endpoint);
  temporary_file const file{"pod = \"na\"\nrate = 5\n"};
  BOOST_TEST((p.layers({"--config", file.path(), "--endpoint=https://localhost"}) ==
              words{"--rate=5", "--config", file.path(), "--endpoint=https://localhost"}));
  BOOST_TEST((p.layers({"--config", file.path(), "--endpoints"}) ==
              words{"--pod=na", "--rate=5", "--config", file.path(), "--endpoints"}));
}

BOOST_AUTO_TEST_SUITE_END()
