#include "crash/story.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "integration/scrub_run.hpp"
#include "sink/checkpoint_file.hpp"

namespace rcs::test {
namespace {

constexpr int killed = 128 + SIGKILL;
/// Blocks of answers that may wait for the writer or be in its hands, see `run_context`, and those that are out.
constexpr std::uint64_t unwritten_at_most = (most_in_flight + 2 * (most_in_flight + 8)) * largest_batch;

bool has_finished(int exit_code) {
  return exit_code == 0 || exit_code == 3;
}

/// One list on its way.
class life {
 public:
  life(workload const& what)
      : what_{what}, upstream_{what.upstream()}, list_{folder_.write("list.txt", messy_list())} {}

  /// Starts the program and lets it end; its exit code.
  int start(hazard const& meets, bool again) {
    std::vector<std::string> environment{std::string{"RCS_API_KEY="} + simulator_key};
    if (!meets.fault.empty()) {
      environment.push_back(std::string{"LD_PRELOAD="} + RCS_FAULTY_FILES);
      environment.push_back("RCS_TEST_FAULT=" + meets.fault);
    }
    child_process::files files;
    files.err = folder_ / "err";
    child_process program{words(again), files, environment};
    if (meets.kill_at) kill_at(program, *meets.kill_at);
    auto const code = program.wait();
    wait_until_alone();
    return code;
  }

  /// After an end that was none: what may be asked again because of it.
  std::uint64_t take_stock(hazard const& met, std::vector<std::string>& complaints) {
    auto const saved = read_checkpoint(output() + ".checkpoint");
    auto const asked = number_at(upstream_.stats(), "numbers.distinct");
    auto const kept = read_file(kept_in());
    auto const written = what_.written_back ? numbers_in_log(kept) : numbers_in(kept);
    if (!saved.why_not.empty()) complaints.push_back("the checkpoint cannot be used: " + saved.why_not);
    if (saved.content) check_marks(*saved.content, complaints);
    settled_ = saved.content ? numbers_of(*saved.content) : 0;
    if (settled_ > asked) complaints.push_back(fmt::format("{} settled, {} asked", settled_, asked));
    // What the lives before had to ask again may be on its way still. A power cut takes what was written.
    if (!met.cuts_power() && asked > written + unwritten_at_most + carried_) {
      complaints.push_back(fmt::format("{} numbers asked, {} of them written", asked, written));
    }
    carried_ = asked - std::min(asked, settled_);
    return carried_;
  }

  [[nodiscard]] std::string said() const { return read_file(folder_ / "err"); }
  [[nodiscard]] harvest reap() const { return harvest::of(what_, folder_ / ""); }
  [[nodiscard]] boost::json::value seen() { return upstream_.stats(); }

  /// Nothing is left lying about.
  void check_folder(std::vector<std::string>& complaints) const {
    for (auto const& one : std::filesystem::directory_iterator{folder_ / ""}) {
      if (one.path().extension() == ".tmp" || one.path().extension() == ".answers")
        complaints.push_back(one.path().filename().string() + " is left");
    }
  }

 private:
  [[nodiscard]] std::string output() const { return folder_ / what_.output(); }
  /// Where answers are kept that must not be lost.
  [[nodiscard]] std::string kept_in() const { return what_.written_back ? output() + ".answers" : output(); }

  [[nodiscard]] std::vector<std::string> words(bool again) const {
    std::vector<std::string> made{RCS_SCRUB};
    auto const append = [&made](std::vector<std::string> const& more) {
      made.insert(made.end(), more.begin(), more.end());
    };
    if (again) append({"--resume"});
    append(account_of(upstream_));
    append(what_.arguments());
    append({"-o", output(), "--failed", folder_ / "failed", "--summary", folder_ / "summary.json", list_});
    return made;
  }

  /// Looks every millisecond how many requests there have been.
  void kill_at(child_process const& program, double share) {
    auto const requests = [this] { return number_at(upstream_.stats(), "requests.total"); };
    auto const to_come = (rows_of_list - std::min<std::uint64_t>(settled_, rows_of_list)) / largest_batch;
    auto const until = requests() + static_cast<std::uint64_t>(share * static_cast<double>(to_come));
    int const process = static_cast<int>(::syscall(SYS_pidfd_open, program.id(), 0));
    pollfd ends{process, POLLIN, 0};
    while (::poll(&ends, 1, 1) == 0 && requests() < until) continue;
    program.signal(SIGKILL);
    ::close(process);
  }

  /// Until the upstream has noticed that nobody is there any more: what it was asked is what it has counted.
  void wait_until_alone() {
    while (number_at(upstream_.stats(), "connections.open") != 0) ::poll(nullptr, 0, 1);
  }

  void check_marks(checkpoint const& saved, std::vector<std::string>& complaints) const {
    for (auto const& mark : saved.outputs) {
      auto const name = mark.role == "output" ? kept_in() : folder_ / mark.role;
      std::error_code none;
      auto const size = std::filesystem::file_size(name, none);
      if (none || size < mark.at.length) {
        complaints.push_back(fmt::format("the checkpoint has {} bytes of {}, and there are {}", mark.at.length,
                                         mark.role, none ? 0 : size));
      }
    }
  }

  static std::uint64_t numbers_of(checkpoint const& saved) {
    std::uint64_t sum = 0;
    for (auto const count : saved.state.written) sum += count;
    return sum - saved.state.written[index_of(outcome::invalid)] - saved.state.written[index_of(outcome::duplicate)];
  }

  workload what_;
  running_simulator upstream_;
  temp_dir folder_;
  std::string list_;
  std::uint64_t settled_ = 0;  ///< numbers, as of the checkpoint
  std::uint64_t carried_ = 0;  ///< numbers that were asked, and not settled by the checkpoint
};

void compare(story& made, harvest const& now, harvest const& expected) {
  auto const same = [&made](char const* what, auto const& is, auto const& was) {
    if (is != was) made.complaints.push_back(fmt::format("{} differ", what));
  };
  same("the answers, or their order,", now.answers, expected.answers);
  auto const sorted = [](std::vector<std::string> lines) {
    std::sort(lines.begin(), lines.end());
    return lines;
  };
  auto const lost = missing_from(sorted(expected.answers), sorted(now.answers));
  auto const doubled = missing_from(sorted(now.answers), sorted(expected.answers));
  made.rows = now.answers.size();
  made.lost = lost.size();
  made.doubled = doubled.size();
  if (!lost.empty()) made.complaints.push_back("not there: " + lost.front());
  if (!doubled.empty()) made.complaints.push_back("there twice, or another: " + doubled.front());
  same("the failed lists", now.failed, expected.failed);
  same("the exit codes", now.exit_code, expected.exit_code);
  if (!now.summary.is_object()) {
    made.complaints.push_back("there is no summary");
    return;
  }
  for (auto const* part : {"complete", "rows", "unique", "outcomes", "carriers", "carrier_statuses"}) {
    same(part, now.summary.at(part), expected.summary.at(part));
  }
}

/// Numbers that were asked again. In other than calm weather numbers are asked again that were refused or had no
/// answer, whoever is killed: there, those that were answered again.
std::uint64_t repeats_in(workload const& what, boost::json::value const& seen, harvest const& now) {
  if (what.weather == weather::calm) return number_at(seen, "numbers.asked_again");
  std::uint64_t answered_once = 0;
  for (auto const* outcome : {"enabled", "not_enabled", "indeterminate", "conflict"}) {
    answered_once += number_at(now.summary, std::string{"outcomes."} + outcome);
  }
  return number_at(seen, "numbers.devices") - answered_once;
}

/// Every end has to be one that its hazard explains.
void check_end(hazard const& met, int code, workload const& what, life const& of, story& made) {
  if (code == killed) {
    ++made.kills;
  } else if (code == 74 && met.fails()) {
    ++made.errors;
    auto const words = met.fault.starts_with("eio") ? "Input/output error" : "No space left on device";
    if (of.said().find(words) == std::string::npos) made.complaints.push_back("unclear: " + of.said());
  } else if (code != 4 || what.weather != weather::rough) {
    // In rough weather the very first answer of a start may end it, since nobody is known to be there.
    made.complaints.push_back(fmt::format("ended with {}: {}", code, of.said()));
  }
}

}  // namespace

harvest undisturbed(workload const& what) {
  life one{what};
  auto const code = one.start({}, false);
  auto made = one.reap();
  made.exit_code = code;
  return made;
}

story live_through(plot const& of, harvest const& expected) {
  story made;
  life one{of.what};
  int code = -1;
  // What ends by itself needs no more starts than there are hazards; a few more for what the weather does.
  auto const patience = of.hazards.size() + 20;
  for (std::size_t start = 0; start < patience && !has_finished(code); ++start) {
    auto const meets = start < of.hazards.size() ? of.hazards[start] : hazard{};
    code = one.start(meets, start > 0);
    if (start > 0) ++made.resumes;
    made.struck.push_back(!has_finished(code));
    if (has_finished(code)) break;
    check_end(meets, code, of.what, one, made);
    made.may_repeat += one.take_stock(meets, made.complaints);
  }
  auto now = one.reap();
  now.exit_code = code;
  compare(made, now, expected);
  one.check_folder(made.complaints);
  made.repeats = repeats_in(of.what, one.seen(), now);
  if (made.repeats > made.may_repeat) {
    made.complaints.push_back(fmt::format("{} numbers asked again, {} may be", made.repeats, made.may_repeat));
  }
  if (number_at(one.seen(), "size_violations") != 0) made.complaints.emplace_back("requests of an illegal size");
  return made;
}

}  // namespace rcs::test
