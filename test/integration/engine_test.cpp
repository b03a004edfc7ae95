#include "rcs/engine.hpp"

#include <atomic>
#include <boost/asio/bind_executor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/use_future.hpp>
#include <boost/test/unit_test.hpp>
#include <future>
#include <limits>
#include <memory>
#include <stdexcept>
#include <thread>

#include "integration/running_simulator.hpp"
#include "integration/scrub_run.hpp"

// The library, as an embedder uses it.

namespace {

using namespace rcs;
using namespace rcs::test;
namespace asio = boost::asio;

engine_options options_for(running_simulator const& upstream) {
  engine_options made;
  made.endpoint = upstream.url();
  made.ca_file = upstream.ca_file();
  made.sid = "simulator";
  return made;
}

std::vector<number> numbers(std::size_t count, std::uint64_t first = 999'200'000'000) {
  std::vector<number> made;
  for (std::size_t i = 0; i < count; ++i) made.push_back(*number::from_value(first + i));
  return made;
}

void check_answers(lookup_report const& report, std::vector<number> const& asked) {
  BOOST_TEST(report.totals.complete(), report.totals.why);
  BOOST_TEST_REQUIRE(report.answers.size() == asked.size());
  for (std::size_t i = 0; i < asked.size(); ++i) {
    BOOST_TEST((report.answers[i].asked == asked[i]));
    auto const what = report.answers[i].what;
    BOOST_TEST((what == outcome::enabled || what == outcome::not_enabled));
  }
}

/// That many runs of one engine under way together, each of so many numbers of its own.
void look_up_at_once(engine& asking, std::size_t runs, std::size_t count) {
  std::vector<std::vector<number>> asked;
  std::vector<std::future<lookup_report>> reports;
  for (std::size_t i = 0; i < runs; ++i) {
    asked.push_back(numbers(count, 999'220'000'000 + i * 1'000'000));
    reports.push_back(asking.async_lookup(asked.back(), {}, {}, asio::use_future));
  }
  for (std::size_t i = 0; i < runs; ++i) check_answers(reports[i].get(), asked[i]);
}

asio::awaitable<void> look_up(engine& asking, std::vector<number> const& asked, lookup_report& into) {
  run_options const options;
  run_hooks hooks;
  into = co_await asking.async_lookup(asked, options, hooks, asio::use_awaitable);
}

/// An upstream whose answers no test lives to see.
sim::profile never_answering() {
  sim::profile rules;
  rules.latency.typical = rules.latency.max = std::chrono::minutes{5};
  return rules;
}

void wait_for_a_request(running_simulator& upstream) {
  while (number_at(upstream.stats(), "requests.total") == 0) std::this_thread::yield();
}

/// Rows without end, until it is interrupted.
class endless_source final : public source {
 public:
  bool read(row_block& into, std::error_code&) override {
    into.clear();
    into.first_row = next_ + 1;
    into.storage.reserve(16 * 1000);
    for (int i = 0; i < 1000 && !interrupted_; ++i) {
      auto const begin = into.storage.size();
      into.storage += number::from_value(999'300'000'000 + next_++)->to_string();
      into.cells.push_back(std::string_view{into.storage}.substr(begin));
    }
    return !into.cells.empty();
  }
  void interrupt() noexcept override { interrupted_ = true; }

 private:
  std::uint64_t next_ = 0;
  std::atomic<bool> interrupted_{false};
};

class counting_sink final : public sink {
 public:
  std::unique_ptr<rendered_block> render(std::span<result const> settled, std::unique_ptr<rendered_block>) override {
    auto made = std::make_unique<block>();
    made->count = settled.size();
    return made;
  }
  std::error_code write(rendered_block& rendered) override {
    rows += static_cast<block&>(rendered).count;
    return {};
  }
  std::error_code finish() override {
    finished = true;
    return {};
  }

  std::atomic<std::uint64_t> rows{0};
  bool finished = false;

 private:
  struct block final : rendered_block {
    std::size_t count = 0;
  };
};

void wait_for_rows(counting_sink const& into) {
  while (into.rows < 10'000) std::this_thread::yield();
}

struct watching final : observer {
  void on_progress(progress const& now) noexcept override {
    ++told;
    last = now;
  }
  std::atomic<int> told{0};
  progress last;
};

/// Whether an exception names what is wrong.
auto names(std::string const& field) {
  return [field](std::invalid_argument const& wrong) {
    BOOST_TEST_INFO(wrong.what());
    return std::string_view{wrong.what()}.find(field) != std::string_view::npos;
  };
}

}  // namespace

BOOST_AUTO_TEST_SUITE(embedding)

BOOST_AUTO_TEST_CASE(a_lookup_answers_in_the_order_it_was_asked) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const asked = numbers(1234);
  check_answers(asking.async_lookup(asked, {}, {}, asio::use_future).get(), asked);
}

BOOST_AUTO_TEST_CASE(a_few_numbers_and_none_are_lookups_too) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const asked = numbers(3);
  check_answers(asking.async_lookup(asked, {}, {}, asio::use_future).get(), asked);
  BOOST_TEST(number_at(upstream.stats(), "requests.single") == 3U);
  check_answers(asking.async_lookup({}, {}, {}, asio::use_future).get(), {});
}

BOOST_AUTO_TEST_CASE(a_number_given_twice_is_asked_once_and_answered_twice) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto asked = numbers(2);
  asked.push_back(asked.front());
  auto const report = asking.async_lookup(asked, {}, {}, asio::use_future).get();
  check_answers(report, asked);
  BOOST_TEST((report.answers[0].what == report.answers[2].what));
  BOOST_TEST(number_at(upstream.stats(), "numbers.asked") == 2U);
}

BOOST_AUTO_TEST_CASE(the_numbers_are_copied_before_the_call_returns) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto asked = numbers(200);
  auto const kept = asked;
  auto report = asking.async_lookup(asked, {}, {}, asio::use_future);
  asked.assign(asked.size(), number{});
  check_answers(report.get(), kept);
}

BOOST_AUTO_TEST_CASE(a_coroutine_is_resumed_on_its_own_executor) {
  running_simulator upstream;
  asio::io_context context;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const asked = numbers(150);
  lookup_report report;
  asio::co_spawn(context, look_up(asking, asked, report), [](std::exception_ptr failed) { BOOST_TEST(!failed); });
  context.run();
  check_answers(report, asked);
}

BOOST_AUTO_TEST_CASE(a_handler_runs_on_its_associated_executor) {
  running_simulator upstream;
  asio::io_context context;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const work = asio::make_work_guard(context);
  std::thread::id ran_on;
  asking.async_lookup(numbers(1), {}, {}, asio::bind_executor(context.get_executor(), [&](lookup_report) {
                        ran_on = std::this_thread::get_id();
                        context.stop();
                      }));
  context.run();
  BOOST_TEST((ran_on == std::this_thread::get_id()));
}

BOOST_AUTO_TEST_CASE(a_plain_handler_may_be_movable_only_and_runs_on_a_thread_of_the_engine) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const asked = numbers(120);
  std::promise<std::thread::id> ran_on;
  lookup_report report;
  asking.async_lookup(asked, {}, {}, [&, marker = std::make_unique<int>(7)](lookup_report told) {
    report = std::move(told);
    ran_on.set_value(*marker == 7 ? std::this_thread::get_id() : std::thread::id{});
  });
  BOOST_TEST((ran_on.get_future().get() != std::this_thread::get_id()));
  check_answers(report, asked);
}

BOOST_AUTO_TEST_CASE(an_executor_with_nothing_else_to_do_waits_for_the_lookup) {
  running_simulator upstream;
  asio::io_context context;
  engine asking{options_for(upstream), secret{simulator_key}};
  bool told = false;
  asking.async_lookup(numbers(1), {}, {},
                      asio::bind_executor(context.get_executor(), [&told](lookup_report) { told = true; }));
  context.run();
  BOOST_TEST(told);
}

BOOST_AUTO_TEST_CASE(an_engine_may_go_before_its_run_has_begun) {
  running_simulator upstream;
  std::future<lookup_report> report;
  {
    engine asking{options_for(upstream), secret{simulator_key}};
    report = asking.async_lookup(numbers(1000), {}, {}, asio::use_future);
  }
  auto const told = report.get();
  BOOST_TEST(told.answers.size() == 1000U);
}

BOOST_AUTO_TEST_CASE(two_engines_work_side_by_side) {
  running_simulator upstream;
  engine one{options_for(upstream), secret{simulator_key}};
  engine two{options_for(upstream), secret{simulator_key}};
  auto const first = numbers(700);
  auto const second = numbers(800, 999'210'000'000);
  auto a = one.async_lookup(first, {}, {}, asio::use_future);
  auto b = two.async_lookup(second, {}, {}, asio::use_future);
  check_answers(a.get(), first);
  check_answers(b.get(), second);
}

BOOST_AUTO_TEST_CASE(runs_of_one_engine_share_its_requests_in_flight) {
  sim::profile rules;
  rules.latency.typical = std::chrono::milliseconds{10};
  running_simulator upstream{rules};
  auto options = options_for(upstream);
  options.max_in_flight = 3;
  options.threads = 2;
  engine asking{options, secret{simulator_key}};
  look_up_at_once(asking, 6, 4000);
  auto const stats = upstream.stats();
  BOOST_TEST(number_at(stats, "max_in_flight") == 3U);
  BOOST_TEST(number_at(stats, "requests.total") == 48U);
}

BOOST_AUTO_TEST_CASE(runs_of_one_engine_share_its_rate) {
  running_simulator upstream;
  auto options = options_for(upstream);
  options.threads = 2;
  options.rate = 100;
  engine asking{options, secret{simulator_key}};
  look_up_at_once(asking, 4, 15'000);
  auto const stats = upstream.stats();
  BOOST_TEST(number_at(stats, "requests.total") == 120U);
  BOOST_TEST(number_at(stats, "max_per_second") <= 110U);
}

BOOST_AUTO_TEST_CASE(a_stop_signal_ends_a_stream_and_the_observer_has_seen_it) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  endless_source from;
  counting_sink into;
  watching watcher;
  std::stop_source stop;
  run_hooks hooks;
  hooks.stop = stop.get_token();
  hooks.watcher = &watcher;
  run_options options;
  options.progress_every = std::chrono::milliseconds{10};
  auto ended = asking.async_run(from, into, options, hooks, asio::use_future);
  wait_for_rows(into);
  stop.request_stop();
  auto const totals = ended.get();
  BOOST_TEST((totals.how == ending::interrupted));
  BOOST_TEST(!totals.complete());
  BOOST_TEST(into.rows == totals.of(outcome::enabled) + totals.of(outcome::not_enabled));
  BOOST_TEST(into.finished);
  BOOST_TEST(watcher.told > 0);
  BOOST_TEST(watcher.last.rows_settled == into.rows);
}

BOOST_AUTO_TEST_CASE(a_run_that_was_stopped_before_it_began_asks_nothing) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  std::stop_source stop;
  stop.request_stop();
  run_hooks hooks;
  hooks.stop = stop.get_token();
  auto const report = asking.async_lookup(numbers(1000), {}, hooks, asio::use_future).get();
  BOOST_TEST((report.totals.how == ending::interrupted));
  BOOST_TEST(report.answers.size() == 1000U);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_CASE(a_stop_at_once_waits_for_nothing_that_is_out) {
  running_simulator upstream{never_answering()};
  engine asking{options_for(upstream), secret{simulator_key}};
  std::stop_source stop;
  run_hooks hooks;
  hooks.stop_now = stop.get_token();
  auto report = asking.async_lookup(numbers(1000), {}, hooks, asio::use_future);
  wait_for_a_request(upstream);
  stop.request_stop();
  auto const told = report.get();
  BOOST_TEST((told.totals.how == ending::interrupted));
  BOOST_TEST(told.totals.requests_sent == 1U);
  BOOST_TEST(told.totals.of(outcome::not_asked) == 1000U);
}

BOOST_AUTO_TEST_CASE(an_engine_that_goes_ends_its_runs_and_tells_them) {
  running_simulator upstream{never_answering()};
  std::future<lookup_report> report;
  {
    engine asking{options_for(upstream), secret{simulator_key}};
    report = asking.async_lookup(numbers(1000), {}, {}, asio::use_future);
    wait_for_a_request(upstream);
  }
  auto const told = report.get();
  BOOST_TEST((told.totals.how == ending::interrupted));
  BOOST_TEST(told.totals.of(outcome::not_asked) == 1000U);
  BOOST_TEST((told.answers.front().what == outcome::not_asked));
}

BOOST_AUTO_TEST_CASE(a_key_can_be_replaced) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{"the-wrong-key"}};
  auto const asked = numbers(100);
  auto const refused = asking.async_lookup(asked, {}, {}, asio::use_future).get();
  BOOST_TEST((refused.totals.how == ending::refused));
  asking.replace_key(secret{simulator_key});
  check_answers(asking.async_lookup(asked, {}, {}, asio::use_future).get(), asked);
}

BOOST_AUTO_TEST_CASE(a_refusal_before_any_success_ends_its_own_run_only) {
  sim::profile rules;
  rules.latency.typical = std::chrono::milliseconds{200};
  running_simulator upstream{rules};
  engine asking{options_for(upstream), secret{"the-wrong-key"}};
  auto const asked = numbers(700);
  auto refused = asking.async_lookup(asked, {}, {}, asio::use_future);
  wait_for_a_request(upstream);
  asking.replace_key(secret{simulator_key});
  // Waits at the gate behind the first request, and asks with the new key.
  auto answered = asking.async_lookup(asked, {}, {}, asio::use_future);
  BOOST_TEST((refused.get().totals.how == ending::refused));
  check_answers(answered.get(), asked);
  BOOST_TEST(number_at(upstream.stats(), "by_status.401") == 1U);
}

BOOST_AUTO_TEST_CASE(a_key_replaced_under_a_run_is_what_its_next_requests_carry) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  endless_source from;
  counting_sink into;
  auto ended = asking.async_run(from, into, {}, {}, asio::use_future);
  wait_for_rows(into);
  asking.replace_key(secret{"the-wrong-key"});
  auto const totals = ended.get();
  BOOST_TEST((totals.how == ending::refused));
  BOOST_TEST(into.rows == totals.of(outcome::enabled) + totals.of(outcome::not_enabled));
  BOOST_TEST(into.finished);
}

BOOST_AUTO_TEST_CASE(an_engine_option_out_of_its_range_is_an_exception_that_names_it) {
  running_simulator upstream;
  auto const check = [&](std::string const& field, auto change) {
    auto options = options_for(upstream);
    change(options);
    BOOST_CHECK_EXCEPTION(engine(options, secret{simulator_key}), std::invalid_argument, names(field));
  };
  check("endpoint", [](auto& o) { o.endpoint = "http://localhost"; });
  check("SID", [](auto& o) { o.sid.clear(); });
  check("bulk path", [](auto& o) { o.bulk_path = "no slash"; });
  check("single path", [](auto& o) { o.single_path = "/v1/{sid}/without-the-number"; });
  check("ca_file", [](auto& o) { o.ca_file = "/nowhere/ca.pem"; });
  check("proxy", [](auto& o) { o.proxy = "socks5://localhost"; });
  check("threads", [](auto& o) { o.threads = 0; });
  check("max_in_flight", [](auto& o) { o.max_in_flight = 0; });
  check("connections", [](auto& o) { o.connections = 100'001; });
  check("rate", [](auto& o) { o.rate = std::numeric_limits<double>::quiet_NaN(); });
  check("burst", [](auto& o) { o.burst = 0.5; });
  check("rate_numbers", [](auto& o) { o.rate_numbers = -1; });
  check("batch_max", [](auto& o) { o.batch_max = 0; });
  check("retry_budget", [](auto& o) { o.retry_budget = 11; });
  check("timeout", [](auto& o) { o.timeout = {}; });
  check("connect_timeout", [](auto& o) { o.connect_timeout = std::chrono::hours{2}; });
  check("connection_max_age", [](auto& o) { o.connection_max_age = std::chrono::nanoseconds{-1}; });
  BOOST_CHECK_EXCEPTION(secret{"two words"}, std::invalid_argument, names("API key"));
}

BOOST_AUTO_TEST_CASE(a_run_option_out_of_its_range_is_an_exception_that_names_it) {
  running_simulator upstream;
  engine asking{options_for(upstream), secret{simulator_key}};
  auto const check = [&](std::string const& field, auto change) {
    run_options options;
    change(options);
    BOOST_CHECK_EXCEPTION(asking.async_lookup(numbers(1), options, {}, asio::use_future), std::invalid_argument,
                          names(field));
  };
  check("default_region", [](auto& o) { o.numbers.default_region = "UK"; });
  check("batch_max", [](auto& o) { o.batch_max = 501; });
  check("batch_min", [](auto& o) { o.batch_min = 501; });
  check("attempts", [](auto& o) { o.attempts = 0; });
  check("ask_missing", [](auto& o) { o.ask_missing = 101; });
  check("max_unsettled", [](auto& o) { o.max_unsettled = 999; });
  check("deadline", [](auto& o) { o.deadline = std::chrono::nanoseconds{-1}; });
  check("stall", [](auto& o) { o.stall = {}; });
  check("drain", [](auto& o) { o.drain = std::chrono::hours{2}; });
  check("progress_every", [](auto& o) { o.progress_every = {}; });
  check_answers(asking.async_lookup(numbers(1), {}, {}, asio::use_future).get(), numbers(1));
}

BOOST_AUTO_TEST_SUITE_END()
