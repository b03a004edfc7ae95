#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <boost/asio/awaitable.hpp>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <optional>
#include <random>
#include <vector>

#include "flow/clock.hpp"
#include "flow/suspended.hpp"
#include "flow/wake_up.hpp"
#include "gate/gate.hpp"
#include "plan/planner.hpp"

namespace rcs {

/// Leave for one attempt, and the batch that was built at the moment it was given.
struct admission {
  bool granted = false;
  std::uint64_t id = 0;  ///< for `shared_gate::returned`, once, whatever came of the attempt
  time_point departed{};
  batch request;

  admission() = default;
  admission(std::uint64_t attempt, time_point at, batch&& numbers) noexcept
      : granted{true}, id{attempt}, departed{at}, request{std::move(numbers)} {}
};

/// The engine's gate for many threads and many runs: one mutex around the policy, and those who wait for their turn.
/// Runs take turns; of one run's workers the last to come goes first, since they are alike and its connection is warm.
/// Leave and batch are given in one step, so no leave is spent on nothing and no batch waits for leave. Thread-safe.
class shared_gate {
 public:
  /// Builds the batch when its turn has come: `planner::take`. Called with the gate's mutex held.
  using take_function = std::function<plan_step(time_point now, bool retries_allowed)>;

  /// A run's place at the gate; it outlives every wait of the run.
  class place {
    friend class shared_gate;
    explicit place(take_function take) : take_{std::move(take)} {}

    take_function take_;
    std::vector<suspended<admission>> waiting_;
    std::vector<suspended<bool>> for_proof_;
    std::vector<suspended<bool>> for_seat_;
    std::size_t seated_ = 0;
    bool left_ = false;
  };

  /// A worker's right to hold a connection; gives it back when it goes.
  class seat {
   public:
    seat(shared_gate& gate, place& of) noexcept : gate_{gate}, of_{of} {}
    ~seat() { gate_.stand_up(of_); }
    seat(seat const&) = delete;
    seat& operator=(seat const&) = delete;

   private:
    shared_gate& gate_;
    place& of_;
  };

  /// `home` is where wake-ups run.
  shared_gate(gate_options const& options, clock const& time, boost::asio::any_io_executor home, std::uint64_t seed);
  ~shared_gate();

  /// A place for a run, until `leave`.
  [[nodiscard]] std::shared_ptr<place> enter(take_function take);
  /// Lets everyone of that run go with nothing, now and from now on.
  void leave(place& of);

  /// Waits until the upstream has answered well once; false if the run leaves before.
  [[nodiscard]] boost::asio::awaitable<bool> proof(place& of);
  /// Whether the run has fewer workers busy than may be out at once and a few in reserve: more would only hold
  /// connections and wait. If so, a `seat` is to be made at once.
  [[nodiscard]] bool try_sit(place& of);
  /// Waits for that; false if the run leaves before.
  [[nodiscard]] boost::asio::awaitable<bool> sit_down(place& of);
  /// Leave if it can be had without waiting; else not granted, and `admit` tells more.
  [[nodiscard]] admission try_admit(place& of);
  /// Waits for leave; not granted if there is nothing to ask when the turn comes, or the run leaves.
  [[nodiscard]] boost::asio::awaitable<admission> admit(place& of);
  /// The attempt has ended. Without its departure nothing is learned of the time it took.
  void returned(std::uint64_t id, gate::signal s, std::optional<duration> retry_after,
                std::optional<time_point> departed = {});
  /// The attempt did not take place, in the place of `returned`: there was no live connection after all.
  void unsent(std::uint64_t id, std::size_t numbers);
  /// There may be something new to ask for those who wait.
  void look_again();

  /// `gate::limit_rate`, for everyone from now on.
  void limit_rate(double rate);

  [[nodiscard]] bool proven() const;
  [[nodiscard]] bool confirms_refusal(std::uint64_t id) const;

  struct state {
    std::size_t in_flight = 0;
    bool at_rate_limit = false;  ///< the last who asked was told to wait by a limit on requests or numbers a second
    time_point cooling_until{};
    std::optional<double> learned_rate;            ///< none if none is needed, or it is given
    std::optional<std::size_t> learned_in_flight;  ///< none if it is given
  };
  [[nodiscard]] state look() const;

 private:
  /// With the mutex held: gives leave to whoever may go now.
  void pump();
  enum class turn : std::uint8_t { nobody, passed_over, taken };
  /// With the mutex held: leave for one of `of`, or that there is nothing to ask, in `into`. `nobody`: the gate lets
  /// nobody go now. `passed_over`: others may go, but not with what these have to ask.
  [[nodiscard]] turn take_turn(place& of, time_point now, admission& into);
  void let_go(place& of);
  void announce_proof();
  void stand_up(place& of);
  /// With the mutex held: whoever may sit down now does.
  void fill_seats(place& of);
  [[nodiscard]] bool has_seat(place const& of) const noexcept;

  clock const& time_;
  mutable std::mutex mutex_;
  gate gate_;
  bool const learns_in_flight_;
  std::mt19937_64 random_;
  std::vector<std::shared_ptr<place>> places_;
  std::size_t last_ = 0;  ///< the place that had the last turn; the search for the next begins behind it
  gate::answer::reason held_back_by_ = gate::answer::reason::none;
  std::shared_ptr<wake_up> timer_;
};

}  // namespace rcs
