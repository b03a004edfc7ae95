#include "scenario/scenario_file.hpp"

#include <CLI/CLI.hpp>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string_view>

#include "common/duration_text.hpp"

namespace rcs::test {
namespace {

using texts = std::vector<std::string>;

[[noreturn]] void refuse(std::string_view what, std::string_view text) {
  throw std::runtime_error{std::string{what} + ": " + std::string{text}};
}

void read(std::string const& text, std::string& into) {
  into = text;
}

void read(std::string const& text, duration& into) {
  auto const back = text.starts_with('-');
  auto const span = parse_duration(std::string_view{text}.substr(back ? 1 : 0));
  if (!span) refuse("no span of time", text);
  into = back ? -*span : *span;
}

void read(std::string const& text, std::optional<duration>& into) {
  read(text, into.emplace());
}

template <typename Number>
requires std::is_arithmetic_v<Number>
void read(std::string const& text, Number& into) {
  if (!CLI::detail::lexical_cast(text, into)) refuse("no such value", text);
}

void read(std::string const& text, std::optional<double>& into) {
  into.reset();
  if (text != "auto") read(text, into.emplace());
}

void read(std::string const& text, remainder& into) {
  if (text != "single" && text != "hold") refuse("no such remainder", text);
  into = text == "single" ? remainder::single : remainder::hold;
}

void read(std::string const& text, duplicates& into) {
  if (text != "drop" && text != "keep") refuse("no such treatment of duplicates", text);
  into = text == "drop" ? duplicates::drop : duplicates::keep;
}

/// A bound of a range: a count, or a span in seconds.
double read_bound(std::string const& text) {
  if (auto const span = parse_duration(text); span && text != "0") return std::chrono::duration<double>(*span).count();
  double number = 0;
  read(text, number);
  return number;
}

/// The keys that a section may have, and where their values go.
class section {
 public:
  template <typename T>
  section& key(std::string name, T& into) {
    setters_[std::move(name)] = [&into](std::string const& text) { read(text, into); };
    return *this;
  }

  void set(CLI::ConfigItem const& item) const {
    auto const at = setters_.find(item.name);
    if (at == setters_.end()) refuse("unknown key", item.fullname());
    if (item.inputs.size() != 1) refuse("one value is expected", item.fullname());
    at->second(item.inputs.front());
  }

 private:
  std::map<std::string, std::function<void(std::string const&)>> setters_;
};

section keys_of(weather& w) {
  section all;
  all.key("latency", w.latency).key("latency_to", w.latency_to).key("jitter", w.jitter);
  all.key("server_errors", w.server_errors).key("error_status", w.error_status);
  all.key("throttled", w.throttled).key("retry_after", w.retry_after).key("sends_date", w.sends_date);
  all.key("rate", w.rate).key("burst", w.burst).key("window", w.window);
  all.key("desks", w.desks).key("knee", w.knee).key("collapse", w.collapse);
  all.key("resets", w.resets).key("resets_unheard", w.resets_unheard).key("stale", w.stale);
  all.key("timeouts", w.timeouts).key("drips", w.drips).key("html", w.html);
  all.key("foreign", w.foreign).key("untidy", w.untidy);
  all.key("status", w.status).key("body", w.body);
  all.key("most_numbers", w.most_numbers).key("fewest_numbers", w.fewest_numbers);
  all.key("most_connections", w.most_connections).key("connect_failures", w.connect_failures);
  all.key("connect_time", w.connect_time).key("idle_limit", w.idle_limit);
  return all;
}

section keys_of(server_model& server) {
  section all = keys_of(static_cast<weather&>(server));
  all.key("poison", server.poison).key("spared", server.spared).key("missing", server.missing);
  all.key("missing_once", server.missing_once).key("dead_after", server.dead_after);
  all.key("request_timeout", server.request_timeout);
  return all;
}

section keys_of(virtual_run& run) {
  auto& o = run.options;
  section all;
  all.key("workers", run.workers).key("seed", run.seed).key("stop_after", run.stop_after);
  all.key("batch_min", o.batch_min).key("batch_max", o.batch_max).key("remainder", o.rest);
  all.key("duplicates", o.repeats).key("attempts", o.attempts).key("ask_missing", o.ask_missing);
  all.key("max_unsettled", o.max_unsettled).key("deadline", o.deadline).key("stall", o.stall).key("drain", o.drain);
  return all;
}

section keys_of(gate_options& gate) {
  section all;
  all.key("rate", gate.rate).key("burst", gate.burst).key("rate_numbers", gate.rate_numbers);
  all.key("max_in_flight", gate.max_in_flight)
      .key("learn_in_flight", gate.learn_in_flight)
      .key("retry_budget", gate.retry_budget);
  return all;
}

section keys_of(list_model& list) {
  section all;
  all.key("numbers", list.numbers).key("repeats", list.repeats).key("invalid", list.invalid);
  return all;
}

void expect(CLI::ConfigItem const& item, scenario& into) {
  if (item.name == "ending") {
    into.ending = item.inputs.at(0);
    return;
  }
  auto const low = read_bound(item.inputs.at(0));
  into.ranges[item.name] = {low, item.inputs.size() > 1 ? read_bound(item.inputs[1]) : low};
}

bool is_mark(CLI::ConfigItem const& item) {
  return item.name == "++" || item.name == "--";
}

void take(CLI::ConfigItem const& item, scenario& into) {
  auto const& name = item.parents.empty() ? item.name : item.parents.front();
  if (name == "list") {
    keys_of(into.list).set(item);
  } else if (name == "run") {
    keys_of(into.run).set(item);
  } else if (name == "gate") {
    keys_of(into.run.gate).set(item);
  } else if (name == "server") {
    keys_of(into.run.server).set(item);
  } else if (name == "wall_clock") {
    duration at{};
    read(item.name, at);
    read(item.inputs.at(0), into.run.wall_jumps[at]);
  } else if (name == "expect") {
    expect(item, into);
  } else {
    refuse("unknown section", name);
  }
}

void take_change(CLI::ConfigItem const& item, scenario& into) {
  if (item.parents.front() != "server") refuse("unknown section", item.fullname());
  duration from{};
  read(item.parents[1], from);
  auto& then = into.run.server.changes.try_emplace(from, into.run.server).first->second;
  if (!is_mark(item)) keys_of(then).set(item);
}

}  // namespace

std::vector<std::string> list_model::rows() const {
  auto all = generated_rows(numbers);
  for (std::size_t i = 0; i < repeats; ++i) all.push_back(all[i]);
  for (std::size_t i = 0; i < invalid; ++i) all.emplace_back("no number");
  return all;
}

scenario read_scenario(std::filesystem::path const& file) {
  std::ifstream input{file};
  if (!input) refuse("cannot be read", file.string());
  auto const items = CLI::ConfigTOML{}.from_config(input);
  scenario made;
  for (auto const& item : items) {
    if (item.parents.size() < 2 && !is_mark(item)) take(item, made);
  }
  for (auto const& item : items) {
    if (item.parents.size() == 2) take_change(item, made);
  }
  made.run.gate.batch_max = made.run.server.batch_max = made.run.options.batch_max;
  made.run.server.batch_min = made.run.options.batch_min;
  return made;
}

}  // namespace rcs::test
