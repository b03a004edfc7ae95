#include "plan/planner.hpp"

#include <algorithm>
#include <boost/unordered/unordered_flat_set.hpp>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "plan/company.hpp"
#include "plan/number_hash.hpp"
#include "plan/tail.hpp"

namespace rcs {
namespace {

/// More memory than this is not kept for batches to come.
constexpr std::size_t most_spare = 256;

planner_options const& checked(planner_options const& options) {
  if (options.batch_min == 0) throw std::invalid_argument{"batch_min must be at least 1"};
  if (options.batch_max < options.batch_min) throw std::invalid_argument{"batch_max must be at least batch_min"};
  if (options.attempts == 0 || options.attempts > 255) throw std::invalid_argument{"attempts must be 1 to 255"};
  if (options.ask_missing > 254) throw std::invalid_argument{"ask_missing must be at most 254"};
  return options;
}

}  // namespace

planner::planner(planner_options const& options)
    : options_{checked(options)},
      limits_{options.batch_min, options.batch_max},
      fresh_{options.repeats},
      companions_{options.repeats},
      ward_{options.batch_min} {}

// --- from the reader

void planner::add(std::span<entry const> fresh) {
  fresh_.add(fresh);
  books_.opened(fresh.size());
}

void planner::end_of_input() noexcept {
  ended_ = true;
}

void planner::hold_input(bool held) noexcept {
  held_ = held;
}

// --- to a worker that may send

plan_step planner::take(time_point now, bool retries_allowed) {
  while (std::optional<batch> group = loose_.pop(now)) loosen(std::move(*group));
  std::optional<batch> next = take_waiting(now, retries_allowed);
  if (!next) next = take_formed();
  if (!next) next = ward_.take(limits_.max, books_);
  if (!next) next = take_loose();
  if (!next) return {retries_.ready(now) ? plan_step::kind::unfunded : plan_step::kind::nothing, {}};
  ++in_flight_;
  return {plan_step::kind::ask, std::move(*next)};
}

bool planner::ready(time_point now) const noexcept {
  return loose_.ready(now) || replays_.ready(now) || retries_.ready(now) || !formed_.empty() || ward_.offers() ||
         next_pool_step() != pool_step::wait;
}

std::optional<time_point> planner::next_due() const noexcept {
  std::optional<time_point> first;
  for (due_queue const* waiting : {&retries_, &replays_, &loose_}) {
    auto const due = waiting->next_due();
    if (due && (!first || *due < *first)) first = due;
  }
  return first;
}

std::optional<batch> planner::take_waiting(time_point now, bool retries_allowed) {
  for (due_queue* waiting : {&replays_, &retries_}) {
    if (waiting == &retries_ && !retries_allowed) break;
    while (std::optional<batch> next = waiting->pop(now)) {
      if (fits(*next)) return next;
      loosen(std::move(*next));
    }
  }
  return std::nullopt;
}

std::optional<batch> planner::take_formed() {
  while (!formed_.empty()) {
    batch next = std::move(formed_.front());
    formed_.pop_front();
    if (fits(next)) return next;
    loosen(std::move(next));
  }
  return std::nullopt;
}

std::optional<batch> planner::take_loose() {
  switch (next_pool_step()) {
    case pool_step::wait:
      return std::nullopt;
    case pool_step::full:
      return form_bulk();
    case pool_step::tail:
      if (ended_) {
        plan_ending();
      } else {
        make_room();
      }
      return take_formed();
  }
  return std::nullopt;
}

planner::pool_step planner::next_pool_step() const noexcept {
  std::size_t const plain = limits_.max - riders();
  std::size_t const distinct = fresh_.distinct();
  if (distinct >= plain + limits_.safe_remainder()) return pool_step::full;
  if (!ended_ && !held_) return pool_step::wait;
  bool const repeats_wait = fresh_.size() != distinct;  // then the remainder can't be told from the number of entries
  if (!repeats_wait && distinct >= plain && limits_.feasible(distinct - plain)) return pool_step::full;
  return quiet() && !(fresh_.empty() && companions_.empty()) ? pool_step::tail : pool_step::wait;
}

/// Nothing is under way that could still give numbers back.
bool planner::quiet() const noexcept {
  return in_flight_ == 0 && retries_.empty() && replays_.empty() && loose_.empty() && formed_.empty() && ward_.idle();
}

/// How many companions the next bulk request takes: all that may, so that they settle early.
std::size_t planner::riders() const noexcept {
  return std::min(companions_.distinct(), limits_.max - limits_.min);
}

/// The largest batch may have become smaller since `b` was formed.
bool planner::fits(batch const& b) const noexcept {
  return b.to() == batch::endpoint::single || b.size() <= limits_.max;
}

// --- requests of loose numbers

batch planner::form_bulk() {
  std::vector<entry> numbers;
  if (!spare_.empty()) {
    numbers = std::move(spare_.back());
    spare_.pop_back();
  }
  numbers.reserve(limits_.max);
  std::size_t const companions = riders();
  fresh_.take(std::min(limits_.max - companions, fresh_.distinct()), numbers);
  if (companions > 0) add_riders(companions, numbers);
  return {batch::endpoint::bulk, std::move(numbers)};
}

void planner::add_riders(std::size_t count, std::vector<entry>& to) {
  if (!options_.repeats) {
    companions_.take(count, to);
    return;
  }
  boost::unordered_flat_set<number, number_hash> held(to.size());
  for (entry const& e : to) held.insert(e.asked);
  companions_.take(count, candidates_);
  for (entry const& e : candidates_) {
    if (held.contains(e.asked)) {
      companions_.add(e);
    } else {
      to.push_back(e);
    }
  }
  candidates_.clear();
}

/// The reader is held back and nothing is under way: what is here must go on by itself, but only as far as it takes to
/// let the reader go on, since more input is better company.
void planner::make_room() {
  while (fresh_.distinct() >= limits_.min) formed_.push_back(form_bulk());
  if (!formed_.empty() || settle_missing()) return;
  part(companions_, limits_.max);
  part(fresh_, limits_.max);
}

/// Settles the companions that were missing; whether there were any.
bool planner::settle_missing() {
  std::vector<entry> all;
  companions_.drain(all);
  bool any = false;
  for (entry const& e : all) {
    if (e.times_missing == 0) {
      companions_.add(e);
    } else {
      books_.settle(e, outcome::missing);
      any = true;
    }
  }
  return any;
}

/// Up to `most` numbers go without the others.
void planner::part(pool& from, std::size_t most) {
  std::vector<entry> few;
  while (few.size() < most && !from.empty()) from.take(std::min(from.distinct(), most - few.size()), few);
  for (entry const& e : few) finish_alone(e);
}

/// Nothing will come any more: all that is here is put into its last requests.
void planner::plan_ending() {
  std::vector<entry> numbers;
  std::vector<entry> companions;
  fresh_.drain(numbers);
  companions_.drain(companions);
  tail last = split_tail(numbers, companions, limits_, options_.repeats);
  for (std::vector<entry>& request : last.requests) formed_.emplace_back(batch::endpoint::bulk, std::move(request));
  for (entry const& e : last.left_companions) finish_alone(e);
  for (entry const& e : last.left) finish_alone(e);
}

void planner::ask_alone(entry const& e) {
  formed_.emplace_back(batch::endpoint::single, std::vector<entry>{e});
}

/// No legal bulk request can be made of `e`.
void planner::finish_alone(entry const& e) {
  if (e.times_missing > 0) {
    books_.settle(e, outcome::missing);
  } else if (options_.remainder == remainder_policy::hold) {
    books_.settle(e, outcome::not_asked);
  } else {
    ask_alone(e);
  }
}

void planner::await_company(entry const& e) {
  if (limits_.min == limits_.max) {
    finish_alone(e);  // no request has room for it, ever
  } else {
    companions_.add(e);
  }
}

void planner::part_with_companions() {
  std::vector<entry> all;
  companions_.drain(all);
  for (entry const& e : all) finish_alone(e);
}

/// Gives a batch's numbers back to where they can be planned again: suspects among themselves.
void planner::loosen(batch&& group) {
  if (group.isolation != 0) {
    ward_.divide(std::move(group), books_);
    return;
  }
  for (entry const& e : group.entries()) {
    if (detail::needs_company(e)) {
      await_company(e);
    } else {
      fresh_.add(e);
    }
  }
  close(std::move(group));
}

// --- what came of a batch

void planner::answered(batch&& done, std::span<entry const> missing) {
  --in_flight_;
  books_.answered(done.size() - missing.size());
  for (entry e : missing) {
    ++e.attempts;
    ++e.times_missing;
    if (e.times_missing > options_.ask_missing || e.attempts >= options_.attempts) {
      books_.settle(e, outcome::missing);
    } else if (done.to() == batch::endpoint::single) {
      ask_alone(e);
    } else {
      await_company(e);
    }
  }
  close(std::move(done));
}

void planner::retry(batch&& failed, time_point due, failure as) {
  --in_flight_;
  use_attempt(failed, as);
  ask_again(std::move(failed), due);
}

void planner::replay(batch&& unsent, time_point due) {
  --in_flight_;
  unsent.retried = false;
  replays_.push(std::move(unsent), due);
}

void planner::shrink(batch&& too_large, time_point due) {
  --in_flight_;
  if (too_large.to() == batch::endpoint::bulk) {
    limits_.max = std::max(limits_.min, std::min(limits_.max, too_large.size() / 2));
    if (limits_.min == limits_.max) part_with_companions();
  }
  if (fits(too_large)) {
    use_attempt(too_large, failure::bad_request);
    ask_again(std::move(too_large), due);
  } else {
    loose_.push(std::move(too_large), due);
  }
}

void planner::replan(batch&& too_small, time_point due) {
  --in_flight_;
  use_attempt(too_small, failure::bad_request);
  if (too_small.to() == batch::endpoint::single || too_small.empty()) {
    ask_again(std::move(too_small), due);
    return;
  }
  if (too_small.isolation != 0) {
    ward_.singles_only(too_small.isolation);
  } else {
    for (entry& e : too_small.entries()) e.wants_company = true;
  }
  loose_.push(std::move(too_small), due);
}

void planner::isolate(batch&& refused, std::uint64_t requests_sent) {
  --in_flight_;
  ward_.sent(requests_sent);
  if (refused.to() == batch::endpoint::bulk) {
    ward_.refused(std::move(refused), books_);
    return;
  }
  for (entry& e : refused.entries()) {
    ++e.attempts;
    books_.settle(e, outcome::rejected);
  }
  if (refused.isolation != 0) ward_.found(refused);
}

void planner::abandon(batch&& given_up) {
  --in_flight_;
  close(std::move(given_up));
}

/// Counts an attempt of every number of a batch; those that have no more are settled and leave it.
void planner::use_attempt(batch& failed, failure as) {
  std::vector<entry>& all = failed.entries();
  auto kept = all.begin();
  for (entry& e : all) {
    ++e.attempts;
    if (e.attempts < options_.attempts) {
      *kept++ = e;
    } else {
      books_.settle(e, outcome::failed, as);
    }
  }
  all.erase(kept, all.end());
}

/// The batch as it is, or, if numbers have left it and it is no longer legal, its numbers.
void planner::ask_again(batch&& failed, time_point due) {
  if (failed.empty()) {
    close(std::move(failed));
  } else if (failed.to() == batch::endpoint::single || detail::plain_count(failed.entries()) >= limits_.min) {
    failed.retried = true;
    retries_.push(std::move(failed), due);
  } else {
    loose_.push(std::move(failed), due);
  }
}

/// Nothing of `done` is to be asked again as it is; its memory serves again.
void planner::close(batch&& done) {
  ward_.resolved(done);
  std::vector<entry>& memory = done.entries();
  if (memory.capacity() < limits_.max || spare_.size() == most_spare) return;
  memory.clear();
  spare_.push_back(std::move(memory));
}

// --- what the planner settled by itself

void planner::collect(std::vector<settlement>& into) {
  books_.collect(into);
}

std::size_t planner::unsettled() const noexcept {
  return books_.unsettled();
}

std::size_t planner::in_flight() const noexcept {
  return in_flight_;
}

std::size_t planner::waiting_for_retry() const noexcept {
  return retries_.entries() + replays_.entries() + loose_.entries();
}

bool planner::finished() const noexcept {
  return ended_ && books_.unsettled() == 0;
}

}  // namespace rcs
