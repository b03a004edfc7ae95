#include "scrub/checkpointing.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <stdexcept>

#include "scrub/fingerprint.hpp"

namespace rcs::scrub {
namespace {

bool is_file(std::string const& name) {
  struct stat about {};
  return ::stat(name.c_str(), &about) == 0 && S_ISREG(about.st_mode);
}

bool is_file_or_not_there(std::string const& name) {
  struct stat about {};
  return ::stat(name.c_str(), &about) != 0 || S_ISREG(about.st_mode);
}

/// Why no checkpoint can be kept; empty if one can.
std::string obstacle(settings const& s) {
  if (s.input == "-") return "standard input cannot be read a second time";
  if (!is_file(s.input)) return s.input + " is no file that can be read a second time";
  if (s.output.empty()) return "what went to standard output cannot be cut back; give -o FILE";
  if (!is_file_or_not_there(s.output)) return s.output + " is no file that can be cut back";
  if (!s.failed.empty() && !is_file_or_not_there(s.failed)) return s.failed + " is no file that can be cut back";
  return {};
}

std::string name_of(settings const& s) {
  return s.checkpoint.empty() ? s.output + ".checkpoint" : s.checkpoint;
}

void refuse(std::string const& name, std::string const& why) {
  throw std::invalid_argument{fmt::format("{}: {}", name, why)};
}

/// Whether there is anything to lose: the last rows may have been written after the last state.
bool has_rows(settings const& s, checkpoint const& found) {
  struct stat about {};
  bool const is_there = ::stat(s.output.c_str(), &about) == 0;
  auto const header = header_of(s.format, false).size();
  return found.state.settled.last() != 0 || (is_there && static_cast<std::size_t>(about.st_size) > header);
}

/// What is there stays, unless it has finished, or nothing had been settled, or --force is given.
void check_overwriting(settings const& s, std::string const& name, found_checkpoint const& found) {
  if (s.force) return;
  if (!found.why_not.empty()) refuse(name, found.why_not + "; --force begins anew");
  if (found.content && !found.content->exit_code && has_rows(s, *found.content)) {
    refuse(name, "this run has not finished; go on with --resume, or begin anew with --force");
  }
}

void go_on(beginning& made, std::string const& name, found_checkpoint found, checkpoint_file::fingerprint const& now) {
  if (!found.why_not.empty()) refuse(name, found.why_not + "; --force instead of --resume begins anew");
  if (!found.content) {
    made.remark = "there is no checkpoint yet: starting from the beginning";
    return;
  }
  if (auto const differs = difference(found.content->fingerprint, now); !differs.empty()) {
    refuse(name, "this is the checkpoint of another run: " + differs);
  }
  if (found.content->exit_code) {
    made.finished = found.content->exit_code;
    made.remark =
        fmt::format("this run has finished before, with exit code {}; there is nothing to do", *made.finished);
    return;
  }
  made.from = std::move(found.content);
}

}  // namespace

beginning find_beginning(settings const& s) {
  beginning made;
  if (s.no_checkpoint) return made;
  if (auto const why = obstacle(s); !why.empty()) {
    auto const wanted = s.resume ? "--resume" : "--checkpoint";
    if (s.resume || !s.checkpoint.empty()) throw std::invalid_argument{fmt::format("{}: {}", wanted, why)};
    if (!s.output.empty()) made.remark = "no checkpoint is kept: " + why;
    return made;
  }
  auto const name = name_of(s);
  auto found = read_checkpoint(name);
  if (!s.resume) check_overwriting(s, name, found);
  auto now = fingerprint_of(s);
  if (s.resume) go_on(made, name, std::move(found), now);
  made.file = std::make_unique<checkpoint_file>(name, std::move(now));
  return made;
}

}  // namespace rcs::scrub
