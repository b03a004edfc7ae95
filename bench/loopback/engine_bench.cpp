// bench-engine: a list looked up by the whole engine but for sockets and TLS, and what that took.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>

#include "sink/checkpoint_file.hpp"
#include "sink/file_sink.hpp"
#include "source/text_source.hpp"
#include "support/count_allocations.hpp"
#include "support/memory_run.hpp"

namespace rcs::bench {
namespace {

struct settings {
  std::string input;
  std::string output = "/dev/null";
  std::string checkpoint;
  duplicates repeats = duplicates::keep;
  row_format format = row_format::csv;
  unsigned threads = 1;
  std::size_t in_flight = 32;
};

void read_command_line(CLI::App& app, settings& into) {
  app.description("Looks a list up over an upstream in memory, and prints name, value and unit of what that took.");
  app.add_option("INPUT", into.input, "list of numbers, one a line")->required();
  app.add_option("-o,--output", into.output, "where the rows go")->capture_default_str();
  app.add_option("--checkpoint", into.checkpoint, "keep a checkpoint, saved every 190 ms");
  app.add_option("--duplicates", into.repeats, "drop or keep")
      ->transform(
          CLI::Transformer{std::map<std::string, duplicates>{{"drop", duplicates::drop}, {"keep", duplicates::keep}}});
  app.add_option("--format", into.format, "csv or ndjson")
      ->transform(CLI::Transformer{
          std::map<std::string, row_format>{{"csv", row_format::csv}, {"ndjson", row_format::ndjson}}});
  app.add_option("--threads", into.threads, "shards")->capture_default_str()->check(CLI::Range(1, 256));
  app.add_option("--in-flight", into.in_flight, "requests out at once")
      ->capture_default_str()
      ->check(CLI::Range(1, 100'000));
}

void require(std::error_code const& failed, std::string const& what) {
  if (failed) throw std::system_error{failed, what};
}

summary look_up(settings const& with, test::memory_run& run) {
  std::error_code failed;
  std::string which;
  auto const from = open_text_source(with.input, failed);
  require(failed, with.input);
  auto files = output_files::open({with.output, 1, {}}, failed, which);
  require(failed, which);
  require(files.cut_back({}, which), which);
  std::optional<checkpoint_file> states;
  if (!with.checkpoint.empty()) {
    states.emplace(with.checkpoint, checkpoint_file::fingerprint{});
    run.options.save_every = std::chrono::milliseconds{190};
  }
  auto const into = make_file_sink(std::move(files), with.format, states ? &*states : nullptr);
  return run(*from, *into);
}

double seconds(std::chrono::nanoseconds span) {
  return std::chrono::duration<double>{span}.count();
}

void print(char const* name, double value, char const* unit) {
  std::printf("%s\t%.10g\t%s\n", name, value, unit);
}

void report(summary const& totals, duration writing, std::size_t allocations) {
  auto const requests = static_cast<double>(totals.requests_sent);
  auto const ours = seconds(totals.cpu) - seconds(writing);
  auto const per_request = [&](double cpu) { return cpu * 1e6 / requests; };
  print("numbers", static_cast<double>(totals.rows), "");
  print("requests", requests, "");
  print("wall", seconds(totals.elapsed), "s");
  print("speed", totals.numbers_per_second(), "numbers/s");
  print("cpu", seconds(totals.cpu), "s");
  print("cpu of the upstream", per_request(seconds(writing)), "us/request");
  print("cpu of the engine", per_request(ours), "us/request");
  print("allocations", static_cast<double>(allocations) / requests, "/request");
  print("peak memory", static_cast<double>(totals.peak_rss_bytes) / 1e6, "MB");
}

int run(int argc, char** argv) {
  CLI::App app;
  settings with;
  read_command_line(app, with);
  CLI11_PARSE(app, argc, argv);
  test::memory_run run;
  run.options.repeats = with.repeats;
  run.threads = with.threads;
  run.workers = with.in_flight;
  auto const before = test::allocations_of_all_threads();
  auto const totals = look_up(with, run);
  auto const taken = test::allocations_of_all_threads() - before;
  if (!totals.complete()) throw std::runtime_error{"the run did not finish: " + totals.why};
  auto const unanswered = totals.rows - totals.of(outcome::enabled) - totals.of(outcome::not_enabled) -
                          totals.of(outcome::duplicate) - totals.of(outcome::invalid);
  if (unanswered != 0) throw std::runtime_error{"numbers without an answer: " + std::to_string(unanswered)};
  report(totals, run.writing, taken);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace rcs::bench

int main(int argc, char** argv) {
  try {
    return rcs::bench::run(argc, argv);
  } catch (std::exception const& failed) {
    std::cerr << "bench-engine: " << failed.what() << '\n';
    return EXIT_FAILURE;
  }
}
