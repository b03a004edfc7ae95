#include "scenario/random_schedule.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <random>

namespace rcs::test {
namespace {

using namespace std::chrono_literals;
using real_seconds = std::chrono::duration<double>;

/// Draws that are the same everywhere, which those of the standard distributions are not.
class dice {
 public:
  explicit dice(std::uint64_t seed) : random_{seed} {}

  double share() { return static_cast<double>(random_() >> 11) * 0x1p-53; }
  bool one_in(unsigned n) { return random_() % n == 0; }
  std::size_t from(std::size_t least, std::size_t most) { return least + random_() % (most - least + 1); }
  double between(double least, double most) { return least + (most - least) * share(); }
  /// Evenly by orders of magnitude.
  double scale(double least, double most) { return least * std::pow(most / least, share()); }
  duration span(double least, double most) { return to_span(scale(least, most)); }
  static duration to_span(double seconds) { return std::chrono::duration_cast<duration>(real_seconds{seconds}); }

 private:
  std::mt19937_64 random_;
};

void draw_list(dice& d, std::vector<std::string>& rows) {
  rows = generated_rows(d.one_in(8) ? d.from(0, 700) : d.from(500, 4000));
  auto const distinct = rows.size();
  if (d.one_in(3) && distinct > 0) {
    for (auto more = d.from(1, 400); more > 0; --more) rows.push_back(rows[d.from(0, distinct - 1)]);
  }
  if (d.one_in(3)) {
    for (auto more = d.from(1, 100); more > 0; --more)
      rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(d.from(0, rows.size())), "none");
  }
}

void draw_options(dice& d, virtual_run& run) {
  auto& o = run.options;
  run.workers = d.from(1, 16);
  o.attempts = static_cast<unsigned>(d.from(2, 12));
  o.ask_missing = static_cast<unsigned>(d.from(0, 3));
  if (d.one_in(3)) o.repeats = duplicates::keep;
  if (d.one_in(4)) o.rest = remainder::hold;
  if (d.one_in(3)) {
    o.batch_min = d.from(1, 200);
    o.batch_max = o.batch_min + d.from(0, 400);
  }
  if (d.one_in(3)) o.max_unsettled = 2 * o.batch_max + d.from(0, 1000);
  o.stall = d.one_in(2) ? 10min : 2min;
  o.drain = d.span(0.1, 30);
}

void draw_gate(dice& d, virtual_run& run) {
  auto& g = run.gate;
  g.batch_max = run.options.batch_max;
  g.max_in_flight = d.from(1, 20);
  if (!d.one_in(3)) g.rate = d.scale(0.02, 200);
  if (d.one_in(4)) g.rate = std::nullopt;
  g.learn_in_flight = d.one_in(3);
  if (d.one_in(3)) g.burst = d.between(1.0, 8.0);
  if (d.one_in(4)) g.rate_numbers = d.scale(20, 50'000);
  g.retry_budget = d.one_in(4) ? 0 : d.between(0.05, 1.0);
}

/// About how long the run takes if nothing goes wrong.
double plain_seconds(virtual_run const& run, std::size_t rows) {
  auto const numbers = static_cast<double>(rows);
  auto const requests = numbers / static_cast<double>(run.options.batch_max) + 2;
  auto seconds =
      requests * std::chrono::duration<double>(run.server.latency).count() / static_cast<double>(run.workers);
  if (run.gate.rate > 0) seconds = std::max(seconds, requests / *run.gate.rate);
  if (run.gate.rate_numbers > 0) seconds = std::max(seconds, numbers / run.gate.rate_numbers);
  return seconds;
}

std::string draw_retry_after(dice& d) {
  switch (d.from(0, 5)) {
    case 0:
      return "";
    case 1:
      return "0";
    case 2:
      return "date+" + std::to_string(d.from(0, 90));
    case 3:
      return d.one_in(10) ? "86400" : "soon";
    default:
      return std::to_string(d.from(1, 60));
  }
}

using fault = std::function<void(dice&, weather&)>;

/// One way each in which the weather can be bad.
std::vector<fault> const& faults() {
  static std::vector<fault> const all{
      [](dice& d, weather& w) { w.latency = d.span(0.01, 20); },
      [](dice& d, weather& w) { w.latency_to = d.span(0.01, 40); },
      [](dice& d, weather& w) { w.jitter = d.span(0.01, 10); },
      [](dice& d, weather& w) {
        w.server_errors = d.one_in(3) ? 1 : d.share();
        w.error_status = std::array{500, 501, 502, 503, 504, 408, 409}[d.from(0, 6)];
      },
      [](dice& d, weather& w) {
        w.throttled = d.one_in(3) ? 1 : d.share();
        w.retry_after = draw_retry_after(d);
      },
      [](dice& d, weather& w) {
        w.rate = d.scale(0.05, 50);
        w.burst = d.between(1.0, 5.0);
        w.retry_after = draw_retry_after(d);
      },
      [](dice& d, weather& w) { w.resets = d.share(); },
      [](dice& d, weather& w) { w.resets_unheard = d.share(); },
      [](dice& d, weather& w) { w.stale = d.share(); },
      [](dice& d, weather& w) { w.timeouts = d.share(); },
      [](dice& d, weather& w) { w.drips = d.share(); },
      [](dice& d, weather& w) { w.html = d.share() / 2; },
      [](dice& d, weather& w) { w.foreign = d.share() / 2; },
      [](dice& d, weather& w) { w.untidy = d.share(); },
      [](dice& d, weather& w) {
        w.server_errors = d.share();
        w.retry_after = draw_retry_after(d);
      },
      [](dice& d, weather& w) {
        w.status = std::array{204, 302, 400, 400, 401, 403, 404, 413, 422, 503}[d.from(0, 9)];
        w.body = std::array{"", R"({"code":"1417","message":"INVALID_NUMBER"})", "at most 200 numbers"}[d.from(0, 2)];
      },
      [](dice& d, weather& w) { w.most_numbers = d.from(1, 600); },
      [](dice& d, weather& w) { w.fewest_numbers = d.from(2, 300); },
      [](dice& d, weather& w) { w.most_connections = d.from(0, 6); },
      [](dice& d, weather& w) { w.connect_failures = d.one_in(3) ? 1 : d.share(); },
      [](dice& d, weather& w) { w.connect_time = d.span(0.01, 10); },
      [](dice& d, weather& w) { w.idle_limit = d.span(0.01, 30); },
  };
  return all;
}

weather draw_weather(dice& d, weather const& calm) {
  weather made = calm;
  for (auto many = d.from(1, 3); many > 0; --many) faults()[d.from(0, faults().size() - 1)](d, made);
  return made;
}

void draw_server(dice& d, virtual_run& run, std::size_t rows) {
  auto& s = run.server;
  s.batch_min = run.options.batch_min;
  s.batch_max = run.options.batch_max;
  s.latency = d.span(0.02, 2);
  s.sends_date = !d.one_in(5);
  s.request_timeout = d.one_in(3) ? d.span(1, 60) : 30s;
  if (d.one_in(3)) s.missing = d.scale(0.0005, 0.1);
  if (d.one_in(3)) s.missing_once = d.scale(0.0005, 0.3);
  if (d.one_in(3)) s.poison = d.scale(0.0001, 0.02);
  s.spared = d.one_in(5) ? 0 : 1000;
  if (d.one_in(3)) s.fewest_numbers = run.options.batch_min;
  weather const calm = s;
  auto const about = plain_seconds(run, rows);
  for (auto many = d.from(0, 5); many > 0; --many) {
    s.changes[dice::to_span(about * d.between(0.0, 1.5))] = draw_weather(d, calm);
  }
  if (s.changes.empty()) return;
  auto const last = s.changes.rbegin()->first + dice::to_span(about * d.between(0.05, 0.5)) + 10s;
  auto end = calm;
  if (d.one_in(12)) end.status = 401;
  s.changes[last] = end;
}

void draw_outside(dice& d, virtual_run& run, std::size_t rows) {
  auto const about = plain_seconds(run, rows);
  for (auto many = d.one_in(2) ? d.from(1, 3) : 0; many > 0; --many) {
    auto const by = d.span(0.5, 20'000);
    run.wall_jumps[dice::to_span(about * d.between(0.0, 1.5))] = d.one_in(2) ? by : -by;
  }
  if (d.one_in(8)) run.stop_after = dice::to_span(about * d.between(0.0, 1.2)) + 1ms;
  if (d.one_in(8)) run.options.deadline = dice::to_span(about * d.between(0.1, 2.0)) + 1ms;
}

/// What is not as usual in a weather.
std::string words_of(weather const& w) {
  weather const usual;
  std::string text;
  auto const tell = [&text](std::string_view name, auto const& value, auto const& ordinary) {
    if (value != ordinary) text += fmt::format("{} {}, ", name, value);
  };
  auto const ms = [](duration span) { return std::chrono::duration_cast<std::chrono::milliseconds>(span).count(); };
  tell("ms latency", ms(w.latency), ms(usual.latency));
  tell("to", ms(w.latency_to.value_or(w.latency)), ms(w.latency));
  tell("ms jitter", ms(w.jitter), ms(usual.jitter));
  tell("server errors", w.server_errors, usual.server_errors);
  tell("of", w.error_status, usual.error_status);
  tell("throttled", w.throttled, usual.throttled);
  tell("Retry-After", w.retry_after, usual.retry_after);
  tell("Date", w.sends_date, usual.sends_date);
  tell("a second", w.rate, usual.rate);
  tell("resets", w.resets, usual.resets);
  tell("resets unheard", w.resets_unheard, usual.resets_unheard);
  tell("stale", w.stale, usual.stale);
  tell("timeouts", w.timeouts, usual.timeouts);
  tell("drips", w.drips, usual.drips);
  tell("html", w.html, usual.html);
  tell("foreign", w.foreign, usual.foreign);
  tell("untidy", w.untidy, usual.untidy);
  tell("status", w.status, usual.status);
  tell("most numbers", w.most_numbers, usual.most_numbers);
  tell("fewest numbers", w.fewest_numbers, usual.fewest_numbers);
  tell("connections", w.most_connections, usual.most_connections);
  tell("failing connections", w.connect_failures, usual.connect_failures);
  tell("ms to connect", ms(w.connect_time), ms(usual.connect_time));
  tell("ms until idle ones die", ms(w.idle_limit), ms(usual.idle_limit));
  return text.empty() ? "calm" : text.substr(0, text.size() - 2);
}

}  // namespace

random_schedule::random_schedule(std::uint64_t seed) {
  dice d{seed};
  run.seed = seed;
  run.step_limit = 20'000'000;
  run.time_limit = 24h * 30;
  draw_list(d, rows);
  draw_options(d, run);
  draw_gate(d, run);
  draw_server(d, run, rows.size());
  draw_outside(d, run, rows.size());
}

std::string random_schedule::describe() const {
  auto const& o = run.options;
  auto const& s = run.server;
  auto text =
      fmt::format("{} rows, {} workers, batches {}..{}, {} attempts, asks missing {} times, repeats {}, bound {}",
                  rows.size(), run.workers, o.batch_min, o.batch_max, o.attempts, o.ask_missing,
                  o.repeats == duplicates::keep ? "kept" : "dropped", o.max_unsettled);
  text += fmt::format("; {:.3g}/s, {:.4g} numbers/s, {} in flight", run.gate.rate.value_or(-1), run.gate.rate_numbers,
                      run.gate.max_in_flight);
  text += fmt::format("; missing {:.4f}, once {:.4f}, poison {:.4f}", s.missing, s.missing_once, s.poison);
  text += fmt::format("; deadline {:.1f} s, stop {:.1f} s\n  at first {}", real_seconds{o.deadline}.count(),
                      real_seconds{run.stop_after}.count(), words_of(s));
  for (auto const& [from, then] : s.changes) {
    text += fmt::format("\n  from {:.3f} s {}", real_seconds{from}.count(), words_of(then));
  }
  return text;
}

}  // namespace rcs::test
