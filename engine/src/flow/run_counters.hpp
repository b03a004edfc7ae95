#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <string>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "model/time.hpp"
#include "settle/histogram.hpp"

namespace rcs {

/// What a run counts beside its rows: requests, answers, latencies. Touched once per request. Thread-safe.
class run_counters {
 public:
  explicit run_counters(time_point start) : last_success_{start} {}

  void sent(batch const& request);
  void came_back(exchange const& seen, bool throttled);
  void succeeded(time_point now);

  struct requests {
    std::uint64_t sent = 0;
    std::uint64_t bulk = 0;
    std::uint64_t single = 0;
    std::uint64_t retried = 0;
    std::uint64_t throttled = 0;
    std::map<std::string, std::uint64_t> by_status;  ///< status codes and transport classes
    histogram latency;
  };
  [[nodiscard]] requests read() const;
  [[nodiscard]] std::uint64_t requests_sent() const;
  [[nodiscard]] std::uint64_t throttled() const;

  /// Whether an exchange of this run has succeeded.
  [[nodiscard]] bool has_succeeded() const;
  /// When something succeeded last, or there was nothing to succeed with.
  [[nodiscard]] time_point last_success() const;

 private:
  mutable std::mutex mutex_;
  requests counts_;
  time_point last_success_;
  bool has_succeeded_ = false;
};

}  // namespace rcs
