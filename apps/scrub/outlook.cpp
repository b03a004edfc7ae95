#include "scrub/outlook.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "common/grouped.hpp"
#include "number/seen_set.hpp"
#include "plan/tail.hpp"
#include "settle/escape.hpp"

namespace rcs::scrub {
namespace {

void count(list_outlook& list, std::uint64_t row, std::string_view cell, normalized const& found) {
  auto& refused = list.invalid[static_cast<std::size_t>(found.reason)];
  ++refused.rows;
  if (refused.first.size() < list_outlook::refused::samples) refused.first.emplace_back(row, cell);
}

/// `17 "call me", 23 "n/a"`, as far as a terminal has room for it.
std::string samples_of(list_outlook::refused const& refused) {
  constexpr std::size_t most_shown = 24;
  std::string text;
  for (auto const& [row, cell] : refused.first) {
    text += fmt::format("{}{} \"{}\"", text.empty() ? "" : ", ", grouped(row), escaped(cell, most_shown));
  }
  return text + (refused.rows > refused.first.size() ? ", ..." : "");
}

std::string time_text(double seconds) {
  auto const whole = static_cast<long long>(std::ceil(seconds));
  if (whole < 120) return fmt::format("{} s", whole);
  if (whole < 7200) return fmt::format("{} min", (whole + 59) / 60);
  if (whole < 172'800) return fmt::format("{:.1f} h", static_cast<double>(whole) / 3600);
  return fmt::format("{:.1f} days", static_cast<double>(whole) / 86'400);
}

std::string times_text(std::uint64_t requests, std::optional<double> rate) {
  std::vector<double> rates{1, 5, 20, 100};
  if (rate && *rate > 0 && std::ranges::find(rates, *rate) == rates.end()) rates.push_back(*rate);
  std::ranges::sort(rates);
  std::string text;
  for (auto const one : rates) {
    text += fmt::format("{}{} at {}/s", text.empty() ? "" : ", ", time_text(static_cast<double>(requests) / one), one);
  }
  return text;
}

}  // namespace

list_outlook look_through(source& list, run_options const& with, prior_answers* known_before, std::error_code& ec) {
  list_outlook made;
  normalizer const normalize{with.numbers};
  seen_set seen;
  row_block block;
  std::vector<prior_answer> fresh;
  while (list.read(block, ec)) {
    made.rows += block.cells.size();
    fresh.clear();
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      auto const found = normalize(block.cells[i]);
      if (found.assumed_international) ++made.assumed_international;
      if (!found.value) {
        count(made, block.row_of(i), block.cells[i], found);
      } else if (with.repeats == duplicates::keep || seen.insert(found.value)) {
        fresh.emplace_back().asked = found.value;
      } else {
        ++made.repeats;
      }
    }
    if (known_before != nullptr && !fresh.empty()) known_before->look_up(fresh);
    auto const known = static_cast<std::uint64_t>(std::ranges::count_if(fresh, &prior_answer::known));
    made.known += known;
    made.numbers += fresh.size() - known;
  }
  return made;
}

request_plan plan_requests(std::uint64_t numbers, run_options const& with) {
  auto const distinct = static_cast<std::size_t>(numbers);
  request_plan made;
  made.bulk = tail_requests(std::span{&distinct, 1}, 0, {with.batch_min, with.batch_max});
  made.numbers = std::min<std::uint64_t>(numbers, made.bulk * with.batch_max);
  if (with.rest == remainder::single) {
    made.single = numbers - made.numbers;
    made.numbers = numbers;
  }
  return made;
}

std::string to_text(list_outlook const& list, request_plan const& plan, std::optional<double> rate) {
  auto const line = [](std::string_view name, std::uint64_t value, std::string const& more = {}) {
    return fmt::format("  {:<20} {:>13}{}{}\n", name, grouped(value), more.empty() ? "" : "   ", more);
  };
  auto text = fmt::format("{} rows; nothing was asked\n", grouped(list.rows));
  for (std::size_t i = 0; i < list.invalid.size(); ++i) {
    auto const& refused = list.invalid[i];
    if (refused.rows == 0) continue;
    text += line(invalid_reason_names[i], refused.rows, "rows " + samples_of(refused));
  }
  if (list.repeats != 0) text += line("repeats", list.repeats);
  if (list.known != 0) text += line("suppressed", list.known);
  text += line("numbers to ask", plan.numbers);
  auto const held = list.numbers - plan.numbers;
  if (held != 0) text += line("held", held, "too few for a bulk request (--remainder hold)");
  auto const requests = plan.bulk + plan.single;
  text += line("requests", requests, fmt::format("{} bulk, {} single", grouped(plan.bulk), grouped(plan.single)));
  if (requests != 0) text += fmt::format("  {:<20} {}\n", "time", times_text(requests, rate));
  if (list.assumed_international != 0) {
    text += fmt::format("  {} numbers without + are taken as international\n", grouped(list.assumed_international));
  }
  return text;
}

}  // namespace rcs::scrub
