#include "sink/summary_text.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <string_view>

#include "sink/decimal.hpp"
#include "sink/json_writer.hpp"

namespace rcs {
namespace {

double seconds(std::chrono::nanoseconds d) noexcept {
  return std::chrono::duration<double>(d).count();
}

double milliseconds(std::chrono::nanoseconds d) noexcept {
  return std::chrono::duration<double, std::milli>(d).count();
}

void write_counts(json_writer& json, std::string_view key, summary::name_counts const& counts) {
  json.open(key);
  for (auto const& [name, count] : counts) json.count(name, count);
  json.close();
}

void write_traffic(json_writer& json, summary const& s) {
  json.open("requests");
  json.count("sent", s.requests_sent);
  json.count("bulk", s.requests_bulk);
  json.count("single", s.requests_single);
  json.count("retried", s.requests_retried);
  write_counts(json, "by_status", s.by_status);
  json.close();

  json.open("connections");
  json.count("opened", s.connections_opened);
  json.count("reused", s.connections_reused);
  json.count("resumed", s.connections_resumed);
  json.count("failed", s.connections_failed);
  json.close();

  json.open("latency_ms");
  json.decimal("p50", milliseconds(s.latency_p50), 3);
  json.decimal("p90", milliseconds(s.latency_p90), 3);
  json.decimal("p99", milliseconds(s.latency_p99), 3);
  json.decimal("p999", milliseconds(s.latency_p999), 3);
  json.decimal("max", milliseconds(s.latency_max), 3);
  json.close();

  json.open("learned");
  if (s.learned_rate) {
    json.decimal("rate", *s.learned_rate, 3);
  } else {
    json.null("rate");
  }
  if (s.learned_in_flight) {
    json.count("max_in_flight", *s.learned_in_flight);
  } else {
    json.null("max_in_flight");
  }
  json.close();
}

/// Text from outside on a terminal: control characters, of one byte or of two in UTF-8, show as `?`.
std::string shown(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto const byte = static_cast<unsigned char>(text[i]);
    bool const two_bytes = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (two_bytes) ++i;
    out += byte < 0x20 || byte == 0x7F || two_bytes ? '?' : text[i];
  }
  return out;
}

/// `name 12, name 3`, the first few.
std::string listed(summary::name_counts const& counts, std::size_t at_most) {
  std::string out;
  for (std::size_t i = 0; i < std::min(at_most, counts.size()); ++i) {
    if (i != 0) out += ", ";
    out += shown(counts[i].first) + ' ' + to_grouped(counts[i].second);
  }
  if (counts.size() > at_most) out += ", " + to_grouped(counts.size() - at_most) + " more";
  return out;
}

/// `  label         text`
void add_line(std::string& out, std::string_view label, std::string_view text) {
  constexpr std::size_t column = 16;
  std::string line{"  "};
  line += label;
  line.resize(std::max(column, line.size() + 1), ' ');
  out.append(line).append(text).append("\n");
}

std::string padded(std::string text, std::size_t width) {
  text.insert(0, width - std::min(width, text.size()), ' ');
  return text;
}

void add_outcomes(std::string& out, summary const& s) {
  constexpr std::size_t percent_width = 5;
  std::size_t width = 0;
  for (auto const count : s.outcomes) width = std::max(width, to_grouped(count).size());
  double const rows = static_cast<double>(std::max<std::uint64_t>(s.rows, 1));
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (s.outcomes[i] == 0) continue;
    auto const percent = to_decimal(100 * static_cast<double>(s.outcomes[i]) / rows, 1);
    add_line(out, outcome_names[i],
             padded(to_grouped(s.outcomes[i]), width) + "  " + padded(percent, percent_width) + " %");
  }
}

/// `3 d 4 h`, `12 min`, `0 s`: the largest unit, and for long ages the next one.
std::string age_text(std::chrono::seconds age) {
  constexpr std::int64_t minute = 60;
  constexpr std::int64_t hour = 60 * minute;
  constexpr std::int64_t day = 24 * hour;
  auto const s = age.count();
  if (s < 2 * minute) return std::to_string(s) + " s";
  if (s < 2 * hour) return std::to_string(s / minute) + " min";
  if (s < day) return std::to_string(s / hour) + " h";
  return std::to_string(s / day) + " d " + std::to_string(s % day / hour) + " h";
}

std::string learned(summary const& s) {
  std::string out;
  if (s.learned_rate) out = to_decimal(*s.learned_rate, 1) + " requests/s";
  if (s.learned_in_flight) out += (out.empty() ? "" : ", ") + (to_grouped(*s.learned_in_flight) + " in flight");
  return out;
}

void add_traffic(std::string& out, summary const& s) {
  constexpr std::size_t statuses_shown = 6;
  add_line(out, "requests",
           to_grouped(s.requests_sent) + " sent: " + to_grouped(s.requests_bulk) + " bulk, " +
               to_grouped(s.requests_single) + " single, " + to_grouped(s.requests_retried) + " of them retries");
  if (!s.by_status.empty()) add_line(out, "answers", listed(s.by_status, statuses_shown));
  add_line(out, "connections",
           to_grouped(s.connections_opened) + " opened, " + to_grouped(s.connections_resumed) + " of them resumed, " +
               to_grouped(s.connections_failed) + " failed");
  if (s.learned_rate || s.learned_in_flight) add_line(out, "learned", learned(s));
  if (s.latency_max.count() == 0) return;
  auto const ms = [](std::chrono::nanoseconds d) { return to_decimal(milliseconds(d), 1); };
  add_line(out, "latency",
           "p50 " + ms(s.latency_p50) + ", p90 " + ms(s.latency_p90) + ", p99 " + ms(s.latency_p99) + ", p99.9 " +
               ms(s.latency_p999) + ", max " + ms(s.latency_max) + " ms");
}

}  // namespace

std::string_view to_string(ending how) noexcept {
  switch (how) {
    case ending::finished:
      return "finished";
    case ending::refused:
      return "refused";
    case ending::interrupted:
      return "interrupted";
    case ending::deadline:
      return "deadline";
    case ending::over_budget:
      return "over_budget";
    case ending::stalled:
      return "stalled";
    case ending::input_failed:
      return "input_failed";
    case ending::output_failed:
      return "output_failed";
    case ending::unbalanced:
      break;
  }
  return "unbalanced";
}

std::string to_json(summary const& s) {
  json_writer json;
  json.flag("complete", s.complete());
  json.text("ending", to_string(s.how));
  json.text("why", s.why);
  json.count("rows", s.rows);
  if (s.unique) {
    json.count("unique", *s.unique);
  } else {
    json.null("unique");
  }
  json.count("assumed_international", s.assumed_international);
  json.open("outcomes");
  for (std::size_t i = 0; i < outcome_count; ++i) json.count(outcome_names[i], s.outcomes[i]);
  json.close();
  write_counts(json, "carriers", s.carriers);
  write_counts(json, "carrier_statuses", s.carrier_statuses);
  json.open("known_before");
  json.count("rows", s.known_before);
  json.count("oldest_seconds", static_cast<std::uint64_t>(s.oldest_known_before.count()));
  json.close();
  write_traffic(json, s);
  json.decimal("elapsed_seconds", seconds(s.elapsed), 3);
  json.decimal("numbers_per_second", s.numbers_per_second(), 1);
  json.decimal("cpu_seconds", seconds(s.cpu), 3);
  json.count("peak_rss_bytes", s.peak_rss_bytes);
  return json.finish();
}

std::string to_text(summary const& s) {
  constexpr std::size_t carriers_shown = 4;
  constexpr double megabyte = 1e6;
  std::string out{to_string(s.how)};
  if (!s.why.empty()) out += ": " + shown(s.why);
  out += "\n" + to_grouped(s.rows) + " rows";
  if (s.unique) out += ", " + to_grouped(*s.unique) + " distinct numbers";
  out += " in " + to_decimal(seconds(s.elapsed), 2) + " s, " +
         to_grouped(static_cast<std::uint64_t>(s.numbers_per_second())) + " numbers/s\n";
  add_outcomes(out, s);
  if (s.retryable() != 0) add_line(out, "to ask again", to_grouped(s.retryable()));
  if (s.known_before != 0) {
    add_line(out, "known before",
             to_grouped(s.known_before) + ", the oldest answer " + age_text(s.oldest_known_before) + " old");
  }
  if (s.assumed_international != 0) {
    add_line(out, "warning",
             to_grouped(s.assumed_international) + " numbers without + or 00 were taken as international");
  }
  if (!s.carriers.empty()) add_line(out, "carriers", listed(s.carriers, carriers_shown));
  add_traffic(out, s);
  add_line(out, "used",
           to_decimal(seconds(s.cpu), 2) + " s of CPU, " +
               to_decimal(static_cast<double>(s.peak_rss_bytes) / megabyte, 0) + " MB at most");
  return out;
}

}  // namespace rcs
