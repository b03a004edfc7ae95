// rcs-bench: how many look-ups does an account or a gateway answer, and how fast?

#include <fmt/format.h>
#include <signal.h>

#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <stdexcept>
#include <system_error>

#include "bench/command_line.hpp"
#include "bench/exit_code.hpp"
#include "bench/html_report.hpp"
#include "bench/json_report.hpp"
#include "bench/measure.hpp"
#include "bench/number_supply.hpp"
#include "bench/probe.hpp"
#include "bench/run_load.hpp"
#include "bench/text_report.hpp"
#include "common/api_key.hpp"
#include "common/grouped.hpp"
#include "common/process.hpp"
#include "common/stop_signals.hpp"
#include "file/output_file.hpp"
#include "rcs/engine.hpp"

namespace rcs::bench {
namespace {

namespace asio = boost::asio;

/// Standard error may be closed; that is no reason to fail.
void tell(std::string const& text) {
  [[maybe_unused]] auto const written = std::fputs(text.c_str(), stderr);
}

void complain(std::string const& text) {
  tell("rcs-bench: " + text + "\n");
}

number_supply supply_of(settings const& s) {
  if (s.generate != 0) return {s.generate, s.cycle};
  auto list = read_numbers(s.numbers);
  if (list.invalid != 0) complain(fmt::format("{}: {} rows are no numbers, and left out", s.numbers, list.invalid));
  if (list.numbers.size() < s.engine.batch_max) {
    throw std::invalid_argument{fmt::format("{}: {} different numbers are fewer than one request has, {}", s.numbers,
                                            list.numbers.size(), s.engine.batch_max)};
  }
  return {std::move(list.numbers), s.cycle};
}

void write_file(std::string const& file, std::string const& text) {
  std::error_code failed;
  auto out = output_file::open(file, failed);
  if (!failed) failed = out.cut_back({});
  if (!failed) failed = out.write(text);
  if (!failed) failed = out.finish();
  if (failed) throw std::system_error{failed, file};
}

void check_differ(std::string const& a, char const* a_is, std::string const& b, char const* b_is) {
  std::error_code ignored;
  if (a.empty() || b.empty() || (a != b && !std::filesystem::equivalent(a, b, ignored))) return;
  throw std::invalid_argument{fmt::format("{} and {} are the same file: {}", a_is, b_is, b)};
}

/// Before a run that costs money, not after it.
void check_files(settings const& s) {
  check_differ(s.numbers, "--numbers", s.json, "--json");
  check_differ(s.numbers, "--numbers", s.html, "--html");
  check_differ(s.json, "--json", s.html, "--html");
  for (auto const& file : {s.json, s.html}) {
    std::error_code failed;
    if (!file.empty()) (void)output_file::open(file, failed);
    if (failed) throw std::system_error{failed, file};
  }
}

void write_reports(settings const& s, load_report const& report) {
  if (!s.json.empty()) write_file(s.json, to_json(report));
  if (!s.html.empty()) write_file(s.html, to_html(report));
  if (!s.quiet) fmt::print("{}", to_text(report));
}

int measure(settings const& s, load_environment const& on) {
  auto const what = load_of(s);
  auto done = run_load(on, what, s.warm_up);
  auto const code = exit_code_of(done);
  if (code != measured && code != interrupted) complain(done.totals.why);
  auto const& seen = *done.seen;
  bool const answered =
      seen.measured().of(exchange_result::answered) + seen.warm_up().of(exchange_result::answered) != 0;
  if (code == stopped_by_answer && !answered) return code;  // there is nothing to tell
  write_reports(s, report_of(s, what, std::move(done)));
  return code;
}

int find_rate(settings const& s, load_environment const& on) {
  auto const show = [&s](std::string const& text) {
    if (s.quiet) return;
    fmt::print("{}", text);
    std::fflush(stdout);
  };
  auto const done = probe(s, on, [&show](probe_line const& line) { show(line_text(line)); });
  auto const code = done.stopped_by ? exit_code_of(*done.stopped_by) : measured;
  if (code != measured && code != interrupted) complain(done.stopped_by->totals.why);
  if (done.stopped_by && done.stopped_by->why_ended == load_source::end::list_ended) {
    complain("the numbers to ask came to their end; --cycle begins anew");
  }
  show(conclusion_text(done.report));
  if (!s.json.empty()) write_file(s.json, to_json(done.report));
  if (!s.html.empty()) write_file(s.html, to_html(done.report));
  if (code != measured) return code;
  return done.report.sustained ? measured : nothing_found;
}

int bench(settings s) {
  if (s.probing && (s.plan_only || !s.quiet)) {
    fmt::print("{}", plan_text(begin_report(s)));
    std::fflush(stdout);
    if (s.plan_only) return measured;
  }
  std::string warning;
  auto key = take_api_key(s.api_key_file, warning);
  if (!warning.empty()) complain(warning);
  make_room_for(s.engine.connections == 0 ? s.in_flight : s.engine.connections, s.engine.threads);
  auto numbers = supply_of(s);
  check_files(s);
  number_cap cap{s.probing ? s.limits.max_numbers : s.max_numbers};
  asio::io_context context{1};  // outlives the engine, which completes on it
  engine asking{s.engine, std::move(key)};
  stop_signals const signals{context,
                             [] { complain("stopping; waiting for the answers that are out (again: at once)"); }};
  load_environment const on{asking, context, signals, s.run, numbers, cap};
  return s.probing ? find_rate(s, on) : measure(s, on);
}

}  // namespace
}  // namespace rcs::bench

int main(int argc, char** argv) {
  using namespace rcs::bench;
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGXFSZ, SIG_IGN);
  rcs::hold_standard_descriptors();
  rcs::forbid_core_dumps();
  try {
    auto const asked = read_command_line({argv, static_cast<std::size_t>(argc)});
    if (asked.run) return bench(*asked.run);
    fmt::print("{}", asked.text);
    return measured;
  } catch (std::invalid_argument const& wrong) {
    complain(wrong.what());
    tell("Try: rcs-bench --help\n");
    return usage;
  } catch (std::system_error const& failed) {
    complain(failed.what());
    return io_error;
  } catch (std::exception const& bug) {
    complain(fmt::format("internal error: {}", bug.what()));
    return internal_error;
  }
}
