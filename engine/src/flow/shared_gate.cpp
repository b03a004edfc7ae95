#include "flow/shared_gate.hpp"

#include <algorithm>
#include <boost/asio/async_result.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <utility>

namespace rcs {

namespace asio = boost::asio;

shared_gate::shared_gate(gate_options const& options, clock const& time, asio::any_io_executor home, std::uint64_t seed)
    : time_{time}, gate_{options, time.now()}, learns_in_flight_{options.learn_in_flight}, random_{seed} {
  timer_ = wake_up::start(time, std::move(home), [this] { look_again(); });
}

shared_gate::~shared_gate() {
  timer_->stop();
}

std::shared_ptr<shared_gate::place> shared_gate::enter(take_function take) {
  std::lock_guard const held{mutex_};
  places_.push_back(std::shared_ptr<place>{new place{std::move(take)}});
  return places_.back();
}

void shared_gate::leave(place& of) {
  std::lock_guard const held{mutex_};
  of.left_ = true;
  let_go(of);
  std::erase_if(places_, [&of](auto const& one) { return one.get() == &of; });
}

void shared_gate::let_go(place& of) {
  for (auto& one : of.waiting_) one.resume(admission{});
  of.waiting_.clear();
  for (auto& one : of.for_proof_) one.resume(false);
  of.for_proof_.clear();
  for (auto& one : of.for_seat_) one.resume(false);
  of.for_seat_.clear();
}

asio::awaitable<bool> shared_gate::proof(place& of) {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(bool)>(
      [this, &of](auto handler) {
        std::lock_guard const held{mutex_};
        suspended<bool> who{std::move(handler)};
        if (of.left_ || gate_.proven()) return who.resume(!of.left_);
        of.for_proof_.push_back(std::move(who));
      },
      asio::use_awaitable);
}

bool shared_gate::has_seat(place const& of) const noexcept {
  if (!learns_in_flight_) return true;
  auto const limit = gate_.learned_in_flight();
  auto const reserve = 4 + limit / 4;
  return of.seated_ < limit + reserve;
}

bool shared_gate::try_sit(place& of) {
  std::lock_guard const held{mutex_};
  if (of.left_ || !has_seat(of)) return false;
  ++of.seated_;
  return true;
}

asio::awaitable<bool> shared_gate::sit_down(place& of) {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(bool)>(
      [this, &of](auto handler) {
        std::lock_guard const held{mutex_};
        suspended<bool> who{std::move(handler)};
        if (of.left_) return who.resume(false);
        of.for_seat_.push_back(std::move(who));
        fill_seats(of);
      },
      asio::use_awaitable);
}

void shared_gate::fill_seats(place& of) {
  while (!of.for_seat_.empty() && has_seat(of)) {
    ++of.seated_;
    of.for_seat_.back().resume(true);
    of.for_seat_.pop_back();
  }
}

void shared_gate::stand_up(place& of) {
  std::lock_guard const held{mutex_};
  --of.seated_;
  fill_seats(of);
}

admission shared_gate::try_admit(place& of) {
  std::lock_guard const held{mutex_};
  admission leave;
  bool const others_first = std::ranges::any_of(places_, [](auto const& one) { return !one->waiting_.empty(); });
  if (!of.left_ && !others_first && take_turn(of, time_.now(), leave) == turn::taken) gate_.nobody_waits();
  return leave;
}

asio::awaitable<admission> shared_gate::admit(place& of) {
  return asio::async_initiate<asio::use_awaitable_t<> const, void(admission)>(
      [this, &of](auto handler) {
        std::lock_guard const held{mutex_};
        suspended<admission> who{std::move(handler)};
        if (of.left_) return who.resume(admission{});
        of.waiting_.push_back(std::move(who));
        pump();
      },
      asio::use_awaitable);
}

void shared_gate::returned(std::uint64_t id, gate::signal s, std::optional<duration> retry_after,
                           std::optional<time_point> departed) {
  std::lock_guard const held{mutex_};
  auto const was_proven = gate_.proven();
  auto const jitter = std::uniform_real_distribution<double>{}(random_);
  auto const limit = gate_.learned_in_flight();
  auto const now = time_.now();
  gate_.returned(id, now, s, retry_after, jitter, now - departed.value_or(now));
  if (gate_.learned_in_flight() > limit) {
    for (auto const& one : places_) fill_seats(*one);
  }
  if (!was_proven && gate_.proven()) announce_proof();
  pump();
}

void shared_gate::unsent(std::uint64_t id, std::size_t numbers) {
  std::lock_guard const held{mutex_};
  gate_.unsent(id, numbers);
  pump();
}

void shared_gate::announce_proof() {
  for (auto const& one : places_) {
    for (auto& waiting : one->for_proof_) waiting.resume(true);
    one->for_proof_.clear();
  }
}

void shared_gate::look_again() {
  std::lock_guard const held{mutex_};
  pump();
}

shared_gate::turn shared_gate::take_turn(place& of, time_point now, admission& into) {
  auto const leave = gate_.ask(now);
  held_back_by_ = leave.why;
  if (leave.what == gate::answer::kind::wait) timer_->at(leave.at);
  if (leave.what != gate::answer::kind::go) return turn::nobody;
  auto step = of.take_(now, gate_.retry_allowed(now));
  if (step.what == plan_step::kind::unfunded) {
    timer_->at(gate_.retry_allowed_at(now));
    return turn::passed_over;
  }
  if (step.what == plan_step::kind::ask) {
    auto const id = gate_.depart(now, step.request.size(), step.request.retried);
    into = admission{id, now, std::move(step.request)};
  }
  return turn::taken;
}

void shared_gate::pump() {
  auto const now = time_.now();
  std::size_t passed_over = 0;  // those who do not wait, or may not ask what they have
  while (passed_over < places_.size()) {
    auto const next = (last_ + 1 + passed_over) % places_.size();
    auto& at = *places_[next];
    admission leave;
    auto const came = at.waiting_.empty() ? turn::passed_over : take_turn(at, now, leave);
    if (came == turn::nobody) return;
    if (came == turn::passed_over) {
      ++passed_over;
      continue;
    }
    auto who = std::move(at.waiting_.back());
    at.waiting_.pop_back();
    who.resume(std::move(leave));
    last_ = next;
    passed_over = 0;
  }
  gate_.nobody_waits();
}

void shared_gate::limit_rate(double rate) {
  std::lock_guard const held{mutex_};
  gate_.limit_rate(rate, time_.now());
  pump();
}

bool shared_gate::proven() const {
  std::lock_guard const held{mutex_};
  return gate_.proven();
}

bool shared_gate::confirms_refusal(std::uint64_t id) const {
  std::lock_guard const held{mutex_};
  return gate_.confirms_refusal(id);
}

shared_gate::state shared_gate::look() const {
  std::lock_guard const held{mutex_};
  state seen;
  seen.in_flight = gate_.in_flight();
  seen.at_rate_limit =
      held_back_by_ == gate::answer::reason::rate || held_back_by_ == gate::answer::reason::rate_numbers;
  seen.cooling_until = gate_.cooling_until();
  seen.learned_rate = gate_.learned_rate();
  if (learns_in_flight_) seen.learned_in_flight = gate_.learned_in_flight();
  return seen;
}

}  // namespace rcs
