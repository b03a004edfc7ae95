#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <functional>
#include <string>
#include <vector>

#include "integration/scrub_run.hpp"

namespace {

using namespace rcs::test;
using rcs::sim::fault;
using rcs::sim::profile;

/// The books balance, and nothing was asked again after its answer; only retryable outcomes lead to exit 3.
void check_run(scrub_run const& run, boost::json::value const& stats, std::size_t rows) {
  check_books(run, stats, rows);
  auto const retryable = run.outcome("missing") + run.outcome("failed") + run.outcome("not_asked");
  BOOST_TEST(run.exit_code == (retryable == 0 ? 0 : 3), run.err);
  BOOST_TEST(number_at(run.summary, "peak_rss_bytes") < 200'000'000U);
}

/// Enough attempts that even at a fifth of faults no number is used up, and quick retries.
std::vector<std::string> const patient{"--attempts", "30", "--retry-budget", "10"};

/// Runs 20,000 numbers through an upstream with `shape`d faults, after a first answer that is good.
void survive(std::function<void(profile&)> const& shape, std::vector<std::string> more = patient) {
  profile rules;
  shape(rules);
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000), more};
  check_run(run, upstream.stats(), 20'000);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.outcome("enabled") + run.outcome("not_enabled") == 20'000U);
}

void set(profile& rules, fault which, double share) {
  rules.faults.shares[index_of(which)] = share;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(faults)

// --- what an upstream or the way to it does to a fifth of the requests

BOOST_DATA_TEST_CASE(every_fault_of_the_simulator_leaves_the_books_balanced,
                     boost::unit_test::data::xrange(std::size_t{1}, rcs::sim::fault_count), index) {
  auto const which = static_cast<fault>(index);
  profile rules;
  set(rules, which, 0.15);
  rules.faults.after = 1;
  running_simulator upstream{rules};
  auto more = patient;
  more.insert(more.end(), {"--timeout", "500ms"});
  scrub_run const run{upstream, generated_list(20'000), more};
  BOOST_TEST_CONTEXT(rcs::sim::info(which).name << ": " << run.err) {
    // A redirect is not followed and ends the run; a key that is refused twice in a row is taken for dead.
    auto const may_stop = which == fault::redirect || which == fault::flaky_401;
    BOOST_TEST((run.exit_code == 0 || (may_stop && run.exit_code == 4)));
    BOOST_TEST(run.exit_code == (which == fault::redirect ? 4 : run.exit_code));
    BOOST_TEST_REQUIRE(run.summary.is_object());
    auto const& outcomes = run.summary.at("outcomes").as_object();
    std::uint64_t sum = 0;
    for (auto const& [name, count] : outcomes)
      sum += count.as_int64() < 0 ? 0 : static_cast<std::uint64_t>(count.as_int64());
    BOOST_TEST(sum == number_at(run.summary, "rows"));
    BOOST_TEST(run.rows() + run.outcome("not_asked") == number_at(run.summary, "rows"));
    BOOST_TEST(number_at(upstream.stats(), "size_violations") == 0U);
    BOOST_TEST(number_at(run.summary, "peak_rss_bytes") < 200'000'000U);
  }
}

BOOST_AUTO_TEST_CASE(server_errors_of_every_kind_are_survived) {
  survive([](profile& rules) {
    rules.faults.error = 0.2;
    rules.faults.after = 1;
  });
}

BOOST_AUTO_TEST_CASE(connections_reset_before_an_answer_are_survived) {
  survive([](profile& rules) {
    set(rules, fault::reset, 0.2);
    rules.faults.after = 1;
  });
}

BOOST_AUTO_TEST_CASE(connections_reset_in_mid_answer_are_survived) {
  survive([](profile& rules) { set(rules, fault::reset_mid_body, 0.2); });
}

BOOST_AUTO_TEST_CASE(cut_answers_are_survived) {
  survive([](profile& rules) { set(rules, fault::truncate, 0.2); });
}

BOOST_AUTO_TEST_CASE(answers_that_are_not_json_are_survived) {
  survive([](profile& rules) {
    set(rules, fault::html, 0.05);
    set(rules, fault::wrong_json, 0.05);
    set(rules, fault::empty_200, 0.05);
    set(rules, fault::no_content, 0.05);
  });
}

BOOST_AUTO_TEST_CASE(answers_in_an_encoding_nobody_asked_for_are_survived) {
  survive([](profile& rules) { set(rules, fault::gzip_claim, 0.2); });
}

BOOST_AUTO_TEST_CASE(answers_about_other_numbers_are_survived) {
  survive([](profile& rules) {
    set(rules, fault::wrong_devices, 0.2);
    rules.faults.after = 1;
  });
}

BOOST_AUTO_TEST_CASE(endless_answers_are_cut_off_and_survived) {
  survive([](profile& rules) { set(rules, fault::huge, 0.1); });
}

BOOST_AUTO_TEST_CASE(stalled_answers_time_out_and_are_survived) {
  auto more = patient;
  more.insert(more.end(), {"--timeout", "300ms"});
  survive(
      [](profile& rules) {
        set(rules, fault::stall, 0.1);
        rules.faults.after = 1;
      },
      more);
}

BOOST_AUTO_TEST_CASE(a_key_that_is_sometimes_refused_is_confirmed_and_goes_on) {
  survive([](profile& rules) {
    set(rules, fault::flaky_401, 0.02);
    rules.faults.after = 1;
  });
}

BOOST_AUTO_TEST_CASE(throttling_without_and_with_retry_after_is_survived) {
  survive([](profile& rules) {
    rules.throttle.rate = 20;
    rules.throttle.burst = 5;
  });
  survive([](profile& rules) {
    rules.throttle.rate = 20;
    rules.throttle.burst = 10;
    rules.throttle.retry_after = rcs::sim::retry_after_style::seconds;
  });
  survive([](profile& rules) {
    rules.throttle.rate = 20;
    rules.throttle.burst = 10;
    rules.throttle.as_503 = true;
    rules.throttle.retry_after = rcs::sim::retry_after_style::date;
  });
}

BOOST_AUTO_TEST_CASE(odd_but_legal_http_is_understood) {
  survive([](profile& rules) {
    rules.faults.http10 = 0.2;
    rules.faults.chunked = 0.3;
    rules.faults.continue_100 = 0.2;
    rules.connections.close_after = 5;
  });
}

BOOST_AUTO_TEST_CASE(answers_that_drip_are_waited_for) {
  survive([](profile& rules) {
    rules.faults.slow = 0.2;
    rules.faults.slow_for = std::chrono::milliseconds{100};
  });
}

BOOST_AUTO_TEST_CASE(connections_that_close_without_notice_cost_no_attempt) {
  profile rules;
  rules.connections.close_silently_after = 3;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000), {"--attempts", "1", "--max-in-flight", "4"}};
  check_run(run, upstream.stats(), 20'000);
  BOOST_TEST(run.exit_code == 0);
}

// --- what an upstream does to numbers

BOOST_AUTO_TEST_CASE(numbers_left_out_once_are_found_when_asked_again) {
  profile rules;
  rules.answers.missing_once = 0.1;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000)};
  check_run(run, upstream.stats(), 20'000);
  // A few at the very end may have no company to be asked in again.
  BOOST_TEST(run.outcome("missing") < 100U);
  BOOST_TEST(number_at(upstream.stats(), "numbers.asked_again_after_answer") == 0U);
}

BOOST_AUTO_TEST_CASE(numbers_always_left_out_are_missing_and_never_not_enabled) {
  profile rules;
  rules.answers.missing = 0.1;
  rules.answers.enabled = 1;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(20'000)};
  check_run(run, upstream.stats(), 20'000);
  BOOST_TEST(run.exit_code == 3);
  BOOST_TEST(run.outcome("missing") > 1800U);
  BOOST_TEST(run.outcome("missing") < 2200U);
  BOOST_TEST(run.outcome("not_enabled") == 0U);
  BOOST_TEST(run.failed.find(",missing,") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(extra_and_repeated_devices_change_nothing) {
  profile rules;
  rules.answers.extra = 0.1;
  rules.answers.repeat = 0.1;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(5000)};
  check_run(run, upstream.stats(), 5000);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.outcome("conflict") == 0U);
}

BOOST_AUTO_TEST_CASE(contradictions_are_conflicts_and_unknowns_indeterminate) {
  profile rules;
  rules.answers.conflict = 0.1;
  rules.answers.indeterminate = 0.1;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(5000)};
  check_run(run, upstream.stats(), 5000);
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.outcome("conflict") > 400U);
  BOOST_TEST(run.outcome("indeterminate") > 350U);
}

BOOST_AUTO_TEST_CASE(poison_is_found_within_its_price_list) {
  for (double const share : {0.001, 0.01, 0.1}) {
    profile rules;
    rules.contract.poison = share;
    rules.faults.after = 1;  // the first answer has to be good
    running_simulator upstream{rules};
    scrub_run const run{upstream, generated_list(20'000)};
    auto const stats = upstream.stats();
    check_run(run, stats, 20'000);
    auto const sent = number_at(stats, "requests.total");
    BOOST_TEST_CONTEXT("share " << share << ": " << sent << " requests, " << run.outcome("rejected") << " rejected") {
      BOOST_TEST(run.outcome("rejected") > 0U);
      BOOST_TEST(sent <= 40 + sent / 10 + 1000);
      BOOST_TEST(number_at(stats, "numbers.asked_again_after_answer") == 0U);
    }
  }
}

BOOST_AUTO_TEST_CASE(numbers_dropped_before_the_size_check_end_as_missing_or_fail_alone) {
  profile rules;
  rules.contract.dropped = 0.02;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(5050)};
  check_books(run, upstream.stats(), 5050);
  BOOST_TEST(run.outcome("enabled") + run.outcome("not_enabled") > 4800U);
}

BOOST_AUTO_TEST_CASE(a_smaller_limit_than_ours_is_learned) {
  profile rules;
  rules.contract.max_numbers_413 = 200;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(10'000)};
  BOOST_TEST(run.exit_code == 0);
  BOOST_TEST(run.outcome("enabled") + run.outcome("not_enabled") == 10'000U);
}

BOOST_AUTO_TEST_SUITE_END()
