#pragma once

#include <boost/asio/any_completion_handler.hpp>
#include <boost/asio/async_result.hpp>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include "rcs/exchange_observer.hpp"
#include "rcs/number.hpp"
#include "rcs/observer.hpp"
#include "rcs/options.hpp"
#include "rcs/outcome.hpp"
#include "rcs/prior_answers.hpp"
#include "rcs/secret.hpp"
#include "rcs/sink.hpp"
#include "rcs/source.hpp"
#include "rcs/summary.hpp"

namespace rcs {

/// What became of one number of a look-up.
struct answer {
  number asked;
  outcome what = outcome::not_asked;
  std::string carrier_id;      ///< empty where not known
  std::string carrier_status;  ///< empty where not known
  std::string detail;          ///< starts with the class token where there is one
};

/// A finished look-up: one answer for each number that was given, in that order, and what it took.
struct lookup_report {
  std::vector<answer> answers;
  summary totals;
};

/// How a caller stays in touch with a run. Everything pointed to outlives the run.
struct run_hooks {
  /// Stops admitting requests, lets those that are out settle for `run_options::drain`, and ends the run.
  std::stop_token stop;
  /// Ends the run at once, without waiting for what is out.
  std::stop_token stop_now;
  observer* watcher = nullptr;
  exchange_observer* exchanges = nullptr;
  /// Goes on from where an earlier run over the same input with the same numbers and repeats was saved: its settled
  /// rows are not asked again, and the totals are of both. The input is read from its beginning.
  run_state const* resume = nullptr;
  /// Is shown every number before it is asked, and may say how its row ends; null: all are asked.
  prior_answers* known_before = nullptr;
};

/// Asks the bulk look-up API. Holds threads, connections, limits and the key; any number of runs may use one at once
/// and share its limits fairly, and any number of engines may live in one process. Every member is thread-safe.
///
/// Nothing that a run meets is thrown or reported as an error code: how it ended is in its `summary`. Exceptions come
/// from the constructor and from starting a run only, and mean that an option is wrong.
class engine {
 public:
  /// Throws `std::invalid_argument`, naming the option, if one is out of its range.
  engine(engine_options const& options, secret key);
  /// Ends every run at once and waits for their completion handlers to be posted. Not to be called from one of the
  /// engine's own threads, so not from a completion handler that has no executor of its own.
  ~engine();
  engine(engine const&) = delete;
  engine& operator=(engine const&) = delete;

  /// Every request formed from now on carries this key.
  void replace_key(secret key);
  /// From now on this many requests a second depart at most, in the place of `engine_options::rate`; 0: no limit.
  /// Throws `std::invalid_argument` if that is out of its range.
  void limit_rate(double requests_per_second);

  /// Looks up `numbers`, which are copied before this returns. Completes with a `lookup_report` on the token's
  /// associated executor, whose context outlives the engine, or on one of the engine's threads. A number given twice is
  /// asked once and answered twice.
  template <typename CompletionToken>
  auto async_lookup(std::span<number const> numbers, run_options const& options, run_hooks hooks,
                    CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, void(lookup_report)>(
        [this](auto handler, std::vector<number> copied, run_options const& with, run_hooks const& touch) {
          start_lookup(std::move(copied), with, touch, std::move(handler));
        },
        token, std::vector<number>(numbers.begin(), numbers.end()), options, std::move(hooks));
  }

  /// Looks up every row of `from` and gives every settled row to `into`; both outlive the run. Completes with the
  /// `summary` as `async_lookup` does. The source is read, and the sink written, on two threads of the run's own.
  template <typename CompletionToken>
  auto async_run(source& from, sink& into, run_options const& options, run_hooks hooks, CompletionToken&& token) {
    return boost::asio::async_initiate<CompletionToken, void(summary)>(
        [this, &from, &into](auto handler, run_options const& with, run_hooks const& touch) {
          start_run(from, into, with, touch, std::move(handler));
        },
        token, options, std::move(hooks));
  }

 private:
  void start_lookup(std::vector<number> numbers, run_options const& options, run_hooks const& hooks,
                    boost::asio::any_completion_handler<void(lookup_report)> handler);
  void start_run(source& from, sink& into, run_options const& options, run_hooks const& hooks,
                 boost::asio::any_completion_handler<void(summary)> handler);

  class implementation;
  std::unique_ptr<implementation> implementation_;
};

}  // namespace rcs
