#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>

#include "simulator/answer.hpp"
#include "simulator/contract.hpp"
#include "simulator/faults.hpp"
#include "simulator/http_head.hpp"
#include "simulator/profile.hpp"
#include "simulator/reply.hpp"
#include "simulator/stats.hpp"
#include "simulator/throttle.hpp"

namespace rcs::sim {

/// The simulated upstream without its sockets: decides about every request. Thread-safe. Does no I/O and reads no
/// clock; the same requests in the same order get the same replies.
class simulation {
 public:
  /// Throws like `check`.
  simulation(profile const& rules, std::uint64_t seed);

  /// Decides what is done about `request`, and writes the text of it.
  void handle(request_view const& request, instant now, reply& out);

  [[nodiscard]] profile const& rules() const noexcept { return rules_; }
  [[nodiscard]] answer_writer const& answers() const noexcept { return answers_; }
  [[nodiscard]] stats& counts() noexcept { return stats_; }

 private:
  struct verdict;

  void serve(ruling const& judged, http_head& head, reply& out);
  void look_up(ruling const& judged, instant now, verdict& into, reply& out);
  [[nodiscard]] refusal before_faults(ruling const& judged, std::uint64_t nth, instant now, http_head& head);
  [[nodiscard]] refusal throttled(double numbers, instant now, http_head& head);
  void refuse(refusal why, ruling const& judged, verdict& into, reply& out) const;
  void suffer(verdict& into, reply& out) const;
  void answer(ruling const& judged, verdict& into, reply& out) const;

  profile rules_;
  std::uint64_t seed_;
  contract contract_;
  answer_writer answers_;
  fault_source faults_;
  stats stats_;
  std::mutex throttle_mutex_;
  throttle by_request_;
  throttle by_number_;
};

}  // namespace rcs::sim
