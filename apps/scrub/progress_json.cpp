#include "scrub/progress_json.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace rcs::scrub {
namespace {

constexpr std::chrono::seconds between_lines{1};

constexpr std::array<std::string_view, 7> names_of_waiting{"nothing",  "output", "cool_down", "connection",
                                                           "back_off", "rate",   "input"};

double seconds(std::chrono::nanoseconds time) noexcept {
  return std::chrono::duration<double>{time}.count();
}

}  // namespace

std::string to_json_line(progress const& now) {
  auto text = fmt::format(
      R"({{"elapsed_seconds":{:.3f},"rows_read":{},"input_ended":{},"rows_settled":{},"numbers_settled":{},)"
      R"("unsettled":{},"in_flight":{},"connections":{},"requests_sent":{},"throttled":{},"held_up_by":"{}")",
      seconds(now.elapsed), now.rows_read, now.input_ended, now.rows_settled, now.numbers_settled, now.unsettled,
      now.in_flight, now.connections, now.requests_sent, now.throttled,
      names_of_waiting[static_cast<std::size_t>(now.held_up_by)]);
  if (now.held_up_for.count() > 0) text += fmt::format(R"(,"held_up_for_seconds":{:.3f})", seconds(now.held_up_for));
  if (now.learned_rate) text += fmt::format(R"(,"learned_rate":{:.3f})", *now.learned_rate);
  if (now.learned_in_flight) text += fmt::format(R"(,"learned_in_flight":{})", *now.learned_in_flight);
  return text + "}\n";
}

void progress_json::on_progress(progress const& now) noexcept {
  if (last_ != std::chrono::nanoseconds{} && now.elapsed - last_ < between_lines) return;
  last_ = std::max(now.elapsed, std::chrono::nanoseconds{1});
  auto const line = to_json_line(now);
  // Nobody listens any more: no reason to end a run.
  [[maybe_unused]] auto const written = ::write(descriptor_, line.data(), line.size());
}

}  // namespace rcs::scrub
