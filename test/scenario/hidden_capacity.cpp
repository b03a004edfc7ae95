#include "scenario/hidden_capacity.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace rcs::test {
namespace {

using std::chrono::seconds;

constexpr time_point beginning = time_point{} + std::chrono::hours{1};

double in_seconds(duration d) {
  return std::chrono::duration<double>(d).count();
}

std::uint64_t sum(std::vector<std::uint32_t> const& all, std::size_t from, std::size_t to) {
  auto const at = [&all](std::size_t i) { return all.begin() + static_cast<std::ptrdiff_t>(std::min(i, all.size())); };
  return std::accumulate(at(from), at(to), std::uint64_t{0});
}

}  // namespace

closed_loop::closed_loop(gate_options const& options, hidden_server server, std::uint64_t seed)
    : gate_{options, beginning},
      server_{std::move(server)},
      random_{seed},
      now_{beginning},
      tokens_{server_.burst},
      tokens_as_of_{beginning} {}

duration closed_loop::since_start() const noexcept {
  return now_ - beginning;
}

std::size_t closed_loop::second_of(duration at) noexcept {
  return static_cast<std::size_t>(at / seconds{1});
}

void closed_loop::run_until(duration end) {
  served_by_second_.resize(second_of(end) + 2);
  throttled_by_second_.resize(second_of(end) + 2);
  while (since_start() < end) {
    if (!out_.empty() && out_.top().back <= now_) {
      give_back();
      continue;
    }
    auto const answer = gate_.ask(now_);
    if (answer.what == gate::answer::kind::go) {
      depart();
    } else if (answer.what == gate::answer::kind::full || (!out_.empty() && out_.top().back <= answer.at)) {
      give_back();
    } else {
      now_ = answer.at;
    }
  }
}

void closed_loop::depart() {
  attempt made;
  made.id = gate_.depart(now_, 500, false);
  made.sent = now_;
  most_in_flight = std::max(most_in_flight, gate_.in_flight());
  auto const capacity = server_.capacity(since_start());
  // A tenth of jitter about the mean, or two latencies are never the same.
  auto const part = 0.95 + 0.1 * std::uniform_real_distribution<double>{}(random_);
  auto const alone = duration{static_cast<duration::rep>(static_cast<double>(server_.latency.count()) * part)};
  auto const at_once = std::max(1.0, capacity * in_seconds(server_.latency));
  weather today;
  if (server_.what == hidden_server::kind::desks) today.desks = static_cast<std::size_t>(std::lround(at_once));
  if (server_.what == hidden_server::kind::knee) today.knee = at_once;
  today.collapse = server_.power;
  made.back = now_ + load_.takes(today, alone, now_, gate_.in_flight());
  made.served = admits();
  if (!made.served) {
    made.retry_after = server_.retry_after;
    if (server_.whole_seconds) {
      auto const left = server_.length - (since_start() + server_.phase) % server_.length;
      made.retry_after = std::chrono::ceil<seconds>(left);
    }
  }
  out_.push(made);
}

bool closed_loop::admits() {
  constexpr double rounding = 1e-6;
  auto const capacity = server_.capacity(since_start());
  if (server_.what == hidden_server::kind::window) {
    auto const window = (since_start() + server_.phase) / server_.length;
    if (window != window_) in_window_ = 0;
    window_ = window;
    if (in_window_ + 1 > capacity * in_seconds(server_.length) + rounding) return false;
    in_window_ += 1;
  } else if (server_.what == hidden_server::kind::bucket) {
    tokens_ = std::min(server_.burst, tokens_ + capacity * in_seconds(now_ - tokens_as_of_));
    tokens_as_of_ = now_;
    if (tokens_ < 1 - rounding) return false;
    tokens_ -= 1;
  }
  return true;
}

void closed_loop::give_back() {
  if (out_.empty()) throw std::logic_error{"full with nothing out"};
  auto const back = out_.top();
  out_.pop();
  now_ = std::max(now_, back.back);
  auto const draw = std::uniform_real_distribution<double>{}(random_);
  gate_.returned(back.id, now_, back.served ? gate::signal::success : gate::signal::throttled, back.retry_after, draw,
                 now_ - back.sent);
  auto const second = second_of(since_start());
  if (second < served_by_second_.size()) ++(back.served ? served_by_second_ : throttled_by_second_)[second];
}

double closed_loop::efficiency(duration from, duration to) const {
  double could = 0;
  for (auto at = from; at < to; at += seconds{1}) could += server_.capacity(at + seconds{1} / 2);
  return static_cast<double>(sum(served_by_second_, second_of(from), second_of(to))) / could;
}

double closed_loop::throttled(duration from, duration to) const {
  auto const bad = static_cast<double>(sum(throttled_by_second_, second_of(from), second_of(to)));
  auto const good = static_cast<double>(sum(served_by_second_, second_of(from), second_of(to)));
  return bad / std::max(1.0, bad + good);
}

}  // namespace rcs::test
