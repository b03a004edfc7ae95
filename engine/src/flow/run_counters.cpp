#include "flow/run_counters.hpp"

#include <algorithm>
#include <string_view>

namespace rcs {
namespace {

std::string_view name_of(transport error) {
  switch (error) {
    case transport::none:
      return "none";
    case transport::resolve:
      return "resolve";
    case transport::connect:
      return "connect";
    case transport::proxy:
      return "proxy";
    case transport::handshake:
      return "handshake";
    case transport::certificate:
      return "certificate";
    case transport::send:
      return "send";
    case transport::closed:
      return "closed";
    case transport::timed_out:
      return "timed_out";
    case transport::too_large:
      return "too_large";
    case transport::malformed:
      return "malformed";
    case transport::aborted:
      return "aborted";
  }
  return "unknown";
}

}  // namespace

void run_counters::sent(batch const& request) {
  std::lock_guard const held{mutex_};
  ++counts_.sent;
  ++(request.to() == batch::endpoint::bulk ? counts_.bulk : counts_.single);
  if (request.again) ++counts_.retried;
}

void run_counters::came_back(exchange const& seen, bool throttled) {
  auto const answered = seen.error == transport::none;
  auto const key = answered ? std::to_string(seen.status) : std::string{name_of(seen.error)};
  std::lock_guard const held{mutex_};
  ++counts_.by_status[key];
  if (answered) counts_.latency.add(seen.total);
  if (throttled) ++counts_.throttled;
}

void run_counters::succeeded(time_point now) {
  std::lock_guard const held{mutex_};
  last_success_ = std::max(last_success_, now);
  has_succeeded_ = true;
}

bool run_counters::has_succeeded() const {
  std::lock_guard const held{mutex_};
  return has_succeeded_;
}

run_counters::requests run_counters::read() const {
  std::lock_guard const held{mutex_};
  return counts_;
}

std::uint64_t run_counters::requests_sent() const {
  std::lock_guard const held{mutex_};
  return counts_.sent;
}

std::uint64_t run_counters::throttled() const {
  std::lock_guard const held{mutex_};
  return counts_.throttled;
}

time_point run_counters::last_success() const {
  std::lock_guard const held{mutex_};
  return last_success_;
}

}  // namespace rcs
