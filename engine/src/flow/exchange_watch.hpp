#pragma once

#include "flow/run_context.hpp"
#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "settle/classify.hpp"

namespace rcs {

/// Tells the caller's observer about the requests of one worker. Where there is none it reads no clock.
class exchange_watch {
 public:
  explicit exchange_watch(run_context const& run) noexcept : run_{run} {}

  // The worker has come so far with a request.
  void has_work() noexcept { mark(begun_); }
  void has_connection() noexcept { mark(connected_); }
  void departs() noexcept { mark(departed_); }

  /// What came of it.
  void tell(exchange const& seen, batch const& asked, decision const& means) const noexcept;

 private:
  void mark(time_point& at) noexcept {
    if (run_.exchanges) at = run_.env.time->now();
  }

  run_context const& run_;
  time_point begun_{};
  time_point connected_{};
  time_point departed_{};
};

}  // namespace rcs
