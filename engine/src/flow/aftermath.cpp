#include "flow/aftermath.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "gate/retry_after.hpp"

namespace rcs {
namespace {

gate::signal signal_of(verdict v) {
  switch (v) {
    case verdict::answered:
      return gate::signal::success;
    case verdict::throttle:
      return gate::signal::throttled;
    case verdict::confirm:
      return gate::signal::refused;
    default:
      return gate::signal::other;
  }
}

unsigned failures_of(batch const& asked) {
  unsigned most = 0;
  for (auto const& one : asked.entries()) most = std::max<unsigned>(most, one.attempts);
  return most + 1;
}

}  // namespace

aftermath::aftermath(run_context& run, std::size_t shard, std::size_t worker)
    : watch{run}, run_{run}, random_{run.env.seed + worker}, work_{run.workspaces[shard]} {
  seen.times_decoding = run.exchanges != nullptr;
}

void aftermath::clear() {
  work_.settled.clear();
  work_.texts.clear();
  work_.rows.clear();
}

void aftermath::interpret(admission& leave) {
  clear();
  auto const means = decide(leave.request);
  auto const confirmed = means.what == verdict::confirm && run_.env.leave->confirms_refusal(leave.id);
  run_.counters.came_back(seen, means.what == verdict::throttle);
  // Before the gate hears of it, so that it gives no more leave.
  if (means.what == verdict::stop || confirmed) run_.stop(ending::refused, means.why);
  watch.tell(seen, leave.request, means);  // after our own reason to stop, which is the one to be told
  tell_gate(leave, means);
  if (means.what == verdict::answered) {
    work_.join.swap_results(work_.rows);
    run_.counters.succeeded(run_.env.time->now());
  }
  tell_planner(means, std::move(leave.request), confirmed);
  append_settled(&means);
}

void aftermath::give_back(admission& leave) {
  clear();
  auto const numbers = leave.request.size();
  auto const now = run_.env.time->now();
  run_.plan.update(work_.settled, [&](planner& plan) { plan.replay(std::move(leave.request), now); });
  run_.env.leave->unsent(leave.id, numbers);
  append_settled(nullptr);
}

void aftermath::collect() {
  clear();
  run_.plan.update(work_.settled, [](planner&) {});
  append_settled(nullptr);
}

decision aftermath::decide(batch const& asked) {
  exchange_context context;
  context.to = asked.to();
  context.proven = run_.env.leave->proven();
  if (run_.options.log_numbers) context.numbers = numbers_shown::whole;
  context.goes_on = run_.goes_on;
  auto means = classify(seen, asked, context);
  if (means.what != verdict::answered || work_.join(asked, seen)) return means;
  means.what = run_.counters.has_succeeded() ? verdict::retry : verdict::stop;
  means.as = failure::bad_response;
  means.why =
      "the answer is about other numbers than those asked (is the path right, and nothing between us that caches?)";
  return means;
}

void aftermath::tell_gate(admission const& leave, decision const& means) {
  std::optional<duration> retry_after;
  if (means.what == verdict::throttle) {
    retry_after = parse_retry_after(seen.retry_after, seen.date, run_.env.time->wall_now());
    if (retry_after && *retry_after > run_.options.stall) {
      run_.stop(ending::stalled, means.why + "; it asks us to stay away for longer than the stall time");
    }
  }
  run_.env.leave->returned(leave.id, signal_of(means.what), retry_after, leave.departed);
}

time_point aftermath::back_off(batch const& failed) {
  auto const jitter = std::uniform_real_distribution<double>{}(random_);
  return run_.env.time->now() + delays_.delay(failures_of(failed), jitter);
}

void aftermath::tell_planner(decision const& means, batch&& asked, bool confirmed) {
  auto const now = run_.env.time->now();
  auto const requests = run_.counters.requests_sent();
  asked.again = true;
  run_.plan.update(work_.settled, [&](planner& plan) {
    switch (means.what) {
      case verdict::answered:
        return plan.answered(std::move(asked), work_.join.missing());
      case verdict::stop:
        return plan.abandon(std::move(asked));
      case verdict::confirm:
        return confirmed ? plan.abandon(std::move(asked)) : plan.replay(std::move(asked), now);
      case verdict::throttle:
      case verdict::replay:
        return plan.replay(std::move(asked), now);
      case verdict::retry: {
        auto const later = back_off(asked);
        return plan.retry(std::move(asked), later, means.as);
      }
      case verdict::shrink:
        return plan.shrink(std::move(asked), now);
      case verdict::replan: {
        auto const later = back_off(asked);
        return plan.replan(std::move(asked), later);
      }
      case verdict::isolate:
      case verdict::rejected:
        return plan.isolate(std::move(asked), requests);
    }
  });
}

void aftermath::append_settled(decision const* means) {
  for (auto const& one : work_.settled) work_.rows.push_back(row_of(one, means));
}

result aftermath::row_of(settlement const& one, decision const* means) {
  result row;
  row.row = one.who.row;
  row.asked = one.who.asked;
  row.what = one.what;
  row.attempts = one.who.attempts;
  switch (one.what) {
    case outcome::failed: {
      std::string text{to_string(one.as)};
      if (means && one.as == means->as && !means->why.empty()) text += ": " + means->why;
      row.detail = work_.texts.emplace_back(std::move(text));
      break;
    }
    case outcome::rejected:
      if (means) row.detail = work_.texts.emplace_back(means->why);
      break;
    case outcome::missing:
      row.detail = "left out of the answer";
      break;
    case outcome::not_asked:
      row.detail = "too few numbers left for a bulk request";
      break;
    default:
      break;
  }
  return row;
}

}  // namespace rcs
