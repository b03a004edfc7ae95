#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "integration/scrub_run.hpp"

namespace {

using namespace rcs::test;
using rcs::sim::certificate_flaw;
using rcs::sim::not_enabled_as;
using rcs::sim::profile;
namespace data = boost::unit_test::data;

bool says(scrub_run const& run, std::string const& words) {
  return run.err.find(words) != std::string::npos;
}

/// Exit 4 after `requests`, with no row, and resumable: the summary says incomplete.
void check_stopped(scrub_run const& run, running_simulator& upstream, std::uint64_t requests) {
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == requests);
  BOOST_TEST(run.rows() == 0U);
  BOOST_TEST_REQUIRE(run.summary.is_object());
  BOOST_TEST(!run.summary.at("complete").as_bool());
  BOOST_TEST(run.outcome("not_asked") == number_at(run.summary, "rows"));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(refusals)

BOOST_AUTO_TEST_CASE(a_dead_key_costs_one_request) {
  profile rules;
  rules.contract.key = "another-key";
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(10'000)};
  check_stopped(run, upstream, 1);
  BOOST_TEST(says(run, "401"));
}

BOOST_AUTO_TEST_CASE(a_wrong_account_costs_one_request) {
  profile rules;
  rules.contract.sid = "another";
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(10'000)};
  check_stopped(run, upstream, 1);
}

BOOST_AUTO_TEST_CASE(a_wrong_path_costs_one_request) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(10'000), {"--bulk-path", "/v2/{sid}/nothing"}};
  check_stopped(run, upstream, 1);
  BOOST_TEST(says(run, "404"));
}

BOOST_DATA_TEST_CASE(an_account_without_rcs_costs_one_request, data::make({"401", "RCS601", "1423"}), words) {
  std::string const code = words;
  profile rules;
  rules.contract.not_enabled = code == "401"      ? not_enabled_as::http_401
                               : code == "RCS601" ? not_enabled_as::rcs601
                                                  : not_enabled_as::code_1423;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(10'000)};
  check_stopped(run, upstream, 1);
  BOOST_TEST(says(run, code), run.err);
}

BOOST_AUTO_TEST_CASE(a_key_that_dies_in_mid_run_keeps_what_was_answered) {
  profile rules;
  rules.contract.dead_key_after = 10;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000), {"--max-in-flight", "4"}};
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(run.rows() == 5000U);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") <= 10 + 4 + 1U);
}

BOOST_AUTO_TEST_CASE(nobody_listening_is_said_at_once) {
  std::string url;
  std::string ca;
  temp_dir const folder;
  {
    running_simulator const gone;
    url = gone.url();
    ca = folder.write("ca.pem", read_file(gone.ca_file()));
  }
  scrub_run const run{
      {"--endpoint", url, "--ca-file", ca, "--sid", "simulator", folder.write("list.txt", generated_list(1000))},
      {"RCS_API_KEY=some-key"}};
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(says(run, "refused"), run.err);
}

// --- certificates: refused before a byte of the request, with words that tell which

BOOST_AUTO_TEST_CASE(a_certificate_for_another_host_is_refused) {
  running_simulator upstream{profile{}, certificate_flaw::wrong_host};
  scrub_run const run{upstream, generated_list(1000)};
  check_stopped(run, upstream, 0);
  BOOST_TEST(says(run, "another host"), run.err);
}

BOOST_AUTO_TEST_CASE(an_expired_certificate_is_refused) {
  running_simulator upstream{profile{}, certificate_flaw::expired};
  scrub_run const run{upstream, generated_list(1000)};
  check_stopped(run, upstream, 0);
  BOOST_TEST(says(run, "expired"), run.err);
}

BOOST_AUTO_TEST_CASE(an_unknown_authority_is_refused) {
  running_simulator upstream;
  temp_dir const folder;
  scrub_run const run{{"--endpoint", upstream.url(), "--sid", "simulator", folder.write("list", generated_list(1000))},
                      {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(says(run, "an unknown CA"), run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_CASE(an_address_as_host_is_verified_too) {
  running_simulator upstream;
  auto const list = generated_list(100);
  temp_dir const folder;
  scrub_run const run{{"--endpoint", upstream.url("127.0.0.1"), "--ca-file", upstream.ca_file(), "--sid", "simulator",
                       folder.write("list", list)},
                      {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 0, run.err);
}

// --- limits of our own

BOOST_AUTO_TEST_CASE(the_deadline_ends_a_run_resumably) {
  profile rules;
  rules.latency.typical = std::chrono::milliseconds{200};
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000), {"--deadline", "500ms", "--max-in-flight", "2"}};
  BOOST_TEST(run.exit_code == 6, run.err);
  BOOST_TEST(!run.summary.at("complete").as_bool());
  BOOST_TEST(run.rows() > 0U);
  BOOST_TEST(run.outcome("not_asked") > 0U);
  BOOST_TEST(run.rows() + run.outcome("not_asked") == number_at(run.summary, "rows"));
}

BOOST_AUTO_TEST_CASE(a_quota_that_is_used_up_stalls_the_run) {
  profile rules;
  rules.throttle.rate = 0.001;
  rules.throttle.burst = 2;
  rules.throttle.retry_after = rcs::sim::retry_after_style::seconds;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(5000), {"--stall", "2s", "--max-in-flight", "1"}};
  BOOST_TEST(run.exit_code == 6, run.err);
  BOOST_TEST(run.rows() == 1000U);
  BOOST_TEST(says(run, "stall"), run.err);
}

BOOST_AUTO_TEST_CASE(the_first_interrupt_lets_what_is_out_settle) {
  profile rules;
  rules.latency.typical = std::chrono::milliseconds{100};
  running_simulator upstream{rules};
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.begin(), RCS_SCRUB);
  arguments.insert(arguments.end(), {"--max-in-flight", "2", "-o", folder / "answers.csv", "--summary",
                                     folder / "summary.json", folder.write("list", generated_list(100'000))});
  child_process program{arguments, {}, {"RCS_API_KEY=simulator-key"}};
  while (number_at(upstream.stats(), "numbers.devices") == 0) std::this_thread::yield();
  program.signal(SIGINT);
  BOOST_TEST(program.wait() == 5);
  auto const summary = boost::json::parse(read_file(folder / "summary.json"));
  auto const answers = read_file(folder / "answers.csv");
  auto const rows = static_cast<std::uint64_t>(std::count(answers.begin(), answers.end(), '\n')) - 1;
  BOOST_TEST(rows == number_at(upstream.stats(), "numbers.devices"));
  BOOST_TEST(rows + number_at(summary, "outcomes.not_asked") == number_at(summary, "rows"));
}

BOOST_AUTO_TEST_CASE(the_second_interrupt_ends_the_run_at_once) {
  profile rules;
  rules.latency.typical = rules.latency.max = std::chrono::minutes{5};
  running_simulator upstream{rules};
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.begin(), RCS_SCRUB);
  arguments.insert(arguments.end(), {"--drain", "1h", "--timeout", "1h", folder.write("list", generated_list(1000))});
  child_process::files files;
  files.err = folder / "err";
  child_process program{arguments, files, {"RCS_API_KEY=simulator-key"}};
  while (number_at(upstream.stats(), "requests.total") == 0) std::this_thread::yield();
  program.signal(SIGINT);
  while (read_file(files.err).find("waiting for the answers") == std::string::npos) std::this_thread::yield();
  program.signal(SIGINT);
  BOOST_TEST(program.wait() == 5);
}

BOOST_AUTO_TEST_CASE(the_second_interrupt_ends_a_write_that_nobody_reads) {
  running_simulator upstream;
  temp_dir const folder;
  auto const pipe = folder / "pipe";
  BOOST_TEST_REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
  int const kept_open = ::open(pipe.c_str(), O_RDWR | O_CLOEXEC);  // a reader that never reads
  auto arguments = account_of(upstream);
  arguments.insert(arguments.begin(), RCS_SCRUB);
  arguments.insert(arguments.end(), {"--drain", "1h", folder.write("list", generated_list(100'000))});
  child_process::files files;
  files.out = pipe;
  files.err = folder / "err";
  child_process program{arguments, files, {"RCS_API_KEY=simulator-key"}};
  pollfd room{kept_open, POLLOUT, 0};
  while (::poll(&room, 1, 0) != 0) std::this_thread::yield();  // until the pipe is full
  program.signal(SIGINT);
  while (read_file(files.err).find("waiting for the answers") == std::string::npos) std::this_thread::yield();
  program.signal(SIGINT);
  BOOST_TEST(program.wait() == 5);
  ::close(kept_open);
}

BOOST_AUTO_TEST_SUITE_END()
