#include "bench/measurement.hpp"

#include <algorithm>
#include <numeric>

namespace rcs::bench {

void measurement::add(sample const& one) noexcept {
  auto const& r = one.report;
  ++results_[static_cast<std::size_t>(r.what)];
  numbers_asked_ += r.numbers;
  if (r.what == exchange_result::failed) ++failures_[static_cast<std::size_t>(r.as)];
  if (r.what != exchange_result::answered) return;
  numbers_ += r.numbers;
  service_.add(r.total);
  if (one.intended) intended_.add(one.ended() - *one.intended);
  add_stages(one);
}

void measurement::add_stages(sample const& one) noexcept {
  auto const& r = one.report;
  if (one.intended) add(stage::queue, r.begun - *one.intended);
  auto const opening = r.new_connection ? r.connect + r.handshake : duration::zero();
  add(stage::connection, r.for_connection - opening);
  if (r.new_connection) {
    add(stage::connect, r.connect);
    add(stage::tls, r.handshake);
  }
  add(stage::gate, r.for_leave);
  add(stage::first_byte, r.first_byte);
  add(stage::body, r.body - r.decode);
  add(stage::decode, r.decode);
}

void measurement::merge(measurement const& more) noexcept {
  for (std::size_t i = 0; i < results_.size(); ++i) results_[i] += more.results_[i];
  for (std::size_t i = 0; i < failures_.size(); ++i) failures_[i] += more.failures_[i];
  numbers_ += more.numbers_;
  numbers_asked_ += more.numbers_asked_;
  service_.merge(more.service_);
  intended_.merge(more.intended_);
  for (std::size_t i = 0; i < stages_.size(); ++i) stages_[i].merge(more.stages_[i]);
}

std::uint64_t measurement::requests() const noexcept {
  return std::accumulate(results_.begin(), results_.end(), std::uint64_t{0});
}

}  // namespace rcs::bench
