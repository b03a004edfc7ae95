#include "sink/checkpoint.hpp"

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <chrono>
#include <cstddef>
#include <exception>
#include <stdexcept>

#include "rcs/outcome.hpp"

namespace rcs {
namespace {

namespace json = boost::json;

constexpr std::string_view magic = "rcs-checkpoint 1 ";
constexpr std::size_t checksum_digits = 16;

std::string checksum_of(std::string_view body) {
  constexpr std::string_view digits = "0123456789abcdef";
  auto hash = XXH3_64bits(body.data(), body.size());
  std::string text(checksum_digits, '0');
  for (std::size_t i = checksum_digits; i-- > 0; hash >>= 4U) text[i] = digits[hash & 15U];
  return text;
}

// --- out

json::array pairs(std::vector<std::pair<std::string, std::string>> const& from) {
  json::array made;
  for (auto const& [name, value] : from) made.push_back(json::array{name, value});
  return made;
}

json::array counts(summary::name_counts const& from) {
  json::array made;
  for (auto const& [name, count] : from) made.push_back(json::array{name, count});
  return made;
}

json::array marks(std::vector<output_mark> const& from) {
  json::array made;
  for (auto const& one : from) made.push_back(json::array{one.role, one.at.length, one.at.tail});
  return made;
}

json::array ranges(row_set const& from) {
  json::array made;
  if (from.low_water() != 0) made.push_back(json::array{1, from.low_water()});
  for (auto const& [first, last] : from.beyond()) made.push_back(json::array{first, last});
  return made;
}

json::object outcomes(std::array<std::uint64_t, outcome_count> const& from) {
  json::object made;
  for (std::size_t i = 0; i < outcome_count; ++i) made[outcome_names[i]] = from[i];
  return made;
}

json::array latencies(run_state const& from) {
  json::array made;
  for (auto const& [bucket, count] : from.latencies) made.push_back(json::array{bucket, count});
  return made;
}

json::object totals(summary const& s) {
  json::object made;
  made["rows"] = s.rows;
  made["carriers"] = counts(s.carriers);
  made["carrier_statuses"] = counts(s.carrier_statuses);
  made["known_before"] = s.known_before;
  made["oldest_known_before_s"] = s.oldest_known_before.count();
  made["requests_sent"] = s.requests_sent;
  made["requests_bulk"] = s.requests_bulk;
  made["requests_single"] = s.requests_single;
  made["requests_retried"] = s.requests_retried;
  made["by_status"] = counts(s.by_status);
  made["connections_opened"] = s.connections_opened;
  made["connections_reused"] = s.connections_reused;
  made["connections_resumed"] = s.connections_resumed;
  made["connections_failed"] = s.connections_failed;
  made["latency_max_ns"] = s.latency_max.count();
  made["elapsed_ns"] = s.elapsed.count();
  made["cpu_ns"] = s.cpu.count();
  made["peak_rss_bytes"] = s.peak_rss_bytes;
  return made;
}

// --- in: whatever is not as it should be is thrown, and caught in `parse_checkpoint`

std::uint64_t count_at(json::object const& from, std::string_view key) {
  return from.at(key).to_number<std::uint64_t>();
}

std::chrono::nanoseconds span_at(json::object const& from, std::string_view key) {
  auto const value = from.at(key).to_number<std::int64_t>();
  if (value < 0) throw std::runtime_error{std::string{key} + " is negative"};
  return std::chrono::nanoseconds{value};
}

json::array const& pair_of(json::value const& from) {
  auto const& both = from.as_array();
  if (both.size() != 2) throw std::runtime_error{"a pair has not two parts"};
  return both;
}

std::string text_of(json::value const& from) {
  return std::string{std::string_view{from.as_string()}};
}

summary::name_counts counts_at(json::object const& from, std::string_view key) {
  summary::name_counts made;
  for (auto const& one : from.at(key).as_array()) {
    auto const& both = pair_of(one);
    made.emplace_back(text_of(both[0]), both[1].to_number<std::uint64_t>());
  }
  return made;
}

row_set ranges_at(json::object const& from, std::string_view key) {
  row_set made;
  for (auto const& one : from.at(key).as_array()) {
    auto const& both = pair_of(one);
    row_range const rows{both[0].to_number<std::uint64_t>(), both[1].to_number<std::uint64_t>()};
    // In order and apart, so that what is read is what was written; and far from where a row number overflows.
    bool const in_order = rows.first > made.last() + (made.last() == 0 ? 0 : 1) && rows.first <= rows.last;
    if (!in_order || rows.last >= UINT64_MAX / 2) throw std::runtime_error{"its ranges of rows are not in order"};
    made.add(rows);
  }
  return made;
}

std::array<std::uint64_t, outcome_count> outcomes_at(json::object const& from, std::string_view key) {
  std::array<std::uint64_t, outcome_count> made{};
  auto const& all = from.at(key).as_object();
  for (std::size_t i = 0; i < outcome_count; ++i) made[i] = count_at(all, outcome_names[i]);
  return made;
}

summary totals_of(json::object const& from) {
  summary s;
  s.rows = count_at(from, "rows");
  s.carriers = counts_at(from, "carriers");
  s.carrier_statuses = counts_at(from, "carrier_statuses");
  s.known_before = count_at(from, "known_before");
  s.oldest_known_before = std::chrono::seconds{count_at(from, "oldest_known_before_s")};
  s.requests_sent = count_at(from, "requests_sent");
  s.requests_bulk = count_at(from, "requests_bulk");
  s.requests_single = count_at(from, "requests_single");
  s.requests_retried = count_at(from, "requests_retried");
  s.by_status = counts_at(from, "by_status");
  s.connections_opened = count_at(from, "connections_opened");
  s.connections_reused = count_at(from, "connections_reused");
  s.connections_resumed = count_at(from, "connections_resumed");
  s.connections_failed = count_at(from, "connections_failed");
  s.latency_max = span_at(from, "latency_max_ns");
  s.elapsed = span_at(from, "elapsed_ns");
  s.cpu = span_at(from, "cpu_ns");
  s.peak_rss_bytes = count_at(from, "peak_rss_bytes");
  return s;
}

run_state state_of(json::object const& from) {
  run_state made;
  made.settled = ranges_at(from, "settled");
  made.written = outcomes_at(from, "written");
  made.totals = totals_of(from.at("totals").as_object());
  for (auto const& one : from.at("latencies").as_array()) {
    auto const& both = pair_of(one);
    made.latencies.emplace_back(both[0].to_number<std::uint32_t>(), both[1].to_number<std::uint64_t>());
  }
  return made;
}

checkpoint checkpoint_of(json::object const& from) {
  checkpoint made;
  for (auto const& one : from.at("fingerprint").as_array()) {
    auto const& both = pair_of(one);
    made.fingerprint.emplace_back(text_of(both[0]), text_of(both[1]));
  }
  for (auto const& one : from.at("outputs").as_array()) {
    auto const& parts = one.as_array();
    if (parts.size() != 3) throw std::runtime_error{"an output has not three parts"};
    file_mark const at{parts[1].to_number<std::uint64_t>(), parts[2].to_number<std::uint64_t>()};
    made.outputs.push_back({text_of(parts[0]), at});
  }
  made.state = state_of(from);
  auto const& ended = from.at("exit_code");
  if (!ended.is_null()) made.exit_code = ended.to_number<int>();
  return made;
}

}  // namespace

std::string to_text(checkpoint const& c) {
  json::object made;
  made["fingerprint"] = pairs(c.fingerprint);
  made["outputs"] = marks(c.outputs);
  made["settled"] = ranges(c.state.settled);
  made["written"] = outcomes(c.state.written);
  made["totals"] = totals(c.state.totals);
  made["latencies"] = latencies(c.state);
  made["exit_code"] = c.exit_code ? json::value(*c.exit_code) : json::value(nullptr);
  auto const body = json::serialize(made) + "\n";
  std::string text{magic};
  return text.append(checksum_of(body)).append("\n").append(body);
}

std::optional<checkpoint> parse_checkpoint(std::string_view text, std::string& why) {
  auto const begin_of_body = magic.size() + checksum_digits + 1;
  if (!text.starts_with(magic) || text.size() < begin_of_body) {
    why = "it is no checkpoint of this version";
    return std::nullopt;
  }
  auto const body = text.substr(begin_of_body);
  if (text.substr(magic.size(), checksum_digits + 1) != checksum_of(body) + "\n") {
    why = "it is damaged: its checksum is wrong";
    return std::nullopt;
  }
  try {
    json::parse_options any_bytes;
    any_bytes.allow_invalid_utf8 = true;  // in names of files and of carriers
    return checkpoint_of(json::parse({body.data(), body.size()}, {}, any_bytes).as_object());
  } catch (std::exception const&) {
    why = "it is no checkpoint of this version: its parts are others";
    return std::nullopt;
  }
}

}  // namespace rcs
