#include "bench/json_report.hpp"

#include "sink/json_writer.hpp"

namespace rcs::bench {
namespace {

constexpr int digits = 3;

double milliseconds(duration d) noexcept {
  return std::chrono::duration<double, std::milli>(d).count();
}

double seconds(duration d) noexcept {
  return std::chrono::duration<double>(d).count();
}

void write(json_writer& json, std::string_view key, histogram const& seen) {
  json.open(key);
  json.count("count", seen.count());
  for (auto const& [name, q] : shown_percentiles) json.decimal(name, milliseconds(seen.quantile(q)), digits);
  json.close();
}

void write_counts(json_writer& json, std::string_view key, measurement const& m) {
  json.open(key);
  json.count("requests", m.requests());
  json.count("answered", m.of(exchange_result::answered));
  json.count("throttled", m.of(exchange_result::throttled));
  json.count("failed", m.of(exchange_result::failed));
  json.count("refused", m.of(exchange_result::refused));
  json.count("replayed", m.of(exchange_result::replayed));
  json.count("numbers_asked", m.numbers_asked());
  json.count("numbers_answered", m.numbers());
  json.open("failed_by");
  for (std::size_t i = 0; i < failure_names.size(); ++i) json.count(failure_names[i], m.of(static_cast<failure>(i)));
  json.close();
  json.close();
}

void write_course(json_writer& json, timeline const& course) {
  json.open("course");
  json.decimal("slice_ms", milliseconds(course.width()), digits);
  std::size_t i = 0;
  for (auto const& slice : course.slices()) {
    json.open(std::to_string(i++));
    json.count("answered", slice.answered);
    json.count("throttled", slice.throttled);
    json.count("failed", slice.failed);
    json.decimal("service_p99", milliseconds(slice.service.quantile(0.99)), digits);
    json.decimal("intended_p99", milliseconds(slice.intended.quantile(0.99)), digits);
    json.close();
  }
  json.close();
}

}  // namespace

std::string to_json(load_report const& r) {
  json_writer json;
  json.text("what", r.what);
  json.text("endpoint", r.endpoint);
  json.text("date", r.date);
  json.count("numbers_per_request", r.batch);
  json.count("in_flight", r.in_flight);
  json.decimal("span_s", seconds(r.span), digits);
  json.decimal("warm_up_s", seconds(r.warm_up), digits);
  r.asked_rate ? json.decimal("asked_rate", *r.asked_rate, digits) : json.null("asked_rate");
  json.decimal("achieved_rate", r.achieved(), digits);
  json.decimal("numbers_per_second", r.numbers_a_second(), digits);
  json.count("not_sent", r.not_sent);
  json.decimal("cpu_us_per_request", r.cpu_per_request(), digits);
  write_counts(json, "measured", r.measured);
  write_counts(json, "warm_up", r.warming);
  json.open("by_status");
  for (auto const& [name, count] : r.totals.by_status) json.count(name, count);
  json.close();
  json.open("connections");
  json.count("asked", r.connections);
  json.count("up_at_once", r.most_connections);
  json.count("opened", r.totals.connections_opened);
  json.count("resumed", r.totals.connections_resumed);
  json.count("failed", r.totals.connections_failed);
  json.close();
  json.open("latency_ms");
  write(json, "service", r.measured.service());
  write(json, "intended", r.measured.intended());
  json.close();
  json.open("stages_ms");
  for (std::size_t i = 0; i < stage_count; ++i) write(json, stage_names[i], r.measured.of(static_cast<stage>(i)));
  json.close();
  write_course(json, r.course);
  return json.finish();
}

}  // namespace rcs::bench
