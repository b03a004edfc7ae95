#include "gate/rate_controller.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace rcs {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

/// How far under what was demonstrated the new rate is, for clocks and windows that are not ours.
constexpr double margin = 0.97;
/// What a rate that was used and was throttled is multiplied by, at the least.
constexpr double decrease = 0.5;
/// How far down it goes between what it can and what it must be, on a logarithmic scale, and if it had lasted a round.
constexpr double part_down = 0.5;
constexpr double part_down_if_safe = 0.3;
/// A safe rate that lasted so long is solid; one that did not falls back to the one before if that is this near.
constexpr duration solid_after = seconds{8};
constexpr double near = 0.7;
/// Safe rate and ceiling this close together are as good as one.
constexpr double close_enough = 1.042;
/// For a while after a drop, which may soon be over: then it is more worth to look for what was there before.
constexpr double close_enough_after_drop = 1.3;
constexpr duration lately = minutes{1};
/// Where between the safe rate and the ceiling the next is, and where each that fails costs such a pause.
constexpr double between = 0.5;
constexpr double between_if_dear = 0.4;
constexpr duration dear_pause = milliseconds{400};
/// The first attempt to get more than a rate that is held; the next are twice as bold, up to `boldest`.
constexpr double first_step = 0.02;
constexpr double after_drop_step = 0.1;
constexpr double boldest = 0.5;
/// A rate is safe when it has lasted so long: there is a whole window of a second in it, wherever in one it begins.
constexpr duration shortest_round = milliseconds{2100};
constexpr duration longest_round = minutes{10};
/// Pauses cost. After one more is tried when as many times its length have passed as this has gaps: 75 times if there
/// are 4 % to get, and 20 times if 15 %.
constexpr double pauses_apart_by_gap = 3;
constexpr duration least_patience = seconds{5};
constexpr duration most_patience = minutes{5};
/// The highest rate that was safe is remembered for so long.
constexpr duration memory = minutes{10};
/// Under this share of it the rate is taken for one that dropped; then more is tried as soon as this, or as a part of
/// the drop's length.
constexpr double dropped = 0.85;
constexpr duration patience_after_drop = seconds{3};
constexpr int patience_by_drop = 30;
/// A window that is exhausted refuses everything until it ends: for this long after a cut without a pause, that is no
/// news.
constexpr duration exhausted = seconds{1};
/// Silence that is longer than any window of a second explains: windows are longer here, and must be averaged over.
constexpr duration long_silence = seconds{2};
/// A round counts if this share of the rate was used.
constexpr double used = 0.85;
/// With fewer answers than this in the first second, it is too early to tell; then rounds are short.
constexpr std::uint64_t enough_served = 40;
constexpr duration doubling_round = milliseconds{300};
/// What was served until the first 429 may be of two windows, the more likely the longer it lasted.
constexpr double of_two_windows = 0.25;
/// If it lasted so long, the server lets through no more than was served in a second, or in as long as this at once.
constexpr duration at_once = milliseconds{250};
/// What a window of which this little is left out would not let through.
constexpr double clearly_more = 1.12;
constexpr double least_rate = 1e-3;
constexpr double most_rate = 1e6;

double in_seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

}  // namespace

void rate_controller::departed(std::uint64_t id, time_point now) noexcept {
  if (latest_ == 0) counts_from_ = now;
  latest_ = id;
  ++out_;
  if (!rate_) return;
  ++round_departures_;
  if (now - round_began_ >= (doubling_ && few_ ? doubling_round : round_)) end_round(now);
}

void rate_controller::succeeded(std::uint64_t id, time_point now) noexcept {
  served_.add(now);
  if (id > before_) {
    if (served_since_ == 0) end_silence(now);
    ++served_since_;
  } else {
    ++served_late_;
  }
  last_success_ = now;
  came_back(id, now);
}

void rate_controller::came_back(std::uint64_t id, time_point now) noexcept {
  --out_;
  if (id > before_ || to_come_ == 0) return;
  count_lately(now);
  if (--to_come_ == 0) settle_first_cut();
}

bool rate_controller::forgivable(time_point now) const noexcept {
  return rate_ && (trying_more() || (served_since_ > 0 && now - cut_at_ >= exhausted));
}

bool rate_controller::expects_more(time_point now) const noexcept {
  return rate_ && now - cut_at_ < exhausted;
}

void rate_controller::throttled(std::uint64_t id, time_point now, refusal const& answer) noexcept {
  came_back(id, now);
  if (id <= before_) return pause_again(answer);  // of an epoch that is known
  forgiven_ = forgivable(now);
  before_ = latest_;
  to_come_ = 0;
  if ((served_since_ == 0 && !trying_more()) || expects_more(now)) {  // no news
    if (served_since_ == 0) refused_at_ = now;
    return pause_again(answer);
  }
  auto const silence = answer.told ? answer.resumes - now : duration{};
  if (trying_more() || !rate_) cost_ = answer.resumes - now;
  if (silence > long_silence) {
    cut_to_average(static_cast<double>(served_since_), answer.resumes - counts_from_, answer.resumes);
  } else if (!rate_) {
    cut_first(now);
  } else if (trying_more()) {
    fall_back(now, answer.resumes);
  } else {
    cut(now, answer.sent);
  }
  last_served_ = served_since_;
  began_ = counts_from_;
  cut_at_ = now;
  served_since_ = served_late_ = 0;
  counts_from_ = answer.resumes;
  refused_at_.reset();
  round_began_ = answer.resumes;
  if (held_until_ && settled(now)) hold(answer.resumes);
}

/// The pause has become longer, or another was needed: nothing else was learned.
void rate_controller::pause_again(refusal const& answer) noexcept {
  if (!rate_) {
    counts_from_ = std::max(counts_from_, answer.resumes);
    return;
  }
  if (answer.resumes <= round_began_) return;
  if (held_until_) *held_until_ += answer.resumes - round_began_;
  if (served_since_ == 0) counts_from_ = std::max(counts_from_, answer.resumes);
  set(*rate_, answer.resumes);
}

/// Something is served again. If nothing was for long, the window is as long.
void rate_controller::end_silence(time_point now) noexcept {
  bool const told = counts_from_ - cut_at_ > long_silence;
  bool const seen = refused_at_ && *refused_at_ - last_success_ > long_silence;
  if (!rate_ || !(told || seen)) return;
  auto const ends = seen ? *refused_at_ + (now - *refused_at_) / 2 : counts_from_;
  cut_to_average(static_cast<double>(last_served_ + served_late_), ends - began_, now);
}

/// The window is long: what was served counts for all of it.
void rate_controller::cut_to_average(double served, duration window, time_point from) noexcept {
  ceiling_ = 0;
  safe_ = 0;
  doubling_ = false;
  vain_ = 0;
  step_ = first_step;
  held_until_.reset();
  to_come_ = 0;
  round_ = std::clamp(duration{window + window / 10}, shortest_round, longest_round);
  set(margin * served / in_seconds(window), from);
}

void rate_controller::count_lately(time_point now) noexcept {
  most_lately_ = std::max(most_lately_, served_.count(now));
  most_at_once_ = std::max(most_at_once_, static_cast<double>(served_.count(now, at_once)) / in_seconds(at_once));
}

/// There was no limit so far.
void rate_controller::cut_first(time_point now) noexcept {
  auto const lasted = in_seconds(now - counts_from_);
  auto const on_average = static_cast<double>(served_since_) / std::max(lasted, 1e-3);
  round_ = shortest_round;
  step_ = first_step;
  doubling_ = true;
  // Where answers are rarer than one a second, the last second may have none.
  most_lately_ = 0;
  count_lately(now);
  within_ = std::min(1.0, lasted);
  set(std::max(first_guess(), margin * std::min(on_average, 1.0)), now);
  to_come_ = out_;
  if (to_come_ == 0) settle_first_cut();
}

double rate_controller::first_guess() const noexcept {
  return margin * static_cast<double>(most_lately_) * (1 - of_two_windows * within_);
}

/// All that were out then have come back.
void rate_controller::settle_first_cut() noexcept {
  if (!doubling_) return;
  auto const most = static_cast<double>(most_lately_);
  few_ = most_lately_ < enough_served;
  rate_ = std::clamp(std::max(*rate_, first_guess()), least_rate, most_rate);
  demonstrated_ = std::max(most, *rate_);
  ceiling_ = within_ >= in_seconds(at_once) ? std::max(most, most_at_once_) : 0;
}

/// An attempt to get more failed.
void rate_controller::fall_back(time_point now, time_point resumes) noexcept {
  ceiling_ = doubling_ && !doubled_ ? std::min(*rate_, demonstrated_) : *rate_;
  doubling_ = false;
  step_ = first_step;
  ++vain_;
  held_until_.reset();
  if (settled(now)) {
    set(safe_, resumes);
    return hold(resumes);
  }
  if (!dear()) {
    set(safe_, resumes);
    held_until_ = std::max(resumes, now + exhausted);
    return;
  }
  seek(resumes);
}

/// What was thought safe is not.
void rate_controller::cut(time_point now, time_point sent) noexcept {
  auto const most = *rate_;
  // A server that saves up what is not used has let through its rate times the time since the last cut, and whatever it
  // had not lost.
  auto const least = static_cast<double>(served_since_) / std::max(1e-3, in_seconds(sent - cut_at_));
  ceiling_ = most;
  doubling_ = false;
  step_ = first_step;
  vain_ = 0;
  held_until_.reset();
  if (rash(now)) {
    safe_ = std::exchange(safe_before_, 0);
    vain_ = 1;
    return seek(now);
  }
  bool const was_safe = safe_ == most;
  safe_ = 0;
  // A rate that lasted a round is not far off.
  auto const part = was_safe ? part_down_if_safe : part_down;
  set(std::clamp(most * std::pow(least / most, part), decrease * most, margin * most), now);
}

/// Whether what is called safe was called so lately, and the rate before it is little less.
bool rate_controller::rash(time_point now) const noexcept {
  return *rate_ == safe_ && now - safe_since_ < solid_after && safe_before_ > near * safe_;
}

void rate_controller::set(double rate, time_point from) noexcept {
  rate_ = std::clamp(rate, least_rate, most_rate);
  round_began_ = from;
  round_departures_ = 0;
}

void rate_controller::end_round(time_point now) noexcept {
  auto const could = *rate_ * in_seconds(now - round_began_);
  auto const in_use = static_cast<double>(round_departures_) >= used * could;
  if (!in_use) return set(*rate_, now);
  if (*rate_ > safe_) vain_ = 0;
  if (*rate_ != safe_) {
    safe_before_ = safe_;
    safe_since_ = now;
  }
  safe_ = *rate_;
  if (safe_ >= remembered(now)) {
    best_ = safe_;
    best_at_ = now;
  }
  if (doubling_ && (ceiling_ == 0 || 2 * safe_ < ceiling_)) {
    doubled_ = doubled_ || safe_ > demonstrated_;
    return set(few_ || doubled_ ? 2 * safe_ : clearly_more * demonstrated_, now);
  }
  doubling_ = false;
  if (held_until_ && now < *held_until_) return;
  if (held_until_) {
    held_until_.reset();
    if (settled(now)) ceiling_ = 0;  // it is old
  }
  seek(now);
}

/// The next rate to try.
void rate_controller::seek(time_point now) noexcept {
  if (ceiling_ > 0) {
    if (!settled(now)) return set(next_between(), now);
    set(safe_, now);
    return hold(now);
  }
  auto const before = remembered(now);
  bool const after_drop = safe_ < dropped * before;
  if (after_drop && step_ > first_step) {  // more is let through again: probably as much as before
    ceiling_ = before;
    step_ = first_step;
    return set(margin * before, now);
  }
  auto const more = after_drop ? after_drop_step : step_;
  step_ = std::min(step_ * 2, boldest);
  set(safe_ * (1 + more), now);
}

double rate_controller::next_between() const noexcept {
  return safe_ * std::min(std::pow(ceiling_ / safe_, dear() ? between_if_dear : between), 1 + boldest);
}

bool rate_controller::dropped_lately(time_point now) const noexcept {
  return safe_ < dropped * remembered(now) && now - best_at_ < lately;
}

bool rate_controller::dear() const noexcept {
  return cost_ >= dear_pause;
}

/// Whether safe rate and ceiling are as good as one.
bool rate_controller::settled(time_point now) const noexcept {
  return ceiling_ > 0 && ceiling_ <= safe_ * (dropped_lately(now) ? close_enough_after_drop : close_enough);
}

void rate_controller::hold(time_point from) noexcept {
  held_until_ = from + patience(from);
}

duration rate_controller::patience(time_point now) const noexcept {
  if (safe_ < dropped * remembered(now)) {
    return std::max({patience_after_drop, round_, duration{now - best_at_} / patience_by_drop});
  }
  // The wider the gap below the ceiling, the more there is to get.
  auto const gap = std::max(ceiling_ / safe_ - 1, close_enough - 1);
  auto const apart =
      duration{static_cast<duration::rep>(static_cast<double>(cost_.count()) * pauses_apart_by_gap / gap)};
  auto const once = std::max({least_patience, std::min(apart, most_patience), 2 * round_});
  auto const most = std::max(once, cost_ > milliseconds{0} ? most_patience : 2 * least_patience);
  return std::min(once * (1 << std::min(vain_ > 0 ? vain_ - 1 : 0U, 10U)), most);
}

double rate_controller::remembered(time_point now) const noexcept {
  return now - best_at_ < memory ? best_ : 0;
}

}  // namespace rcs
