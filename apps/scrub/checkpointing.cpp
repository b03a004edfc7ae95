#include "scrub/checkpointing.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>
#include <utility>
#include <vector>

#include "scrub/fingerprint.hpp"
#include "scrub/lists.hpp"
#include "scrub/write_back.hpp"
#include "sink/answer_log.hpp"

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
  if (reads_standard_input(s)) return "standard input cannot be read a second time";
  for (auto const& list : s.inputs) {
    if (!is_file(list)) return list + " is no file that can be read a second time";
  }
  for (auto const& list : s.suppress) {
    if (!is_file(list)) return list + " is no file that can be read a second time";
  }
  if (s.output.empty() && s.split.empty()) return "what went to standard output cannot be cut back; give -o FILE";
  if (!is_file_or_not_there(s.output)) return s.output + " is no file that can be cut back";
  if (!s.failed.empty() && !is_file_or_not_there(s.failed)) return s.failed + " is no file that can be cut back";
  if (!is_file_or_not_there(checkpoint_name(s))) return checkpoint_name(s) + " is no file that can be replaced";
  return {};
}

[[noreturn]] void refuse(std::string const& name, std::string const& why) {
  throw refused{fmt::format("{}: {}", name, why)};
}

/// Whether the output has more than its header. The last rows may have been written after the last state.
bool has_rows(settings const& s, output_files const& files) {
  auto const header = writes_back(s) ? answer_log_header : header_of(s.format, false);
  return files.output().size() > header.size();
}

/// What is there stays, unless it has finished, or nothing had been settled, or --force is given.
void check_overwriting(settings const& s, std::string const& name, found_checkpoint const& found,
                       output_files const& files) {
  if (s.force) return;
  if (!found.why_not.empty()) refuse(name, found.why_not + "; --force begins anew");
  if (!found.content || found.content->exit_code) return;
  if (found.content->state.settled.last() != 0 || has_rows(s, files)) {
    refuse(name, "this run has not finished; go on with --resume, or begin anew with --force");
  }
}

void go_on(settings const& s, beginning& made, std::string const& name, output_files const& files,
           checkpoint_file::fingerprint const& now) {
  auto found = read_checkpoint(name);
  if (!found.why_not.empty()) refuse(name, found.why_not + "; --force instead of --resume begins anew");
  if (!found.content) {
    if (has_rows(s, files)) {
      refuse(name, s.output +
                       " has rows, and this checkpoint is not there; name it with --checkpoint, or begin anew "
                       "with --force instead of --resume");
    }
    made.remark = "there is no checkpoint yet: starting from the beginning";
    return;
  }
  if (auto const differs = difference(found.content->fingerprint, now); !differs.empty()) {
    refuse(name, "this is the checkpoint of another run: " + differs);
  }
  if (!files.hold(found.content->outputs)) {
    refuse(name,
           "the output or the failed list is shorter than it was, or another; --force instead of --resume begins "
           "anew");
  }
  made.from = std::move(found.content);
  if (!made.from->exit_code) return;
  made.finished = made.from->exit_code;
  made.remark = fmt::format("this run has finished before, with exit code {}; there is nothing to do", *made.finished);
}

}  // namespace

bool keeps_checkpoint(settings const& s) {
  return !s.no_checkpoint && obstacle(s).empty();
}

std::string checkpoint_name(settings const& s) {
  if (s.no_checkpoint) return {};
  if (s.checkpoint.empty()) {
    auto const beside = name_beside(s);
    return beside.empty() ? beside : beside + ".checkpoint";
  }
  // Where a link leads, since it is the file that is replaced.
  std::error_code ignored;
  auto const target = std::filesystem::weakly_canonical(s.checkpoint, ignored);
  return ignored ? s.checkpoint : target.string();
}

beginning find_beginning(settings const& s, output_files const& files) {
  beginning made;
  auto const why_none = s.no_checkpoint ? "--no-checkpoint" : obstacle(s);
  bool const keeps_one = why_none.empty();
  if (!keeps_one && (s.resume || !s.checkpoint.empty())) refuse(s.resume ? "--resume" : "--checkpoint", why_none);
  auto const name = keeps_one ? checkpoint_name(s) : std::string{};
  // One that an earlier run has left beside the output counts, too, even if this run keeps another one or none.
  auto beside = name_beside(s);
  if (!beside.empty()) beside += ".checkpoint";
  if (!beside.empty() && beside != name && is_file(beside)) made.outdated = beside;
  if (!s.resume) {
    for (auto const& one : {name, made.outdated}) {
      if (!one.empty()) check_overwriting(s, one, read_checkpoint(one), files);
    }
  }
  if (!keeps_one) {
    if (!name_beside(s).empty() && !s.no_checkpoint) made.remark = "no checkpoint is kept: " + why_none;
    return made;
  }
  auto now = fingerprint_of(s);
  if (s.resume) go_on(s, made, name, files, now);
  made.file = std::make_unique<checkpoint_file>(name, std::move(now), made.from);
  return made;
}

std::error_code begin_files(beginning const& how, output_files& files, std::string& which) {
  if (how.file) {
    if (auto const failed = files.sync_folders(which)) return failed;
  }
  if (how.file && !how.from) {
    which = how.file->name();
    if (auto const failed = how.file->save({}, files.marks())) return failed;
  }
  if (!how.outdated.empty()) ::unlink(how.outdated.c_str());
  return files.cut_back(how.from ? how.from->outputs : std::vector<output_mark>{}, which);
}

}  // namespace rcs::scrub
