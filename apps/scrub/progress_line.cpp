#include "scrub/progress_line.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "common/grouped.hpp"
#include "file/list_input.hpp"

namespace rcs::scrub {
namespace {

using std::chrono::duration;
using std::chrono::nanoseconds;
using std::chrono::seconds;

constexpr nanoseconds between_lines = seconds{5};  ///< where the line cannot rewrite itself

/// Lines of a regular file, as they are when it is unpacked; empty for anything else, and when told to stop.
std::optional<std::uint64_t> count_lines(std::string const& path, std::stop_token const& stop) {
  struct stat about {};
  if (path == "-" || ::stat(path.c_str(), &about) != 0 || !S_ISREG(about.st_mode)) return std::nullopt;
  std::error_code failed;
  auto const list = open_list_input(path, failed);
  if (failed) return std::nullopt;
  std::vector<char> buffer(1 << 20);
  std::uint64_t lines = 0;
  char last = '\n';
  while (!stop.stop_requested()) {
    auto const got = list->read(buffer, failed);
    if (failed) return std::nullopt;
    if (got == 0) return lines + (last == '\n' ? 0 : 1);
    lines +=
        static_cast<std::uint64_t>(std::count(buffer.begin(), buffer.begin() + static_cast<std::ptrdiff_t>(got), '\n'));
    last = buffer[got - 1];
  }
  return std::nullopt;
}

/// About as many rows: a header and line ends in quotes are among the lines.
std::optional<std::uint64_t> count_rows(std::vector<std::string> const& lists, std::stop_token const& stop) {
  std::uint64_t sum = 0;
  for (auto const& list : lists) {
    auto const lines = count_lines(list, stop);
    if (!lines) return std::nullopt;
    sum += *lines;
  }
  return sum;
}

std::string short_time(double s) {
  auto const whole = static_cast<long long>(std::ceil(s));
  if (whole < 60) return fmt::format("{}s", whole);
  if (whole < 3600) return fmt::format("{}m{:02}s", whole / 60, whole % 60);
  return fmt::format("{}h{:02}m", whole / 3600, whole / 60 % 60);
}

std::string held_up(progress const& now) {
  auto const left = duration<double>{now.held_up_for}.count();
  switch (now.held_up_by) {
    case waiting::nothing:
      return {};
    case waiting::output:
      return "waiting for the output";
    case waiting::cool_down:
      return fmt::format("throttled, cooling down for {}", short_time(left));
    case waiting::connection:
      return "waiting for a connection";
    case waiting::back_off:
      return fmt::format("waiting for the next try in {}", short_time(left));
    case waiting::rate:
      return "at the rate limit";
    case waiting::input:
      return "waiting for input";
  }
  return {};
}

}  // namespace

std::string progress_text(progress const& now, std::optional<std::uint64_t> total, double rate) {
  auto text = grouped(now.rows_settled);
  if (total) {
    auto const percent = *total == 0 ? 100 : std::min<std::uint64_t>(100, now.rows_settled * 100 / *total);
    text += fmt::format("/{} · {}%", grouped(*total), percent);
  }
  auto const limit = now.learned_in_flight ? fmt::format(" of {}", *now.learned_in_flight) : std::string{};
  text += fmt::format(" · {} numbers/s · {}{} in flight · 429s: {}", grouped(static_cast<std::uint64_t>(rate)),
                      now.in_flight, limit, grouped(now.throttled));
  if (now.learned_rate) text += fmt::format(" · at most {:.1f} requests/s, as learned", *now.learned_rate);
  if (total && rate > 0 && *total > now.rows_settled) {
    // Repeats and invalid rows cost no time; what is left has as many of them as what is done.
    auto const numbers = std::max<std::uint64_t>(now.numbers_settled, 1);
    auto const rows_of_each = std::max(1.0, static_cast<double>(now.rows_settled) / static_cast<double>(numbers));
    text +=
        fmt::format(" · {} left", short_time(static_cast<double>(*total - now.rows_settled) / (rate * rows_of_each)));
  }
  if (auto const cause = held_up(now); !cause.empty()) text += " · " + cause;
  return text;
}

progress_line::progress_line(int descriptor, bool is_terminal, std::vector<std::string> lists)
    : descriptor_{descriptor},
      is_terminal_{is_terminal},
      counting_{[this, lists = std::move(lists)](std::stop_token const& stop) {
        if (auto const rows = count_rows(lists, stop)) total_ = static_cast<std::int64_t>(*rows);
      }} {}

std::optional<std::uint64_t> progress_line::total() const noexcept {
  auto const known = total_.load();
  return known < 0 ? std::nullopt : std::optional{static_cast<std::uint64_t>(known)};
}

void progress_line::on_progress(progress const& now) noexcept {
  auto const span = duration<double>{now.elapsed - last_elapsed_}.count();
  if (span > 0) {
    auto const recent = static_cast<double>(now.numbers_settled - last_settled_) / span;
    // A second's memory: steady enough to read, quick enough to follow.
    auto const weight = last_elapsed_ == nanoseconds{} ? 1.0 : 1 - std::exp(-span);
    rate_ += weight * (recent - rate_);
    last_elapsed_ = now.elapsed;
    last_settled_ = now.numbers_settled;
  }
  if (!is_terminal_ && last_shown_ != nanoseconds{} && now.elapsed - last_shown_ < between_lines) return;
  last_shown_ = std::max(now.elapsed, nanoseconds{1});
  auto const text = progress_text(now, total(), rate_);
  auto const line = is_terminal_ ? "\r\x1b[K" + text : text + "\n";
  [[maybe_unused]] auto const written = ::write(descriptor_, line.data(), line.size());
}

void progress_line::clear() noexcept {
  constexpr std::string_view wipe = "\r\x1b[K";
  if (!is_terminal_) return;
  [[maybe_unused]] auto const written = ::write(descriptor_, wipe.data(), wipe.size());
}

}  // namespace rcs::scrub
