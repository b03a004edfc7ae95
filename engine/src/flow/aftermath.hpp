#pragma once

#include <cstdint>
#include <random>
#include <span>

#include "flow/exchange_watch.hpp"
#include "flow/run_context.hpp"
#include "flow/shared_gate.hpp"
#include "flow/workspace.hpp"
#include "gate/backoff.hpp"
#include "model/exchange.hpp"
#include "settle/classify.hpp"

namespace rcs {

/// What follows an exchange: the decision of the pure rooms, told to the gate and the planner, and turned into rows.
/// Of one worker, reused from exchange to exchange.
class aftermath {
 public:
  aftermath(run_context& run, std::size_t shard, std::size_t worker);

  /// Where the worker's exchange is read into.
  exchange seen;
  exchange_watch watch;

  /// `seen` is what came of `leave`: carries out what it means, and makes `rows`.
  void interpret(admission& leave);
  /// `leave` was not used: the batch goes back to the planner as it was, and the leave to the gate.
  void give_back(admission& leave);
  /// Nothing was asked: makes `rows` of what the planner has settled by itself.
  void collect();

  /// What is settled now, until the next call, or until another worker of the shard has its turn: not across a
  /// `co_await` that waits.
  [[nodiscard]] std::span<result const> rows() const noexcept { return work_.rows; }

 private:
  void clear();
  [[nodiscard]] decision decide(batch const& asked);
  void tell_gate(admission const& leave, decision const& means);
  void tell_planner(decision const& means, batch&& asked, bool confirmed);
  void append_settled(decision const* means);
  [[nodiscard]] result row_of(settlement const& one, decision const* means);
  /// The instant until which a batch that failed stays away.
  [[nodiscard]] time_point back_off(batch const& failed);

  run_context& run_;
  std::mt19937_64 random_;
  backoff delays_;
  workspace& work_;
};

}  // namespace rcs
