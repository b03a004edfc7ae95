// rcs-scrub: a list of phone numbers in, one answer per row out.

#include <fmt/format.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/io_context.hpp>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <memory>
#include <optional>
#include <random>
#include <span>
#include <stdexcept>
#include <system_error>
#include <utility>
#include <vector>

#include "common/api_key.hpp"
#include "common/grouped.hpp"
#include "common/process.hpp"
#include "common/stop_signals.hpp"
#include "file/replace_file.hpp"
#include "rcs/engine.hpp"
#include "scrub/checkpointing.hpp"
#include "scrub/command_line.hpp"
#include "scrub/exit_code.hpp"
#include "scrub/file_error.hpp"
#include "scrub/lists.hpp"
#include "scrub/outlook.hpp"
#include "scrub/progress_json.hpp"
#include "scrub/progress_line.hpp"
#include "scrub/report/report_command.hpp"
#include "scrub/report/reporter.hpp"
#include "scrub/resume_command.hpp"
#include "scrub/sample.hpp"
#include "scrub/suppression.hpp"
#include "scrub/text_file.hpp"
#include "scrub/write_back.hpp"
#include "sink/file_sink.hpp"
#include "sink/summary_text.hpp"

namespace rcs::scrub {
namespace {

namespace asio = boost::asio;

/// Standard error may be closed; that is no reason to fail.
void tell(std::string const& text) {
  [[maybe_unused]] auto const written = std::fputs(text.c_str(), stderr);
}

void complain(std::string const& text) {
  tell("rcs-scrub: " + text + "\n");
}

std::unique_ptr<source> open_input(settings const& s) {
  if (reads_standard_input(s) && ::isatty(STDIN_FILENO) != 0) {
    complain("reading numbers from the terminal, one per line; Ctrl-D ends the list");
  }
  return open_lists(s, false).rows;
}

bool same_file(std::string const& a, std::string const& b) {
  struct stat one {};
  struct stat other {};
  if (a.empty() || b.empty() || a == "-") return false;
  auto const full = [](std::string const& name) {
    std::error_code ignored;  // of a file that is not there yet, the folder is
    return std::filesystem::weakly_canonical(std::filesystem::absolute(name), ignored);
  };
  if (full(a) == full(b)) return true;
  return ::stat(a.c_str(), &one) == 0 && ::stat(b.c_str(), &other) == 0 && S_ISREG(one.st_mode) &&
         one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// Nothing is lost by writing one file over another.
void check_files(settings const& s) {
  std::vector<std::pair<std::string, std::string>> files{{"--output", s.output},
                                                         {"--failed", s.failed},
                                                         {"--summary", s.summary},
                                                         {"--report", s.report.page()},
                                                         {"data of --report", s.report.data()},
                                                         {"--compare", s.report.compare}};
  if (auto const checkpoint = checkpoint_name(s); !checkpoint.empty()) {
    files.emplace_back("--checkpoint", checkpoint);
    files.emplace_back("what becomes --checkpoint", checkpoint + std::string{replacement_suffix});
  }
  if (writes_back(s) && !name_beside(s).empty()) files.emplace_back("the log of answers", answer_log_name(s));
  for (std::size_t i = 0; i < split_file_count && !s.split.empty(); ++i) {
    files.emplace_back("a file of --split", split_name(s, static_cast<split_file>(i)));
  }
  for (auto const& list : s.inputs) files.emplace_back("INPUT", list);
  for (auto const& list : s.suppress) files.emplace_back("--suppress", list);
  for (auto a = files.begin(); a != files.end(); ++a) {
    for (auto b = a + 1; b != files.end(); ++b) {
      if (!same_file(a->second, b->second)) continue;
      throw std::invalid_argument{fmt::format("{} and {} are the same file: {}", a->first, b->first, b->second)};
    }
  }
}

/// Nothing of them is changed yet.
output_files lock_outputs(settings const& s) {
  std::error_code failed;
  std::string which;
  output_files::names names{s.output, STDOUT_FILENO, s.failed};
  if (writes_back(s)) names = {keeps_checkpoint(s) ? answer_log_name(s) : std::string{}, -1, s.failed};
  auto files = output_files::open(names, failed, which);
  if (failed) throw file_error{which, failed};
  return files;
}

std::unique_ptr<sink> begin_output(settings const& s, beginning const& begin, output_files files,
                                   std::optional<back_files> back) {
  std::string which;
  if (auto const failed = begin_files(begin, files, which)) throw file_error{which, failed};
  std::unique_ptr<list_writer> list;
  if (back) list = begin_writing_back(s, std::move(*back), begin.from ? answer_log_name(s) : std::string{});
  return make_file_sink(std::move(files), s.format, begin.file.get(), std::move(list));
}

std::uint64_t numbers_in(run_state const& state) {
  std::uint64_t sum = 0;
  for (auto const count : state.written) sum += count;
  return sum - state.written[index_of(outcome::invalid)] - state.written[index_of(outcome::duplicate)];
}

std::unique_ptr<progress_line> open_progress(settings const& s, run_state const* resume) {
  auto const terminal = ::isatty(STDERR_FILENO) != 0;
  auto const wanted =
      s.show_progress == progress_mode::always || (s.show_progress == progress_mode::automatic && terminal);
  if (!wanted) return nullptr;
  auto line = std::make_unique<progress_line>(STDERR_FILENO, terminal, s.inputs);
  if (resume != nullptr) line->begin_at(numbers_in(*resume));
  return line;
}

summary run(settings const& s, asio::io_context& context, engine& asking, source& from, sink& into, run_hooks hooks) {
  auto const line = open_progress(s, hooks.resume);
  stop_signals signals{context, [&] {
                         if (line) line->clear();
                         complain(s.run.drain.count() == 0
                                      ? "stopping"
                                      : "stopping; waiting for the answers that are out (again: at once)");
                       }};
  hooks.stop = signals.gently();
  hooks.stop_now = signals.at_once();
  progress_json for_programs{STDERR_FILENO};
  hooks.watcher = line.get();
  if (s.show_progress == progress_mode::json) hooks.watcher = &for_programs;
  summary totals;
  bool ended = false;
  asking.async_run(from, into, s.run, hooks, asio::bind_executor(context.get_executor(), [&](summary done) {
                     totals = std::move(done);
                     ended = true;
                   }));
  while (!ended) context.run_one();  // the signals keep it from running out of work
  if (line) line->clear();
  return totals;
}

/// The files are on disk before the checkpoint says that there is nothing left to do: nobody would write them again.
void report(settings const& s, summary const& totals, reporter const* reporting) {
  if (!s.summary.empty()) write_text(s.summary, to_json(totals));
  if (reporting != nullptr) {
    for (auto const& [file, text] : reporting->files(totals)) write_text(file, text);
  }
  if (!s.quiet) {
    tell(to_text(totals));
  } else if (!totals.why.empty()) {
    complain(totals.why);
  }
  if (totals.assumed_international > 0) {
    complain(
        fmt::format("{} numbers without + were taken as international; --default-region or "
                    "--bare-digits reject would not assume that",
                    grouped(totals.assumed_international)));
  }
}

/// How long a settled row waits to be saved: with what the disk takes, it is in a checkpoint after a fifth of a second.
constexpr std::chrono::milliseconds save_every{190};

/// The run is over: its checkpoint says so, or people are told how to go on.
void close_checkpoint(checkpoint_file& file, summary const& totals, std::string const& how_to_go_on) {
  if (totals.how == ending::unbalanced) return;
  if (!totals.complete()) return complain("to go on from here: " + how_to_go_on);
  if (auto const failed = file.finish(exit_code_of(totals))) {
    throw file_error{file.name(), failed};
  }
}

/// Of open files. Where nothing was said of connections there are as many as fit.
void make_room(engine_options& options) {
  auto const most = most_connections(options);
  if (options.max_in_flight || options.connections != 0) {
    make_room_for(most, options.threads);
  } else {
    options.connections = static_cast<unsigned>(make_room_for_up_to(most, options.threads));
  }
}

/// What it would take, without asking anything: needs no key.
int look_ahead(settings const& s) {
  auto const list = open_input(s);
  std::error_code failed;
  auto const suppressed = load_suppression(s);
  for (auto const& remark : suppressed.remarks) complain(remark);
  auto const found = look_through(*list, s.run, suppressed.list.get(), failed);
  if (failed) throw file_error{"the list", failed};
  fmt::print("{}", to_text(found, plan_requests(found.numbers, s.run), s.engine.rate));
  return every_row_final;
}

/// A sample of the list in its place.
std::unique_ptr<source> draw(settings const& s, source& list, std::uint64_t& numbers) {
  std::error_code failed;
  auto const seed = s.engine.seed != 0 ? s.engine.seed : std::random_device{}();
  auto const drawn = draw_sample(list, s.run.numbers, s.sample, seed, failed);
  if (failed) throw file_error{"the list", failed};
  numbers = drawn.numbers;
  return rows_of(drawn);
}

int scrub(settings s, std::string const& how_to_go_on) {
  std::string warning;
  auto key = take_api_key(s.api_key_file, warning);
  if (!warning.empty()) complain(warning);
  make_room(s.engine);
  check_files(s);
  auto from = open_input(s);
  std::uint64_t numbers = 0;  // of the whole list, where a sample is asked
  if (s.sample != 0) from = draw(s, *from, numbers);
  std::optional<back_files> back;
  if (writes_back(s)) back = lock_back_files(s);
  auto files = lock_outputs(s);
  auto const begin = find_beginning(s, files);
  if (!begin.remark.empty()) complain(begin.remark);
  if (begin.finished) {
    if (back) remove_answer_log(s);
    return *begin.finished;
  }
  if (begin.file) s.run.save_every = save_every;
  std::unique_ptr<reporter> reporting;
  if (!s.report.file.empty()) reporting = std::make_unique<reporter>(s);
  for (auto const& file : {s.summary, s.report.page(), s.report.data()}) {
    if (!file.empty()) check_writable(file);
  }
  auto const suppressed = load_suppression(s);
  for (auto const& remark : suppressed.remarks) {
    if (!s.quiet) complain(remark);
  }
  asio::io_context context{1};  // outlives the engine, which completes on it
  engine asking{s.engine, std::move(key)};
  auto into = begin_output(s, begin, std::move(files), std::move(back));  // last, since it empties what is there
  if (reporting) into = reporting->begin(std::move(into), begin.from.has_value());
  run_hooks hooks;
  hooks.resume = begin.from ? &begin.from->state : nullptr;
  hooks.exchanges = reporting.get();
  hooks.known_before = suppressed.list.get();
  auto const totals = run(s, context, asking, *from, *into, hooks);
  report(s, totals, reporting.get());
  if (s.sample != 0 && !s.quiet) tell(reach_text(totals, numbers));
  if (begin.file) close_checkpoint(*begin.file, totals, how_to_go_on);
  if (begin.file && writes_back(s) && totals.complete()) remove_answer_log(s);
  return exit_code_of(totals);
}

}  // namespace
}  // namespace rcs::scrub

int main(int argc, char** argv) {
  using namespace rcs::scrub;
  ::signal(SIGPIPE, SIG_IGN);  // a closed pipe is an error of the write,
  ::signal(SIGXFSZ, SIG_IGN);  // and so is a file at its limit
  rcs::hold_standard_descriptors();
  rcs::forbid_core_dumps();
  try {
    std::span<char const* const> const arguments{argv, static_cast<std::size_t>(argc)};
    if (is_report_command(arguments)) return report_command(arguments);
    auto const asked = read_command_line(argc, argv);
    if (asked.run && asked.run->dry_run) return look_ahead(*asked.run);
    if (asked.run) return scrub(*asked.run, resume_command(arguments));
    fmt::print("{}", asked.text);
    return every_row_final;
  } catch (refused const& why) {
    complain(why.what());
    return usage;
  } catch (std::invalid_argument const& wrong) {
    complain(wrong.what());
    tell("Try: rcs-scrub --help\n");
    return usage;
  } catch (file_error const& failed) {
    complain(failed.what());
    return io_error;
  } catch (std::system_error const& failed) {
    complain(failed.what());
    return io_error;
  } catch (std::exception const& bug) {
    complain(fmt::format("internal error: {}", bug.what()));
    return unbalanced;
  }
}
