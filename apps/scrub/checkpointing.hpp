#pragma once

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "scrub/settings.hpp"
#include "sink/checkpoint_file.hpp"
#include "sink/output_files.hpp"

namespace rcs::scrub {

/// How a run begins, as its checkpoint and the command line have it.
struct beginning {
  std::unique_ptr<checkpoint_file> file;  ///< null: no checkpoint is kept
  std::optional<checkpoint> from;         ///< what the run goes on from
  std::optional<int> finished;            ///< there is nothing to do: it had finished, with this exit code
  std::string outdated;                   ///< a checkpoint that is not of this run and of files that it overwrites
  std::string remark;                     ///< for people; may be empty
};

/// The checkpoint's file: what was asked for, or the output's name with `.checkpoint`; empty if there is none.
[[nodiscard]] std::string checkpoint_name(settings const& s);

/// Whether a checkpoint is kept.
[[nodiscard]] bool keeps_checkpoint(settings const& s);

/// What this program will not do, and what to do instead: the command line is right, and `--help` no help.
struct refused : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Finds out how to begin; changes nothing. `files` are locked, so that no other run changes them or their checkpoint
/// meanwhile. Throws `refused` where going on is not possible or beginning anew would
/// destroy an unfinished run, and `std::system_error` if the list cannot be read.
[[nodiscard]] beginning find_beginning(settings const& s, output_files const& files);

/// Saves the first state, if states are saved, and only then cuts the files back to it or empties them. With an error,
/// `which` names the file.
[[nodiscard]] std::error_code begin_files(beginning const& how, output_files& files, std::string& which);

}  // namespace rcs::scrub
