#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "integration/bad_line.hpp"
#include "integration/bench_run.hpp"
#include "integration/scrub_run.hpp"

// Against the simulator over real TLS. How fast this machine is, no test asks: loads are bounded in requests, and what
// is compared was measured in the same run.

namespace {

using namespace rcs::test;
using namespace std::chrono_literals;
namespace data = boost::unit_test::data;

/// A complete command line but for what a test adds.
std::vector<std::string> with(std::vector<std::string> const& more) {
  std::vector<std::string> made{"--endpoint", "https://localhost:1", "--sid", "x", "--generate", "1000"};
  made.insert(made.end(), more.begin(), more.end());
  return made;
}

std::vector<std::string> probing(std::vector<std::string> const& more) {
  auto made = with(more);
  made.insert(made.begin(), "probe");
  return made;
}

std::vector<bad_line> const bad_lines{
    {{}, "--pod or --endpoint"},
    {{"--endpoint", "https://localhost:1"}, "--sid"},
    {{"--endpoint", "https://localhost:1", "--sid", "x"}, "which numbers"},
    {with({"--numbers", "list.txt"}), "which numbers"},
    {{"--pod", "na", "--sid", "x", "--generate", "1000"}, "--generate is for gateways"},
    {{"--endpoint", "https://rcs-api.na.kaleyra.io:443", "--sid", "x", "--generate", "1000"}, "is for gateways"},
    {with({"--generate", "499"}), "fewer than one request has"},
    {with({"--generate", "many"}), "generate"},
    {with({"--cycle"}), "how long"},
    {with({"--rate", "10", "--in-flight", "3"}), "closed loop"},
    {with({"--rate", "-1"}), "--rate"},
    {with({"--rate", "nan"}), "--rate"},
    {with({"--rate", "10", "--ramp", "1:2", "--for", "1s"}), "exclude each other"},
    {with({"--ramp", "10", "--for", "1s"}), "FROM:TO"},
    {with({"--ramp", "0:10", "--for", "1s"}), "--ramp"},
    {with({"--ramp", "1:10"}), "--for"},
    {with({"--for", "1s", "--warm-up", "1s"}), "nothing to measure"},
    {with({"--for", "soon"}), "soon"},
    {with({"--batch", "0"}), "batch_max"},
    {with({"--nonsense"}), "--nonsense"},
    {with({"list.txt"}), "more words"},
    {with({"--api-key=test-only"}), "not given on the command line"},
    {with({"--json", "/nowhere/report.json"}), "/nowhere/report.json"},
    {probing({"--throttled", "2"}), "--throttled"},
    {probing({"--top-rate", "1"}), "--top-rate is under"},
    {probing({"--step", "1ms"}), "--step"},
    {probing({"--max-numbers", "4999"}), "too few for one step, which asks 5000"},
    {probing({"--rate", "5"}), "--rate: no option"},
    {with({"--ca-file", "/nowhere/ca.pem"}), "/nowhere/ca.pem"},
};

}  // namespace

BOOST_AUTO_TEST_SUITE(bench)

BOOST_DATA_TEST_CASE(a_wrong_command_line_says_what_is_wrong, data::make(bad_lines), line) {
  bench_run const run{line.arguments, {"RCS_API_KEY=some-key", "RCS_SID="}};
  BOOST_TEST((run.exit_code == 2 || run.exit_code == 74), run.err);
  BOOST_TEST(run.err.find(line.says) != std::string::npos, run.err);
  BOOST_TEST(run.err.find("rcs-bench: ") == 0U, run.err);
  BOOST_TEST(run.err.find("test-only") == std::string::npos);
  BOOST_TEST(run.out.empty());
}

BOOST_AUTO_TEST_CASE(a_list_too_short_for_a_request_is_refused_with_both_numbers) {
  temp_dir const folder;
  folder.write("list.txt", generated_list(99) + "rubbish\n");
  bench_run const run{{"--endpoint", "https://localhost:1", "--sid", "x", "--numbers", folder / "list.txt"},
                      {"RCS_API_KEY=some-key"}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(run.err.find("99 different numbers are fewer than one request has, 500") != std::string::npos, run.err);
}

BOOST_AUTO_TEST_CASE(a_report_does_not_overwrite_the_list) {
  temp_dir const folder;
  folder.write("list.txt", generated_list(1000));
  bench_run const run{{"--endpoint", "https://localhost:1", "--sid", "x", "--numbers", folder / "list.txt", "--json",
                       folder / "./list.txt"},
                      {"RCS_API_KEY=some-key"}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(run.err.find("--numbers and --json are the same file") != std::string::npos, run.err);
  BOOST_TEST(read_file(folder / "list.txt") == generated_list(1000));
}

BOOST_AUTO_TEST_CASE(a_closed_loop_asks_so_many_requests_and_keeps_so_many_out) {
  rcs::sim::profile rules;
  rules.latency.typical = 20ms;
  running_simulator upstream{rules};
  bench_run const run{upstream, {"--generate", "1000", "--cycle", "--in-flight", "5", "--requests", "60"}};
  auto const stats = upstream.stats();
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(stats, "requests.bulk") == 60U);
  BOOST_TEST(number_at(stats, "max_in_flight") == 5U);
  BOOST_TEST(number_at(stats, "size_violations") == 0U);
  BOOST_TEST(run.count("measured.answered") == 60U);
  BOOST_TEST(run.count("measured.numbers_asked") == 30'000U);
  BOOST_TEST(run.count("latency_ms.service.count") == 60U);
  BOOST_TEST(run.count("latency_ms.intended.count") == 0U);
  BOOST_TEST(run.json.at("asked_rate").is_null());
  BOOST_TEST(run.count("connections.asked") == 5U);
  BOOST_TEST(run.count("connections.opened") == 5U);
  BOOST_TEST(run.count("stages_ms.tls.count") == 5U);
  // The simulator answers no sooner than that.
  BOOST_TEST(run.decimal("latency_ms.service.p50") >= 19.0);
  BOOST_TEST(run.decimal("stages_ms.first_byte.p50") >= 19.0);
  BOOST_TEST(run.decimal("stages_ms.decode.p50") > 0.0);
  BOOST_TEST(run.out.find("60 answered") != std::string::npos, run.out);
  BOOST_TEST(run.html.find("Throughput") != std::string::npos);
  BOOST_TEST(run.html.find("//") == std::string::npos);  // nothing from elsewhere
}

BOOST_AUTO_TEST_CASE(every_request_of_an_open_loop_departs_when_it_is_due) {
  running_simulator upstream;
  bench_run const run{upstream, {"--generate", "100000", "--rate", "100", "--requests", "50"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") == 50U);
  BOOST_TEST(run.count("latency_ms.intended.count") == 50U);
  // Not faster than asked: the fiftieth was due after 490 ms.
  BOOST_TEST(run.decimal("span_s") >= 0.49);
  BOOST_TEST(run.decimal("achieved_rate") <= 102.1);
  BOOST_TEST(run.count("not_sent") == 0U);
}

BOOST_AUTO_TEST_CASE(an_endpoint_that_holds_requests_up_cannot_hide_it_from_the_intended_latency) {
  rcs::sim::profile rules;
  rules.latency.typical = 50ms;
  running_simulator upstream{rules};
  // Two at a time and 50 ms each are 40 a second; 200 are due. The 100th request was due after 0.5 s and departs after
  // 2.5 at the soonest.
  bench_run const run{upstream, {"--generate", "100000", "--rate", "200", "--requests", "100", "--max-in-flight", "2"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(run.decimal("latency_ms.intended.max") > 1900.0);
  BOOST_TEST(run.decimal("latency_ms.intended.p50") > 900.0);
  BOOST_TEST(run.decimal("latency_ms.intended.p50") > 2 * run.decimal("latency_ms.service.p50"));
  BOOST_TEST(run.decimal("stages_ms.queue.max") > 1800.0);
  BOOST_TEST(run.decimal("achieved_rate") <= 41.0);
}

BOOST_AUTO_TEST_CASE(what_is_not_sent_by_the_end_is_said) {
  rcs::sim::profile rules;
  rules.latency.typical = 100ms;
  running_simulator upstream{rules};
  bench_run const run{
      upstream,
      {"--generate", "1000", "--cycle", "--rate", "200", "--for", "1s", "--warm-up", "0", "--max-in-flight", "1"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  // At most twenty of the two hundred in the time given to catch up and the one that is out then.
  BOOST_TEST(run.count("not_sent") >= 179U);
  BOOST_TEST(run.count("not_sent") + run.count("measured.requests") == 200U);
}

BOOST_AUTO_TEST_CASE(a_ramp_sends_what_lies_under_it) {
  running_simulator upstream;
  bench_run const run{upstream, {"--generate", "1000", "--cycle", "--ramp", "10:90", "--for", "2s", "--warm-up", "0"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") + run.count("not_sent") == 100U);
}

BOOST_AUTO_TEST_CASE(errors_are_told_apart_and_not_asked_again) {
  rcs::sim::profile rules;
  rules.faults.error = 0.3;
  rules.faults.error_mix = {500};
  rules.faults.after = 1;
  running_simulator upstream{rules};
  bench_run const run{upstream, {"--generate", "1000", "--cycle", "--requests", "100"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") == 100U);
  BOOST_TEST(run.count("measured.failed") > 0U);
  BOOST_TEST(run.count("measured.failed") == run.count("measured.failed_by.server_error"));
  BOOST_TEST(run.count("measured.failed") == run.count("by_status.500"));
  BOOST_TEST(run.count("measured.answered") + run.count("measured.failed") == 100U);
}

BOOST_AUTO_TEST_CASE(throttled_numbers_count_against_the_cap_which_is_never_passed) {
  rcs::sim::profile rules;
  rules.throttle.rate = 50;
  rules.throttle.retry_after = rcs::sim::retry_after_style::none;
  running_simulator upstream{rules};
  bench_run const run{upstream,
                      {"--generate", "1000", "--cycle", "--in-flight", "20", "--for", "60s", "--max-numbers", "30000",
                       "--warm-up", "0"}};
  auto const stats = upstream.stats();
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(stats, "requests.bulk") <= 60U);
  BOOST_TEST(run.count("measured.numbers_asked") <= 30'000U);
  BOOST_TEST(run.count("measured.throttled") > 0U);
  BOOST_TEST(run.out.find("ended by --max-numbers 30000") != std::string::npos, run.out);
}

BOOST_AUTO_TEST_CASE(a_list_that_ends_ends_the_load_and_the_report_says_so) {
  running_simulator upstream;
  temp_dir const folder;
  folder.write("list.txt", generated_list(1234));
  bench_run const run{upstream, {"--numbers", folder / "list.txt", "--batch", "200", "--in-flight", "2"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") == 6U);
  BOOST_TEST(number_at(upstream.stats(), "requests.single") == 0U);
  BOOST_TEST(run.out.find("came to their end") != std::string::npos, run.out);
}

BOOST_AUTO_TEST_CASE(a_refused_key_costs_one_request_and_is_exit_4) {
  running_simulator upstream;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"--generate", "1000", "--requests", "100", "--cycle"});
  bench_run const run{arguments, {"RCS_API_KEY=another-key"}};
  BOOST_TEST(run.exit_code == 4);
  BOOST_TEST(run.err.find("401") != std::string::npos, run.err);
  BOOST_TEST(run.err.find("another-key") == std::string::npos);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") == 1U);
}

BOOST_AUTO_TEST_CASE(flags_beat_the_environment_which_beats_the_file) {
  running_simulator upstream;
  temp_dir const folder;
  folder.write("bench.toml", "generate = 2000\nbatch = 100\nrequests = 3\nin-flight = 1\n");
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"--config", folder / "bench.toml", "--requests", "7"});
  bench_run const run{arguments, {std::string{"RCS_API_KEY="} + simulator_key, "RCS_BATCH=200", "RCS_REQUESTS=5"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.bulk") == 7U);
  BOOST_TEST(run.out.find("200 numbers each") != std::string::npos, run.out);
}

BOOST_AUTO_TEST_CASE(a_probe_finds_a_hidden_rate_and_asks_no_more_than_it_may) {
  rcs::sim::profile rules;
  rules.throttle.rate = 40;
  rules.throttle.burst = 4;
  rules.throttle.retry_after = rcs::sim::retry_after_style::none;
  running_simulator upstream{rules};
  bench_run const run{upstream,
                      {"--generate", "100000", "--cycle", "--batch", "100", "--start-rate", "10", "--step", "500ms",
                       "--rest", "200ms", "--latency", "3s", "--max-numbers", "200000"},
                      "probe"};
  auto const stats = upstream.stats();
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(stats, "numbers.asked") <= 200'000U);
  BOOST_TEST(number_at(stats, "numbers.asked") == run.count("numbers_asked"));
  BOOST_TEST_REQUIRE(!run.json.at("sustained_rate").is_null(), run.out);
  BOOST_TEST(run.json.at("ending").as_string() == "found", run.out);
  // A second at r lets through 40 and the burst, and may have taken a twentieth longer than it should.
  BOOST_TEST(run.decimal("sustained_rate") <= 48.0, run.out);
  // The first rate is a quarter of the hidden one. A machine that stumbles twice in a row may break it; not half of it,
  // too.
  BOOST_TEST(run.decimal("sustained_rate") >= 5.0, run.out);
  BOOST_TEST(run.out.find("Use:       --rate ") != std::string::npos, run.out);
  BOOST_TEST(run.out.find("At most 200,000 numbers are asked, and billed.") == run.out.find("At most 200,000"));
}

BOOST_AUTO_TEST_CASE(a_probe_stops_before_it_would_pass_the_cap) {
  running_simulator upstream;
  bench_run const run{upstream,
                      {"--generate", "100000", "--cycle", "--batch", "100", "--start-rate", "20", "--step", "500ms",
                       "--latency", "5s", "--max-numbers", "5000"},
                      "probe"};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(number_at(upstream.stats(), "numbers.asked") <= 5000U);
  BOOST_TEST(run.json.at("ending").as_string() == "numbers_used", run.out);
  BOOST_TEST(run.out.find("there may be more to find") != std::string::npos, run.out);
}

BOOST_AUTO_TEST_CASE(a_plan_is_printed_and_asks_nothing) {
  running_simulator upstream;
  bench_run const run{upstream, {"--generate", "1000", "--cycle", "--plan-only"}, "probe"};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(run.out.find("250,000 numbers are asked, and billed") != std::string::npos, run.out);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_CASE(a_probe_without_a_rate_that_is_kept_is_exit_3) {
  rcs::sim::profile rules;
  rules.faults.error = 1;
  running_simulator upstream{rules};
  bench_run const run{upstream,
                      {"--generate", "1000", "--cycle", "--batch", "100", "--start-rate", "0.19", "--step", "100ms",
                       "--rest", "0", "--max-numbers", "100000"},
                      "probe"};
  BOOST_TEST(run.exit_code == 3, run.err);
  BOOST_TEST(run.out.find("No rate was sustained") != std::string::npos, run.out);
}

BOOST_AUTO_TEST_CASE(a_probe_with_a_refused_key_costs_one_request_and_is_exit_4) {
  running_simulator upstream;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.begin(), "probe");
  arguments.insert(arguments.end(), {"--generate", "1000", "--cycle"});
  bench_run const run{arguments, {"RCS_API_KEY=another-key"}};
  BOOST_TEST(run.exit_code == 4);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 1U);
}

BOOST_AUTO_TEST_SUITE_END()
