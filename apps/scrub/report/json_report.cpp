#include "scrub/report/json_report.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <stdexcept>

#include "scrub/report/cost.hpp"
#include "sink/json_text.hpp"

namespace rcs::scrub {
namespace {

namespace json = boost::json;

constexpr std::string_view format = "rcs-scrub report 1";

/// As UTF-8, which a reader of JSON may insist on.
json::value text(std::string_view given) {
  std::string quoted;
  append_json_string(quoted, given);
  return json::parse(quoted);
}

json::object object_of(funnel const& totals) {
  json::object outcomes;
  for (std::size_t i = 0; i < outcome_count; ++i) outcomes[outcome_names[i]] = totals.outcomes[i];
  return {{"rows", totals.rows},
          {"valid", totals.valid()},
          {"distinct", totals.distinct()},
          {"asked", totals.asked()},
          {"answered", totals.answered()},
          {"enabled", totals.enabled()},
          {"repeats_are_asked", totals.repeats_are_asked},
          {"outcomes", std::move(outcomes)}};
}

json::array array_of(reach_by_name const& all) {
  json::array made;
  for (auto const& [name, counts] : all) {
    made.push_back({{"name", text(name)},
                    {"numbers", counts.numbers},
                    {"answered", counts.answered},
                    {"enabled", counts.enabled}});
  }
  return made;
}

json::array array_of(std::vector<run_report::list> const& lists) {
  json::array made;
  for (auto const& one : lists) {
    json::object list{{"name", text(one.name)}, {"bytes", nullptr}, {"hash", text(one.hash)}};
    if (one.bytes) list["bytes"] = *one.bytes;
    made.push_back(std::move(list));
  }
  return made;
}

json::array array_of(std::vector<run_report::invalid_reason> const& reasons) {
  json::array made;
  for (auto const& [reason, rows] : reasons) {
    json::array first;
    for (auto const& one : rows.first) first.push_back({{"row", one.row}, {"shape", text(one.shape)}});
    made.push_back({{"reason", text(reason)}, {"count", rows.count}, {"first", std::move(first)}});
  }
  return made;
}

json::array array_of(std::vector<run_report::error> const& errors) {
  json::array made;
  for (auto const& one : errors) {
    made.push_back({{"outcome", to_string(one.what)}, {"words", text(one.words)}, {"count", one.count}});
  }
  return made;
}

json::array array_of(std::vector<run_report::slice> const& course) {
  json::array made;
  for (auto const& one : course) {
    made.push_back({{"numbers", one.numbers},
                    {"answered", one.answered},
                    {"throttled", one.throttled},
                    {"failed", one.failed},
                    {"p50_us", one.p50_us},
                    {"p99_us", one.p99_us}});
  }
  return made;
}

json::object object_of(run_report::traffic const& t) {
  json::object by_status;
  for (auto const& [name, count] : t.by_status) by_status[name] = count;
  json::array latency;
  for (auto const us : t.latency_us) latency.push_back(us);
  return {{"sent", t.sent},
          {"bulk", t.bulk},
          {"single", t.single},
          {"retried", t.retried},
          {"connections_opened", t.connections_opened},
          {"connections_failed", t.connections_failed},
          {"by_status", std::move(by_status)},
          {"latency_us", std::move(latency)},
          {"elapsed_ms", t.elapsed_ms},
          {"cpu_ms", t.cpu_ms},
          {"peak_rss_bytes", t.peak_rss_bytes}};
}

json::object object_of(std::vector<std::pair<std::string, std::string>> const& options) {
  json::object made;
  for (auto const& [name, value] : options) made[name] = text(value);
  return made;
}

json::object object_of(earlier_report const& earlier) {
  return {{"lists", text(earlier.lists)},
          {"ended", text(earlier.ended)},
          {"totals", object_of(earlier.totals)},
          {"carriers", array_of(earlier.carriers)}};
}

// Reading. Everything throws if something is not there or of another kind.

std::uint64_t count_at(json::object const& from, std::string_view key) {
  return from.at(key).to_number<std::uint64_t>();
}

std::string text_at(json::object const& from, std::string_view key) {
  return std::string{from.at(key).as_string()};
}

/// Of each element of an array of objects.
template <typename Value, typename Read>
std::vector<Value> all_at(json::object const& from, std::string_view key, Read read) {
  std::vector<Value> made;
  for (auto const& one : from.at(key).as_array()) made.push_back(read(one.as_object()));
  return made;
}

outcome outcome_named(std::string_view name) {
  auto const found = std::ranges::find(outcome_names, name);
  if (found == outcome_names.end()) throw std::invalid_argument{"an outcome that is none"};
  return static_cast<outcome>(found - outcome_names.begin());
}

funnel funnel_of(json::object const& from) {
  funnel made;
  made.rows = count_at(from, "rows");
  made.repeats_are_asked = from.at("repeats_are_asked").as_bool();
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i < outcome_count; ++i) {
    made.outcomes[i] = count_at(from.at("outcomes").as_object(), outcome_names[i]);
    if (made.outcomes[i] > made.rows) throw std::invalid_argument{"more rows of an outcome than rows"};
    sum += made.outcomes[i];
  }
  if (sum != made.rows) throw std::invalid_argument{"the outcomes do not sum to the rows"};
  return made;
}

reach_by_name reach_at(json::object const& from, std::string_view key) {
  return all_at<reach_by_name::value_type>(from, key, [](json::object const& one) {
    reach_counts const counts{count_at(one, "numbers"), count_at(one, "answered"), count_at(one, "enabled")};
    return std::pair{text_at(one, "name"), counts};
  });
}

run_report::list list_of(json::object const& from) {
  run_report::list made{text_at(from, "name"), std::nullopt, text_at(from, "hash")};
  if (!from.at("bytes").is_null()) made.bytes = count_at(from, "bytes");
  return made;
}

run_report::invalid_reason invalid_of(json::object const& from) {
  run_report::invalid_reason made{text_at(from, "reason"), {count_at(from, "count"), {}}};
  made.rows.first = all_at<invalid_sample>(from, "first", [](json::object const& one) {
    return invalid_sample{count_at(one, "row"), text_at(one, "shape")};
  });
  return made;
}

run_report::error error_of(json::object const& from) {
  return {outcome_named(text_at(from, "outcome")), text_at(from, "words"), count_at(from, "count")};
}

run_report::slice slice_of(json::object const& from) {
  return {count_at(from, "numbers"), count_at(from, "answered"), count_at(from, "throttled"),
          count_at(from, "failed"),  count_at(from, "p50_us"),   count_at(from, "p99_us")};
}

run_report::traffic traffic_of(json::object const& from) {
  run_report::traffic made;
  made.sent = count_at(from, "sent");
  made.bulk = count_at(from, "bulk");
  made.single = count_at(from, "single");
  made.retried = count_at(from, "retried");
  made.connections_opened = count_at(from, "connections_opened");
  made.connections_failed = count_at(from, "connections_failed");
  for (auto const& one : from.at("by_status").as_object()) {
    made.by_status.emplace_back(one.key(), one.value().to_number<std::uint64_t>());
  }
  for (std::size_t i = 0; i < made.latency_us.size(); ++i) {
    made.latency_us[i] = from.at("latency_us").as_array().at(i).to_number<std::uint64_t>();
  }
  made.elapsed_ms = count_at(from, "elapsed_ms");
  made.cpu_ms = count_at(from, "cpu_ms");
  made.peak_rss_bytes = count_at(from, "peak_rss_bytes");
  return made;
}

earlier_report earlier_of(json::object const& from) {
  return {text_at(from, "lists"), text_at(from, "ended"), funnel_of(from.at("totals").as_object()),
          reach_at(from, "carriers")};
}

void read_provenance(run_report& into, json::object const& from) {
  into.program = text_at(from, "program");
  into.endpoint = text_at(from, "endpoint");
  into.sid_hash = text_at(from, "sid");
  into.lists = all_at<run_report::list>(from, "lists", list_of);
  for (auto const& one : from.at("options").as_object()) {
    into.options.emplace_back(one.key(), one.value().as_string());
  }
  into.begun = text_at(from, "begun");
  into.ended = text_at(from, "ended");
  into.ending = text_at(from, "ending");
  into.why = text_at(from, "why");
  into.resumed = from.at("resumed").as_bool();
  into.sampled = from.at("sampled").as_bool();
}

void read_counts(run_report& into, json::object const& from) {
  into.totals = funnel_of(from.at("totals").as_object());
  into.assumed_international = count_at(from, "assumed_international");
  into.regions_are = text_at(from, "regions_are");
  into.regions = reach_at(from, "regions");
  into.carriers = reach_at(from, "carriers");
  into.carrier_statuses = reach_at(from, "carrier_statuses");
  into.invalid = all_at<run_report::invalid_reason>(from, "invalid", invalid_of);
  into.errors = all_at<run_report::error>(from, "errors", error_of);
}

run_report report_of(json::object const& from) {
  if (text_at(from, "format") != format) throw std::invalid_argument{"of another version"};
  run_report made;
  read_provenance(made, from);
  read_counts(made, from);
  made.requests = traffic_of(from.at("requests").as_object());
  made.slice_ms = count_at(from, "slice_ms");
  made.course = all_at<run_report::slice>(from, "course", slice_of);
  if (made.slice_ms == 0 && !made.course.empty()) throw std::invalid_argument{"slices of no time"};
  if (auto const& cost = from.at("cost"); !cost.is_null()) {
    made.cost = {text_at(cost.as_object(), "per_number"), text_at(cost.as_object(), "currency")};
    static_cast<void>(read_price(made.cost->per_number));
  }
  if (auto const& earlier = from.at("earlier"); !earlier.is_null()) made.earlier = earlier_of(earlier.as_object());
  return made;
}

}  // namespace

std::string to_json(run_report const& r) {
  json::object made{{"format", format},
                    {"program", r.program},
                    {"endpoint", text(r.endpoint)},
                    {"sid", r.sid_hash},
                    {"lists", array_of(r.lists)},
                    {"options", object_of(r.options)},
                    {"begun", r.begun},
                    {"ended", r.ended},
                    {"ending", r.ending},
                    {"why", text(r.why)},
                    {"resumed", r.resumed},
                    {"sampled", r.sampled},
                    {"totals", object_of(r.totals)},
                    {"assumed_international", r.assumed_international},
                    {"regions_are", r.regions_are},
                    {"regions", array_of(r.regions)},
                    {"carriers", array_of(r.carriers)},
                    {"carrier_statuses", array_of(r.carrier_statuses)},
                    {"invalid", array_of(r.invalid)},
                    {"errors", array_of(r.errors)},
                    {"requests", object_of(r.requests)},
                    {"slice_ms", r.slice_ms},
                    {"course", array_of(r.course)},
                    {"cost", nullptr},
                    {"earlier", nullptr}};
  if (r.cost) made["cost"] = {{"per_number", r.cost->per_number}, {"currency", text(r.cost->currency)}};
  if (r.earlier) made["earlier"] = object_of(*r.earlier);
  return json::serialize(made) + "\n";
}

run_report parse_report(std::string_view text) {
  try {
    return report_of(json::parse(text).as_object());
  } catch (std::exception const& wrong) {
    throw std::invalid_argument{std::string{"this is no report of rcs-scrub: "} + wrong.what()};
  }
}

}  // namespace rcs::scrub
