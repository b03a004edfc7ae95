#include "bench/command_line.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/number_supply.hpp"
#include "common/account_options.hpp"
#include "common/command_line_parts.hpp"
#include "common/duration_text.hpp"

namespace rcs::bench {
namespace {

constexpr auto description =
    "Measures how many look-ups an account or a gateway answers, and how fast: the engine of rcs-scrub, no output.\n"
    "Every number asked is billed as any other. `rcs-bench probe --help`: finds the highest rate by itself.\n";

constexpr auto examples = R"(
Examples:
  rcs-bench --endpoint https://gateway:8443 --sid S --generate 1000000 --in-flight 64 --for 30s
  rcs-bench --config account.toml --numbers list.txt --rate 20 --for 1m --json run.json --html run.html
  rcs-bench --config account.toml --numbers list.txt --cycle --ramp 5:50 --for 2m --max-numbers 200000

In a closed loop (--in-flight) a request is sent when another comes back. In an open loop (--rate, --ramp) requests
are due by a plan, and the latency counts from when they were due: an endpoint that holds us up cannot hide it.

Every option can stand in the --config file (TOML: rate = 10) and in the environment (RCS_RATE=10).
Flags beat the environment, the environment beats the file. The API key comes from --api-key-file or
RCS_API_KEY, never from the command line.

Exit status:
  0 measured   2 usage or configuration   4 stopped by an answer: dead key, refused, wrong host, certificate
  5 interrupted (what was measured is reported)   6 stall   70 internal error   74 a file could not be read or written)";

constexpr auto probe_description =
    "Finds the highest rate that an account or a gateway sustains: doubles the rate until the endpoint throttles, "
    "fails,\n"
    "slows down or falls behind, narrows the gap, and tries what it found for twice as long. Says where it broke, and\n"
    "which --rate and --max-in-flight to use. Every number asked is billed: --max-numbers is never passed.\n";

constexpr auto probe_examples = R"(
Examples:
  rcs-bench probe --config account.toml --numbers list.txt --max-numbers 100000 --plan-only
  rcs-bench probe --config account.toml --numbers list.txt --max-numbers 100000
  rcs-bench probe --endpoint https://gateway:8443 --sid S --generate 1000000 --latency 250ms --throttled 0.001

An endpoint that counts by the minute shows its limit only in a --step longer than that.

Exit status: as rcs-bench; 3 if no rate was found.)";

/// Options that hold what `settings` holds in another form.
struct spelled {
  account_options account;
  std::string ramp;
  std::string warm_up;
};

// Set in a layer, one takes the place of the other in those below.
constexpr std::array<option_pair, 4> rivals{
    {{"--in-flight", "--rate"}, {"--in-flight", "--ramp"}, {"--rate", "--ramp"}, {"--numbers", "--generate"}}};

template <typename T>
CLI::Option* add_count(CLI::App& app, std::string const& name, T& into, std::string const& help) {
  return app.add_option(name, into, help)->type_name("N")->capture_default_str();
}

void add_numbers(CLI::App& app, settings& s) {
  auto const group = "Numbers to ask";
  app.add_option("--numbers", s.numbers, "list of numbers, one per line; its different numbers are asked")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--generate", s.generate,
                 "N numbers from +999000000000 on, which are nobody's: for gateways and simulators only")
      ->type_name("N")
      ->group(group);
  app.add_flag("--cycle", s.cycle, "begin anew where the numbers end, instead of stopping")->group(group);
  add_count(app, "--batch", s.engine.batch_max, "numbers of a request")->group(group);
}

void add_requests(CLI::App& app, settings& s) {
  auto const group = "Requests";
  app.add_option("--connections", s.engine.connections, "connections kept; 0: as many as may be in flight")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  add_count(app, "--threads", s.engine.threads, "threads that talk to the endpoint")->group(group);
  add_duration(app, "--timeout", s.engine.timeout, "for one request")->group(group);
  add_duration(app, "--connect-timeout", s.engine.connect_timeout, "for one connection, TLS included")->group(group);
  add_duration(app, "--stall", s.run.stall, "the run ends when nothing succeeds for this long")->group(group);
  add_duration(app, "--drain", s.run.drain, "for the answers that are out at the end")->group(group);
}

void add_reports(CLI::App& app, settings& s) {
  auto const group = "Reports";
  app.add_option("--json", s.json, "file for the report as JSON")->type_name("FILE")->group(group);
  app.add_option("--html", s.html, "file for the report as one page with plots")->type_name("FILE")->group(group);
  app.add_flag("-q,--quiet", s.quiet, "no report on standard output")->group(group);
}

void add_load(CLI::App& app, settings& s, spelled& text) {
  auto const group = "Load";
  add_count(app, "--in-flight", s.in_flight, "closed loop: requests out at once")->group(group);
  app.add_option("--rate", s.rate, "open loop: requests due each second")->type_name("R")->group(group);
  app.add_option("--ramp", text.ramp, "open loop: a rate that changes evenly, over all of --for")
      ->type_name("FROM:TO")
      ->group(group);
  app.add_option("--max-in-flight", s.open_in_flight, "open loop: requests out at once, at most")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  add_duration(app, "--for", s.lasts, "how long")->default_str("")->group(group);
  app.add_option("--requests", s.requests, "how many requests")->type_name("N")->group(group);
  app.add_option("--max-numbers", s.max_numbers, "numbers asked in all, never more; 0: no bound")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--warm-up", text.warm_up, "what is due so early is not measured [1s with --for, else 0]")
      ->type_name("D")
      ->group(group);
}

void add_probe(CLI::App& app, settings& s) {
  auto const group = "What is looked for";
  auto& p = s.limits;
  app.add_option("--throttled", p.throttled, "share of answers that may throttle")
      ->type_name("P")
      ->capture_default_str()
      ->group(group);
  app.add_option("--failed", p.failed, "share of requests that may fail")
      ->type_name("P")
      ->capture_default_str()
      ->group(group);
  add_duration(app, "--latency", p.latency, "99 % of answers are there so long after they were due")->group(group);
  app.add_option("--start-rate", p.start_rate, "requests a second to begin with")
      ->type_name("R")
      ->capture_default_str()
      ->group(group);
  app.add_option("--top-rate", p.top_rate, "nothing faster is tried")
      ->type_name("R")
      ->capture_default_str()
      ->group(group);
  add_duration(app, "--step", p.step, "how long a rate is tried, with ten requests at least")->group(group);
  add_duration(app, "--rest", s.rest, "pause behind a rate that broke, the endpoint's Retry-After apart")->group(group);
  app.add_option("--max-in-flight", s.open_in_flight, "requests out at once, at most")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--max-numbers", p.max_numbers, "numbers asked in all, never more")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_flag("--plan-only", s.plan_only, "print what would be asked, and ask nothing")->group(group);
}

double read_rate(std::string_view text, std::string_view option) {
  double rate = 0;
  auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), rate);
  if (failed != std::errc{} || end != text.data() + text.size()) {
    throw std::invalid_argument{fmt::format("{}: '{}' is no rate", option, text)};
  }
  return rate;
}

void check_rate(double rate, std::string_view option) {
  constexpr double least = 0.01;
  constexpr double most = 1e6;
  if (rate >= least && rate <= most) return;
  throw std::invalid_argument{
      fmt::format("{}: {} is not between {} and {} requests a second", option, rate, least, most)};
}

ramp read_ramp(std::string const& text) {
  auto const colon = text.find(':');
  if (colon == std::string::npos)
    throw std::invalid_argument{fmt::format("--ramp: '{}' is not FROM:TO, as 5:50", text)};
  ramp made;
  made.from = read_rate(std::string_view{text}.substr(0, colon), "--ramp");
  made.to = read_rate(std::string_view{text}.substr(colon + 1), "--ramp");
  check_rate(made.from, "--ramp");
  check_rate(made.to, "--ramp");
  return made;
}

void check_share(double share, std::string_view option) {
  if (share >= 0 && share <= 1) return;
  throw std::invalid_argument{fmt::format("{}: {} is no share, which is between 0 and 1", option, share)};
}

bool is_vendor(std::string_view endpoint) {
  constexpr std::string_view host = ".kaleyra.io";
  auto const at = endpoint.find(host);
  return at != std::string_view::npos && (at + host.size() == endpoint.size() || endpoint[at + host.size()] == ':' ||
                                          endpoint[at + host.size()] == '/');
}

void complete_numbers(settings& s) {
  if (s.numbers.empty() == (s.generate == 0)) {
    throw std::invalid_argument{
        "which numbers? Give a list, --numbers FILE, or, for a gateway or simulator, --generate N"};
  }
  if (s.generate != 0 && is_vendor(s.engine.endpoint)) {
    throw std::invalid_argument{
        "--generate is for gateways and simulators; the vendor bills every number: give a list"};
  }
  if (s.generate > number_supply::most_generated) {
    throw std::invalid_argument{
        fmt::format("--generate: at most {} numbers can be generated", number_supply::most_generated)};
  }
  if (s.generate != 0 && s.generate < s.engine.batch_max) {
    throw std::invalid_argument{
        fmt::format("--generate: {} numbers are fewer than one request has, {}", s.generate, s.engine.batch_max)};
  }
}

/// The engine as a measurement needs it: nothing is asked again that need not be, and what it is told to ask it asks.
void complete_engine(settings& s, bool open) {
  auto const in_flight = open ? s.open_in_flight : s.in_flight;
  s.engine.rate = 0;
  s.engine.max_in_flight = in_flight;
  s.in_flight = in_flight;
  s.run.batch_max = s.engine.batch_max;
  s.run.batch_min =
      1;  // so that no request waits for the numbers of the next one; each has `batch_max`, whatever this is
  s.run.repeats = duplicates::keep;
  s.run.rest = remainder::hold;
  s.run.attempts = 1;
  s.run.ask_missing = 0;
  check(s.engine);
  check(s.run, s.engine);
}

void complete_load(settings& s, spelled const& text, bool in_flight_given) {
  if (!text.ramp.empty()) s.changing = read_ramp(text.ramp);
  if (s.rate != 0) check_rate(s.rate, "--rate");
  if (!(s.rate >= 0)) check_rate(s.rate, "--rate");
  if (s.changing && s.rate != 0) throw std::invalid_argument{"--rate and --ramp exclude each other"};
  bool const open = s.changing || s.rate != 0;
  if (open && in_flight_given) {
    throw std::invalid_argument{"--in-flight is a closed loop; for an open one, bound it by --max-in-flight"};
  }
  if (s.changing && s.lasts == duration::zero()) throw std::invalid_argument{"--ramp needs --for: how long it takes"};
  if (s.lasts == duration::zero() && s.requests == 0 && s.cycle) {
    throw std::invalid_argument{"how long? Give --for or --requests"};
  }
  s.warm_up = s.lasts != duration::zero() && s.requests == 0 ? std::chrono::seconds{1} : duration::zero();
  if (!text.warm_up.empty()) s.warm_up = read_duration(text.warm_up);
  if (s.lasts != duration::zero() && s.warm_up >= s.lasts) {
    throw std::invalid_argument{fmt::format("--for {} leaves nothing to measure behind a --warm-up of {}",
                                            to_text(s.lasts), to_text(s.warm_up))};
  }
  complete_engine(s, open);
}

void complete_probe(settings& s) {
  auto& p = s.limits;
  check_share(p.throttled, "--throttled");
  check_share(p.failed, "--failed");
  check_rate(p.start_rate, "--start-rate");
  check_rate(p.top_rate, "--top-rate");
  if (p.top_rate < p.start_rate) throw std::invalid_argument{"--top-rate is under --start-rate"};
  if (p.step < std::chrono::milliseconds{100}) throw std::invalid_argument{"--step: at least 100ms"};
  if (p.latency <= duration::zero()) throw std::invalid_argument{"--latency: must be more than 0"};
  p.batch = s.engine.batch_max;
  if (numbers_to_reach(p.start_rate, p) > p.max_numbers) {
    throw std::invalid_argument{fmt::format("--max-numbers: {} are too few for one step, which asks {}", p.max_numbers,
                                            numbers_to_reach(p.start_rate, p))};
  }
  complete_engine(s, true);
}

}  // namespace

command read_command_line(std::span<char const* const> arguments) {
  settings s;
  spelled text;
  s.probing = arguments.size() > 1 && std::string_view{arguments[1]} == "probe";
  std::vector<char const*> words(arguments.begin(), arguments.end());
  if (s.probing) words.erase(words.begin() + 1);
  CLI::App app{s.probing ? probe_description : description, s.probing ? "rcs-bench probe" : "rcs-bench"};
  set_up(app, s.probing ? probe_examples : examples);
  add_numbers(app, s);
  s.probing ? add_probe(app, s) : add_load(app, s, text);
  add_account(app, s.engine, text.account);
  add_requests(app, s);
  add_reports(app, s);
  auto printed = parse_layers(app, words, rivals, "every value belongs to an option, and there are more words");
  if (printed) return {std::nullopt, std::move(*printed)};

  complete_upstream(s.engine, text.account);
  complete_account(s.engine);
  s.api_key_file = text.account.api_key_file;
  complete_numbers(s);
  if (s.probing) {
    complete_probe(s);
  } else {
    complete_load(s, text, app.count("--in-flight") != 0);
  }
  return {std::move(s), {}};
}

}  // namespace rcs::bench
