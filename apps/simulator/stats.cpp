#include "simulator/stats.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <concepts>
#include <string_view>

namespace rcs::sim {
namespace {

/// A JSON object of plain names with counts, decimals and objects.
class json_object {
 public:
  template <std::unsigned_integral T>
  json_object& add(std::string_view name, T count) {
    return put(name, fmt::format("{}", count));
  }
  json_object& add(std::string_view name, double value) { return put(name, fmt::format("{:.3f}", value)); }
  json_object& add(std::string_view name, json_object const& inner) { return put(name, inner.text()); }

  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

 private:
  json_object& put(std::string_view name, std::string_view value) {
    members_ += fmt::format("{}\"{}\":{}", members_.empty() ? "" : ",", name, value);
    return *this;
  }

  std::string members_;
};

double seconds_since_epoch(wall_time t) {
  return std::chrono::duration<double>(t.time_since_epoch()).count();
}

/// Requests a second over the busiest ten seconds, or over all the time there was if that is less.
double busiest_rate(std::uint64_t total, arrival_window const& ten_seconds, duration span) {
  if (span >= std::chrono::seconds{10}) return static_cast<double>(ten_seconds.highest()) / 10;
  if (span <= duration::zero()) return static_cast<double>(total);
  return static_cast<double>(total - 1) / std::chrono::duration<double>(span).count();
}

}  // namespace

std::uint64_t stats::arrived(instant now, ruling const& judged, std::span<number const> asked,
                             std::vector<std::uint8_t>& before) {
  std::scoped_lock const lock{mutex_};
  auto& c = counts_;
  ++(judged.to == resource::bulk ? c.bulk : judged.to == resource::single ? c.single : c.elsewhere);
  c.max_in_flight = std::max(c.max_in_flight, ++in_flight_);
  // Another thread may have come from its clock to the lock first.
  if (c.last && now.steady < c.last->steady) now = *c.last;
  if (!c.first) c.first = now;
  c.last = now;
  idle_since_ = now.steady;
  c.second.add(now.steady);
  c.ten_seconds.add(now.steady);

  c.numbers += judged.distinct;
  c.invalid_addresses += judged.left_out.invalid;
  c.repeated_addresses += judged.left_out.repeated;
  if (judged.why == refusal::below_minimum || judged.why == refusal::above_maximum) ++c.size_violations;

  before.clear();
  if (count_repeats_) {
    asked_.ask(asked, before);
    for (auto const known : before) {
      c.asked_again += known & asked_set::asked ? 1U : 0U;
      c.answered_again += known & asked_set::answered ? 1U : 0U;
    }
  }
  return ordinal_++;
}

void stats::decided(unsigned status, refusal why, fault what) {
  std::scoped_lock const lock{mutex_};
  if (why != refusal::none) ++counts_.refusals[index_of(why)];
  if (what != fault::none) ++counts_.faults[index_of(what)];
  if (status == 0) {
    ++counts_.unanswered;
  } else {
    ++counts_.by_status[status];
  }
}

void stats::answered(answered_numbers const& told) {
  std::scoped_lock const lock{mutex_};
  counts_.devices += told.given.size();
  if (!count_repeats_) return;
  asked_.note(told.given, asked_set::answered);
  asked_.note(told.withheld, asked_set::withheld);
}

void stats::finished() {
  std::scoped_lock const lock{mutex_};
  --in_flight_;
}

void stats::abandoned() {
  std::scoped_lock const lock{mutex_};
  ++counts_.abandoned;
}

void stats::connected(bool tls_resumed) {
  std::scoped_lock const lock{mutex_};
  ++counts_.accepted;
  if (tls_resumed) ++counts_.resumed;
  counts_.max_open = std::max(counts_.max_open, ++open_);
}

void stats::disconnected() {
  std::scoped_lock const lock{mutex_};
  --open_;
}

void stats::handshake_failed() {
  std::scoped_lock const lock{mutex_};
  ++counts_.handshakes_failed;
}

std::optional<duration> stats::idle(time_point now) const {
  std::scoped_lock const lock{mutex_};
  if (open_ > 0 || ordinal_ == 0) return std::nullopt;
  return now - idle_since_;
}

std::string stats::to_json() const {
  std::scoped_lock const lock{mutex_};
  auto const& c = counts_;
  auto const total = c.bulk + c.single + c.elsewhere;
  json_object violations, refusals, faults, by_status, numbers;
  for (std::size_t i = 1; i < refusal_count; ++i) {
    if (c.refusals[i] == 0) continue;
    (refusals_known[i].violation ? violations : refusals).add(refusals_known[i].name, c.refusals[i]);
  }
  for (std::size_t i = 1; i < fault_count; ++i) {
    if (c.faults[i] != 0) faults.add(faults_known[i].name, c.faults[i]);
  }
  for (auto const& [status, count] : c.by_status) by_status.add(std::to_string(status), count);
  if (c.unanswered != 0) by_status.add("none", c.unanswered);
  numbers.add("asked", c.numbers).add("devices", c.devices);
  if (count_repeats_) {
    numbers.add("distinct", asked_.size());
    numbers.add("asked_again", c.asked_again).add("asked_again_after_answer", c.answered_again);
  }

  json_object requests, connections, all;
  requests.add("total", total).add("bulk", c.bulk).add("single", c.single).add("elsewhere", c.elsewhere);
  connections.add("accepted", c.accepted).add("tls_resumed", c.resumed).add("handshakes_failed", c.handshakes_failed);
  connections.add("open", open_).add("max_open", c.max_open);
  all.add("requests", requests).add("numbers", numbers).add("size_violations", c.size_violations);
  all.add("invalid_addresses", c.invalid_addresses).add("repeated_addresses", c.repeated_addresses);
  all.add("contract_violations", violations).add("refusals", refusals).add("by_status", by_status);
  all.add("faults", faults).add("abandoned", c.abandoned).add("connections", connections);
  all.add("in_flight", in_flight_).add("max_in_flight", c.max_in_flight);
  auto const span = c.first ? c.last->steady - c.first->steady : duration::zero();
  all.add("max_per_second", c.second.highest());
  all.add("busiest_ten_seconds_rate", busiest_rate(total, c.ten_seconds, span));
  all.add("elapsed_seconds", std::chrono::duration<double>(span).count());
  all.add("first_time", c.first ? seconds_since_epoch(c.first->wall) : 0.0);
  all.add("last_time", c.last ? seconds_since_epoch(c.last->wall) : 0.0);
  return all.text();
}

void stats::reset() {
  std::scoped_lock const lock{mutex_};
  counts_ = {};
  counts_.max_open = open_;
  counts_.max_in_flight = in_flight_;
  asked_.clear();
}

}  // namespace rcs::sim
