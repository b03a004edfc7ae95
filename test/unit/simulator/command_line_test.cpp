#include "simulator/command_line.hpp"

#include <unistd.h>

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "common/duration_text.hpp"

namespace {

using namespace rcs::sim;
using rcs::parse_duration;
using namespace std::chrono_literals;

serve_options parse(std::vector<std::string> arguments) {
  CLI::App app{"", "rcs-sim"};
  serve_options options;
  declare_serve(app, options);
  std::reverse(arguments.begin(), arguments.end());
  app.parse(std::move(arguments));
  return options;
}

/// A profile in a file that is gone with it.
struct profile_file {
  explicit profile_file(std::string const& text)
      : name{(std::filesystem::temp_directory_path() / ("rcs-sim-profile-" + std::to_string(::getpid()) + ".toml"))
                 .string()} {
    std::ofstream{name} << text;
  }
  ~profile_file() { std::filesystem::remove(name); }
  profile_file(profile_file const&) = delete;
  profile_file& operator=(profile_file const&) = delete;

  std::string name;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_command_line)

BOOST_AUTO_TEST_CASE(nothing_said_is_a_good_upstream) {
  auto const options = parse({});
  BOOST_CHECK_NO_THROW(check(options.rules));
  BOOST_TEST(options.rules.contract.min == 100U);
  BOOST_TEST(options.rules.count_repeats);
}

BOOST_AUTO_TEST_CASE(shares_are_numbers_percentages_or_all) {
  auto const options = parse({"--reset", "0.25", "--html", "10%", "--chunked", "--slow"});
  BOOST_TEST(options.rules.faults.shares[index_of(fault::reset)] == 0.25);
  BOOST_TEST(options.rules.faults.shares[index_of(fault::html)] == 0.1);
  BOOST_TEST(options.rules.faults.chunked == 1);
  BOOST_TEST(options.rules.faults.slow == 1);
  BOOST_CHECK_THROW(parse({"--reset", "1.5"}), CLI::ParseError);
  BOOST_CHECK_THROW(parse({"--reset", "-0.1"}), CLI::ParseError);
  BOOST_CHECK_THROW(parse({"--reset", "some"}), CLI::ParseError);
}

BOOST_AUTO_TEST_CASE(words_stand_for_values) {
  auto const options = parse({"--shape", "eu", "--not-enabled", "1423", "--error-family", "mixed", "--tls", "1.2",
                              "--no-repeats", "--poison-names", "false", "--dead-key-after", "0"});
  BOOST_TEST((options.rules.answers.shape == device_shape::eu));
  BOOST_TEST((options.rules.contract.not_enabled == not_enabled_as::code_1423));
  BOOST_TEST((options.rules.contract.family == error_family::mixed));
  BOOST_TEST((options.tls == tls_versions::only_1_2));
  BOOST_TEST(!options.rules.count_repeats);
  BOOST_TEST(!options.rules.contract.poison_names);
  BOOST_TEST((options.rules.contract.dead_key_after == 0U));
  BOOST_CHECK_THROW(parse({"--shape", "fr"}), CLI::ParseError);
  BOOST_CHECK_THROW(parse({"--unheard-of"}), CLI::ParseError);
}

BOOST_AUTO_TEST_CASE(times_have_units) {
  BOOST_TEST((parse_duration("1.5s") == 1500ms));
  BOOST_TEST((parse_duration("250us") == 250us));
  BOOST_TEST((parse_duration("2m") == 2min));
  BOOST_TEST((parse_duration("1m30s") == 90s));
  BOOST_TEST((parse_duration("0") == 0ns));
  for (auto const* const text : {"", "s", "5", "5 s", "-1s", "1x", "1e3s", "nan", "inf", "1s1", "99999999999999999h"}) {
    BOOST_TEST(!parse_duration(text).has_value(), text);
  }
  BOOST_TEST((parse({"--max-seconds", "30"}).max_seconds == 30s));
  BOOST_TEST((parse({"--max-seconds", "1m"}).max_seconds == 1min));
}

BOOST_AUTO_TEST_CASE(flags_win_over_the_profile) {
  profile_file const file{"error = 0.3\nerror-mix = [500, 502]\nstall-for = \"2s\"\nshuffle = true\nchunked = true\n"};
  auto const options = parse({"--profile", file.name, "--error", "0.1"});
  auto const& faults = options.rules.faults;
  BOOST_TEST(faults.error == 0.1);
  BOOST_TEST(faults.error_mix == (std::vector<unsigned>{500, 502}), boost::test_tools::per_element());
  BOOST_TEST((faults.stall_for == 2s));
  BOOST_TEST(faults.chunked == 1);
  BOOST_TEST(options.rules.answers.shuffle);
}

BOOST_AUTO_TEST_CASE(unknown_names_in_a_profile_are_errors) {
  profile_file const unknown{"reset = 0.1\nresett = 0.1\n"};
  BOOST_CHECK_THROW(parse({"--profile", unknown.name}), CLI::ParseError);
  profile_file const section{"[faults]\nreset = 0.1\n"};
  BOOST_CHECK_THROW(parse({"--profile", section.name}), CLI::ParseError);
  BOOST_CHECK_THROW(parse({"--profile", unknown.name + ".none"}), CLI::ParseError);
}

BOOST_AUTO_TEST_CASE(the_profiles_that_come_with_it_load) {
  auto const dir = (std::filesystem::path{__FILE__}.parent_path() / "../../../configs").string();
  auto const faults = parse({"--profile", dir + "/simulator-faults.toml"}).rules;
  check(faults);
  double together = faults.faults.error;
  for (auto const share : faults.faults.shares) together += share;
  BOOST_TEST(together >= 0.10);
  BOOST_TEST(together <= 0.20);
  BOOST_TEST((faults.faults.stall_for == 5s));
  BOOST_TEST(faults.connections.close_after == 200U);

  auto const throttled = parse({"--profile", dir + "/simulator-throttled.toml"}).rules;
  check(throttled);
  BOOST_TEST(throttled.throttle.rate == 50);
  BOOST_TEST((throttled.throttle.retry_after == retry_after_style::seconds));

  auto const eu = parse({"--profile", dir + "/simulator-eu.toml"}).rules;
  check(eu);
  BOOST_TEST((eu.answers.shape == device_shape::eu));
  BOOST_TEST((eu.answers.addresses == address_style::chat));
  BOOST_TEST(eu.answers.enabled == 0.41);
}

BOOST_AUTO_TEST_CASE(a_profile_out_of_range_names_the_option) {
  auto const complaint = [](auto change) -> std::string {
    profile rules;
    change(rules);
    try {
      check(rules);
    } catch (std::invalid_argument const& wrong) {
      return wrong.what();
    }
    return "";
  };
  BOOST_TEST(complaint([](profile& p) { p.contract.min = 600; }).starts_with("--min: "));
  BOOST_TEST(complaint([](profile& p) { p.answers.missing = 2; }).starts_with("--missing: "));
  BOOST_TEST(complaint([](profile& p) { p.latency.typical = 20s; }).starts_with("--latency-max: "));
  BOOST_TEST(complaint([](profile& p) { p.throttle.burst = 0; }).starts_with("--burst: "));
  BOOST_TEST(complaint([](profile& p) { p.faults.error_mix = {200}; }).starts_with("--error-mix: "));
  BOOST_TEST(complaint([](profile& p) {
               p.faults.shares[index_of(fault::html)] = 0.6, p.faults.error = 0.6;
             }).starts_with("--error: "));
  BOOST_TEST(complaint([](profile& p) {
               p.count_repeats = false, p.answers.missing_once = 0.1;
             }).starts_with("--missing-once: "));
}

BOOST_AUTO_TEST_SUITE_END()
