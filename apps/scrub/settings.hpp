#pragma once

#include <cstdint>
#include <string>

#include "rcs/options.hpp"
#include "sink/row_format.hpp"

namespace rcs::scrub {

/// When the live line is shown.
enum class progress_mode : std::uint8_t { automatic, always, never };

/// What the command line, the environment and the configuration file come to.
struct settings {
  engine_options engine;
  run_options run;
  std::string input;       ///< a file, or `-` for standard input
  std::string output;      ///< empty: standard output
  std::string failed;      ///< empty: none
  std::string summary;     ///< empty: none
  std::string checkpoint;  ///< empty: beside the output, where there can be one
  bool no_checkpoint = false;
  bool resume = false;       ///< go on from the checkpoint
  bool force = false;        ///< begin anew over the files of an unfinished run
  std::string api_key_file;  ///< empty: the key comes from the environment
  row_format format = row_format::csv;
  progress_mode show_progress = progress_mode::automatic;
  bool quiet = false;
};

}  // namespace rcs::scrub
