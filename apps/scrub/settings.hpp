#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "rcs/options.hpp"
#include "scrub/report/report_settings.hpp"
#include "sink/list_writer.hpp"
#include "sink/row_format.hpp"
#include "sink/split_rules.hpp"
#include "source/recognise_layout.hpp"

namespace rcs::scrub {

/// When the live line is shown, or what in its place.
enum class progress_mode : std::uint8_t { automatic, always, never, json };

/// What becomes of rows whose number has come before.
enum class repeated_rows : std::uint8_t {
  drop,  ///< the number is asked once; the repeat is counted, and has no row unless every row of the list is written
  copy,  ///< the number is asked once; the repeat's row has the answer of the first
  keep,  ///< every row is asked
};

/// What the command line, the environment and the configuration file come to.
struct settings {
  engine_options engine;
  run_options run;
  std::vector<std::string> inputs;  ///< files, or `-` for standard input; at least one
  layout_wishes layout;             ///< of all of them
  std::string output;               ///< empty: standard output
  std::string failed;               ///< empty: none
  bool append = false;              ///< rows are written as the list has them, with columns added
  std::optional<list_order> order;  ///< none: that of the list with `append`, else as rows are answered
  std::string split;                ///< folder for a list in parts; empty: none
  split_rules rules;
  bool excel_safe = false;
  repeated_rows repeats = repeated_rows::drop;
  std::vector<std::string> suppress;  ///< lists of numbers that are not to be asked
  std::string suppress_column;        ///< where these have their numbers; empty: found out
  std::string suppress_key_file;      ///< of the key of their HMACs; empty: they have none
  std::string summary;                ///< empty: none
  report_settings report;
  std::string checkpoint;  ///< empty: beside the output, where there can be one
  std::size_t sample = 0;  ///< so many numbers are asked, drawn at random; 0: all
  bool dry_run = false;    ///< the list is looked through, and nothing is asked
  bool no_checkpoint = false;
  bool resume = false;       ///< go on from the checkpoint
  bool force = false;        ///< begin anew over the files of an unfinished run
  std::string api_key_file;  ///< empty: the key comes from the environment
  row_format format = row_format::csv;
  progress_mode show_progress = progress_mode::automatic;
  bool quiet = false;
};

}  // namespace rcs::scrub
