#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>

#include "gate/served_window.hpp"
#include "model/time.hpp"

namespace rcs {

/// Learns how many requests a second the upstream lets through, from its throttling answers alone.
///
/// There is no limit until the first of them. Then the rate is cut to what was demonstrably served, and sought from
/// there: a rate that is used for a round and not throttled is safe, the last one that was throttled is the ceiling,
/// and the search divides what lies between (a bisection on a logarithmic scale, after the binary increase of BIC; L.
/// Xu, K. Harfoush, I. Rhee, INFOCOM 2004) until they are a few percent apart. From then on the rate is held, and from
/// time to time a little more is tried, further up with each success (as CUBIC does beyond its plateau; RFC 9438, 4.3).
/// The worth of an attempt to get more is small while we are near the highest rate that ever was safe, so it is made
/// seldom if it costs a pause; and it is great after a drop, so it is made often then.
///
/// Whatever is throttled among attempts that were out when a cut was made belongs to that cut: one cut for an epoch.
/// Pure. Every call takes constant time and allocates nothing. Attempts are known by rising numbers, given in the order
/// of their departures.
class rate_controller {
 public:
  explicit rate_controller(time_point start) noexcept : cut_at_{start}, counts_from_{start}, last_success_{start} {}

  /// Requests a second; empty while no limit was ever needed.
  [[nodiscard]] std::optional<double> rate() const noexcept { return rate_; }
  /// The same, without what is being tried.
  [[nodiscard]] std::optional<double> learned() const noexcept { return trying_more() ? safe_ : rate_; }

  void departed(std::uint64_t id, time_point now) noexcept;

  // What became of attempt `id`; one of the three, once.
  void succeeded(std::uint64_t id, time_point now) noexcept;
  void undecided(std::uint64_t id, time_point now) noexcept { came_back(id, now); }
  /// It did not take place after all; in the place of the others.
  void unsent(std::uint64_t id) noexcept { came_back(id, last_success_); }

  /// Whether attempt `id`, throttled without a word of when to come back, is no reason to pause, because a lower rate
  /// is the answer: it was an attempt to get more, or is the first in a while. To be asked before `throttled`.
  [[nodiscard]] bool forgives(std::uint64_t id, time_point now) const noexcept {
    return id <= before_ ? forgiven_ : forgivable(now);
  }

  /// Whether another refusal is to be expected still, because a window that is exhausted refuses everything until it
  /// ends.
  [[nodiscard]] bool expects_more(time_point now) const noexcept;

  /// A throttling answer to an attempt.
  struct refusal {
    time_point sent;
    time_point resumes;  ///< when the next may depart: the end of the pause, or now
    bool told = false;   ///< the server said how long the pause is
  };
  void throttled(std::uint64_t id, time_point now, refusal const& answer) noexcept;

 private:
  [[nodiscard]] bool forgivable(time_point now) const noexcept;
  void came_back(std::uint64_t id, time_point now) noexcept;
  [[nodiscard]] bool trying_more() const noexcept { return rate_ && safe_ > 0 && *rate_ > safe_; }

  void set(double rate, time_point from) noexcept;
  void end_round(time_point now) noexcept;
  void seek(time_point now) noexcept;
  void hold(time_point from) noexcept;
  void pause_again(refusal const& answer) noexcept;
  void end_silence(time_point now) noexcept;

  void count_lately(time_point now) noexcept;
  void cut_first(time_point now) noexcept;
  [[nodiscard]] double first_guess() const noexcept;
  void settle_first_cut() noexcept;
  void cut_to_average(double served, duration window, time_point from) noexcept;
  void fall_back(time_point now, time_point resumes) noexcept;
  void cut(time_point now, time_point sent) noexcept;

  [[nodiscard]] bool rash(time_point now) const noexcept;
  [[nodiscard]] double next_between() const noexcept;
  [[nodiscard]] bool dropped_lately(time_point now) const noexcept;
  [[nodiscard]] bool dear() const noexcept;
  [[nodiscard]] bool settled(time_point now) const noexcept;
  [[nodiscard]] duration patience(time_point now) const noexcept;
  [[nodiscard]] double remembered(time_point now) const noexcept;

  std::optional<double> rate_;
  double safe_ = 0;         ///< the highest rate that lasted a round; 0: none known
  double safe_before_ = 0;  ///< what was safe before that; 0: none
  time_point safe_since_{};
  double ceiling_ = 0;  ///< the lowest rate that was throttled since; 0: none known
  double step_ = 0;
  double best_ = 0;  ///< the highest safe rate, and when it was safe last
  time_point best_at_{};
  bool doubling_ = false;  ///< little is known yet: the rate is doubled until it is throttled
  bool doubled_ = false;
  bool few_ = false;  ///< so little that the rounds are short

  // The round under way: how long the present rate has been in use.
  time_point round_began_{};
  duration round_{};
  std::uint64_t round_departures_ = 0;
  std::optional<time_point> held_until_;  ///< when more is tried again; none while seeking
  unsigned vain_ = 0;                     ///< attempts to get more that failed in a row

  // The last epoch.
  std::uint64_t latest_ = 0;  ///< the last attempt that departed
  std::uint64_t before_ = 0;  ///< attempts up to this one departed before the last cut
  bool forgiven_ = false;     ///< it needed no pause
  time_point cut_at_;
  duration cost_{};                       ///< the pause that an attempt to get more cost when it failed last
  time_point began_{};                    ///< when what it ended began
  std::uint64_t last_served_ = 0;         ///< and successes in that
  time_point counts_from_;                ///< when the pause was over
  std::uint64_t served_since_ = 0;        ///< successes of attempts that departed since
  std::uint64_t served_late_ = 0;         ///< and of others
  std::optional<time_point> refused_at_;  ///< the last attempt since, if all were throttled
  time_point last_success_;

  // What is still to come of the attempts that were out at the first cut.
  served_window served_;
  std::uint64_t out_ = 0;
  std::uint64_t to_come_ = 0;
  std::uint64_t most_lately_ = 0;  ///< answers within a second
  double most_at_once_ = 0;        ///< answers a second, in a short time
  double within_ = 0;              ///< how much of a second had passed
  double demonstrated_ = 0;        ///< what came of it
};

}  // namespace rcs
