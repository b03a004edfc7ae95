#include "settle/histogram.hpp"

#include <cmath>

namespace rcs {

void histogram::add(duration value) noexcept {
  value = std::max(value, duration::zero());
  ++buckets_[bucket_of(static_cast<std::uint64_t>(value.count()))];
  ++count_;
  max_ = std::max(max_, value);
}

void histogram::merge(histogram const& more) noexcept {
  for (std::size_t i = 0; i < bucket_count; ++i) buckets_[i] += more.buckets_[i];
  count_ += more.count_;
  max_ = std::max(max_, more.max_);
}

void histogram::add_bucket(std::size_t bucket, std::uint64_t count, duration largest) noexcept {
  buckets_[std::min(bucket, bucket_count - 1)] += count;
  count_ += count;
  if (count != 0) max_ = std::max(max_, largest);
}

std::vector<std::pair<std::uint32_t, std::uint64_t>> histogram::counts() const {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> found;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    if (buckets_[i] != 0) found.emplace_back(static_cast<std::uint32_t>(i), buckets_[i]);
  }
  return found;
}

duration histogram::quantile(double q) const noexcept {
  if (count_ == 0) return duration::zero();
  // One step down, as HdrHistogram does: 0.07 of 100 values is a hair over 7 in binary, and means 7.
  double const share = std::nextafter(std::clamp(q, 0.0, 1.0), 0.0);
  double const needed = std::max(1.0, std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < bucket_count; ++i) {
    seen += buckets_[i];
    if (static_cast<double>(seen) < needed) continue;
    auto const largest = static_cast<std::uint64_t>(max_.count());
    return duration{static_cast<duration::rep>(std::min(upper_bound(i), largest))};
  }
  return max_;
}

}  // namespace rcs
