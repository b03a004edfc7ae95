#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <vector>

#include "model/batch.hpp"
#include "model/time.hpp"
#include "plan/due_queue.hpp"
#include "plan/isolation_ward.hpp"
#include "plan/plan_books.hpp"
#include "plan/pool.hpp"
#include "plan/settlement.hpp"
#include "plan/size_limits.hpp"
#include "rcs/outcome.hpp"

namespace rcs {

/// What becomes of the numbers that no legal bulk request can be made of.
enum class remainder_policy : std::uint8_t { single, hold };

struct planner_options {
  std::size_t batch_min = 100;  ///< fewest distinct numbers of a bulk request
  std::size_t batch_max = 500;  ///< most, at least `batch_min`
  remainder_policy remainder = remainder_policy::single;
  unsigned attempts = 6;     ///< requests a number may use up before it is `failed`, 1 to 255
  unsigned ask_missing = 1;  ///< how often a missing number is asked again, at most 254; each time is an attempt, too
  bool repeats = false;      ///< whether a number may be added more than once (`--duplicates keep`)
};

/// What `take` found.
struct plan_step {
  enum class kind : std::uint8_t {
    ask,       ///< `request` is to be sent
    nothing,   ///< nothing can go now; see `next_due`
    unfunded,  ///< only retries could go, and the caller did not allow them
  };
  kind what = kind::nothing;
  batch request;
};

/// Decides what is asked next: the run's numbers from the reader until they are settled. A pure value; the caller
/// serialises access. Takes numbers as entries, gives them out as legal requests, takes back what must be asked again.
///
/// Every entry given in comes out exactly once: as part of a batch that `answered` closes, or as a settlement. In
/// between it counts as unsettled.
class planner {
 public:
  /// Throws `std::invalid_argument`, naming the option, for one out of its range.
  explicit planner(planner_options const& options);

  // --- from the reader
  void add(std::span<entry const> fresh);
  void end_of_input() noexcept;
  /// Tells the planner whether the reader is held back by the bound on unsettled numbers: if so and nothing is under
  /// way, no more input can come until something settles, and what is here goes out as at the end of the input.
  void hold_input(bool held) noexcept;

  // --- to a worker that may send
  /// The next request, if any is due at `now`: what is asked again first (retries unless `retries_allowed` is false),
  /// then isolation, then fresh numbers by the tail rule. Each taken batch is in flight until it is given to exactly
  /// one of the calls below.
  ///
  /// The tail rule: a full batch goes when any number of others may follow it and all still fill legal requests. What
  /// remains waits until no input can come and nothing is under way; then it is split into the fewest legal requests,
  /// and what does not fill one is asked alone, held, or, if it needs company, `missing`.
  [[nodiscard]] plan_step take(time_point now, bool retries_allowed);
  /// Whether `take` at `now`, were retries allowed, would do something: find a request, or settle entries. Never false
  /// when it would; seldom true when it would not.
  [[nodiscard]] bool ready(time_point now) const noexcept;
  /// When the earliest batch in back-off becomes due; empty if none is.
  [[nodiscard]] std::optional<time_point> next_due() const noexcept;

  // --- what came of a batch
  /// Answered: all of it is settled by its answer, but for `missing`, which are asked again while that is allowed.
  void answered(batch&& done, std::span<entry const> missing);
  /// Failed: asked again as it is, not before `due`; entries whose attempts are used up settle as `failed`/`as`.
  void retry(batch&& failed, time_point due, failure as);
  /// Never reached the upstream, or may not have (stale connection, throttled, confirmation): asked again as it is, not
  /// before `due`, no attempt used.
  void replay(batch&& unsent, time_point due);
  /// 413: the largest batch is halved for the rest of the run, never under the smallest, and the numbers are planned
  /// again; an attempt is used only if the batch was already no larger than the new maximum.
  void shrink(batch&& too_large, time_point due);
  /// Refused for being too small: planned again in other company, never bisected; an attempt is used.
  void replan(batch&& too_small, time_point due);
  /// Refused because of a number in it: bisected until the bad one is alone, within the price list; a refused single is
  /// `rejected`. `requests_sent` is of the whole run so far, isolation included.
  void isolate(batch&& refused, std::uint64_t requests_sent);
  /// The batch is given up because the run is stopping: its entries stay unsettled and no longer in flight.
  void abandon(batch&& given_up);

  // --- what the planner settled by itself
  /// Moves the settlements since the last call to the end of `into`, in the order they were decided. Every call above
  /// but `add` may decide some; a `take` that found nothing, too.
  void collect(std::vector<settlement>& into);

  /// Entries given in and not yet settled.
  [[nodiscard]] std::size_t unsettled() const noexcept;
  /// Batches taken and not given back.
  [[nodiscard]] std::size_t in_flight() const noexcept;
  /// Entries in back-off: to be asked again, and not taken yet.
  [[nodiscard]] std::size_t waiting_for_retry() const noexcept;
  /// The input has ended and nothing is unsettled.
  [[nodiscard]] bool finished() const noexcept;

 private:
  enum class pool_step : std::uint8_t { wait, full, tail };

  [[nodiscard]] std::optional<batch> take_waiting(time_point now, bool retries_allowed);
  [[nodiscard]] std::optional<batch> take_formed();
  [[nodiscard]] std::optional<batch> take_loose();
  [[nodiscard]] pool_step next_pool_step() const noexcept;
  [[nodiscard]] bool quiet() const noexcept;
  [[nodiscard]] std::size_t riders() const noexcept;
  [[nodiscard]] bool fits(batch const& b) const noexcept;

  [[nodiscard]] batch form_bulk();
  void add_riders(std::size_t count, std::vector<entry>& to);
  void make_room();
  bool settle_missing();
  void part(pool& from, std::size_t most);
  void plan_ending();

  void ask_alone(entry const& e);
  void finish_alone(entry const& e);
  void await_company(entry const& e);
  void part_with_companions();
  void loosen(batch&& group);
  void use_attempt(batch& failed, failure as);
  void ask_again(batch&& failed, time_point due);
  void close(batch&& done);

  planner_options options_;
  size_limits limits_;
  bool ended_ = false;
  bool held_ = false;
  std::size_t in_flight_ = 0;
  plan_books books_;

  pool fresh_;       ///< count towards the minimum
  pool companions_;  ///< ride with those
  std::deque<batch> formed_;
  due_queue retries_;
  due_queue replays_;
  due_queue loose_;  ///< numbers to be planned again, in batches as they came back
  isolation_ward ward_;
  std::vector<std::vector<entry>> spare_;  ///< memory of finished batches
  std::vector<entry> candidates_;          ///< working memory of `add_riders`
};

}  // namespace rcs
