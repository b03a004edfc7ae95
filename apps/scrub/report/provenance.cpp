#include "scrub/report/provenance.hpp"

#include <fmt/format.h>

#include <array>
#include <filesystem>
#include <optional>

#include "common/duration_text.hpp"
#include "rcs/version.hpp"
#include "scrub/fingerprint.hpp"
#include "scrub/write_back.hpp"

namespace rcs::scrub {
namespace {

using options = std::vector<std::pair<std::string, std::string>>;

run_report::list list_of(std::string const& name) {
  if (name == "-") return {"standard input", std::nullopt, {}};
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(name, ignored)) return {name, std::nullopt, {}};
  auto const found = content_of(name);
  return {name, found.bytes, found.hash};
}

std::string yes_or_no(bool yes) {
  return yes ? "yes" : "no";
}

template <typename Value>
std::string or_learned(std::optional<Value> const& value) {
  return value ? fmt::format("{:g}", static_cast<double>(*value)) : "auto";
}

/// Host and port of a proxy, without who goes through it.
std::string host_of(std::string const& proxy) {
  if (proxy.empty()) return "none";
  auto const at = proxy.rfind('@');
  if (at != std::string::npos) return proxy.substr(at + 1);
  auto const scheme = proxy.find("://");
  return scheme == std::string::npos ? proxy : proxy.substr(scheme + 3);
}

/// A path with the placeholder where somebody has written the account into it.
std::string without_sid(std::string path, std::string const& sid) {
  for (auto at = path.find(sid); !sid.empty() && at != std::string::npos; at = path.find(sid, at + 1)) {
    path.replace(at, sid.size(), "{sid}");
  }
  return path;
}

void add_numbers(options& to, settings const& s) {
  constexpr std::array repeats{"drop", "copy", "keep"};
  to.emplace_back("--duplicates", repeats[static_cast<std::size_t>(s.repeats)]);
  to.emplace_back("--default-region", s.run.numbers.default_region.empty() ? "none" : s.run.numbers.default_region);
  to.emplace_back("--bare-digits", s.run.numbers.bare == bare_digits::international ? "international" : "reject");
}

void add_files(options& to, settings const& s) {
  to.emplace_back("--output", s.output.empty() ? (s.split.empty() ? "standard output" : "none") : s.output);
  if (!s.failed.empty()) to.emplace_back("--failed", s.failed);
  to.emplace_back("--append", yes_or_no(s.append));
  if (s.order) to.emplace_back("--order", *s.order == list_order::input ? "input" : "any");
  if (!s.split.empty()) to.emplace_back("--split", s.split);
  if (!s.append) to.emplace_back("--format", s.format == row_format::csv ? "csv" : "ndjson");
}

void add_requests(options& to, settings const& s) {
  auto const& e = s.engine;
  if (s.sample != 0) to.emplace_back("--sample", std::to_string(s.sample));
  if (s.run.budget_numbers != 0) to.emplace_back("--budget-numbers", std::to_string(s.run.budget_numbers));
  to.emplace_back("--rate", or_learned(e.rate));
  to.emplace_back("--rate-numbers", fmt::format("{:g}", e.rate_numbers));
  to.emplace_back("--max-in-flight", or_learned(e.max_in_flight));
  to.emplace_back("--threads", std::to_string(e.threads));
  to.emplace_back("--batch-min", std::to_string(s.run.batch_min));
  to.emplace_back("--batch-max", std::to_string(s.run.batch_max));
  to.emplace_back("--remainder", s.run.rest == remainder::single ? "single" : "hold");
  to.emplace_back("--attempts", std::to_string(s.run.attempts));
  to.emplace_back("--ask-missing", std::to_string(s.run.ask_missing));
  to.emplace_back("--timeout", to_text(e.timeout));
  to.emplace_back("--bulk-path", without_sid(e.bulk_path, e.sid));
  to.emplace_back("--single-path", without_sid(e.single_path, e.sid));
  to.emplace_back("--proxy", host_of(e.proxy));
}

}  // namespace

run_report begin_report(settings const& s) {
  run_report made;
  made.program = version;
  made.endpoint = s.engine.endpoint;
  made.sampled = s.sample != 0;
  made.sid_hash = "sha256 " + sha256_of(s.engine.sid);
  for (auto const& name : s.inputs) made.lists.push_back(list_of(name));
  add_numbers(made.options, s);
  add_files(made.options, s);
  add_requests(made.options, s);
  if (!s.report.price.empty()) made.cost = {s.report.price, s.report.currency};
  return made;
}

}  // namespace rcs::scrub
