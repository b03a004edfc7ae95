#pragma once

#include <string>
#include <system_error>
#include <vector>

#include "file/encoded_output.hpp"
#include "sink/checkpoint.hpp"

namespace rcs {

/// The files that a run writes its rows to: opened and locked at first, and changed only when it is clear that the run
/// may.
class output_files {
 public:
  struct names {
    std::string output;  ///< empty: `descriptor`
    int descriptor = 1;  ///< used, and left open, without `output`; under 0: there is no output
    std::string failed;  ///< the failed list; empty: none
  };

  /// Opens both; files that are not there are made, for their owner alone, and those named `.gz` or `.zst` are
  /// compressed. With `ec` set if one cannot be opened or is
  /// in use, `which` names it.
  [[nodiscard]] static output_files open(names const& of, std::error_code& ec, std::string& which);

  /// Ends what is compressed, so that the marks are places to go on from.
  [[nodiscard]] std::error_code end_members();
  /// Where the next rows go.
  [[nodiscard]] std::vector<output_mark> marks() const;
  /// Whether the files still have before these marks what they had.
  [[nodiscard]] bool hold(std::vector<output_mark> const& marks) const;
  /// Cuts both back to the marks, or empties them if there are none.
  [[nodiscard]] std::error_code cut_back(std::vector<output_mark> const& marks, std::string& which);
  /// After a power cut the files are found by their names only once this has been done.
  [[nodiscard]] std::error_code sync_folders(std::string& which) const;

  [[nodiscard]] encoded_output const& output() const noexcept { return output_; }
  [[nodiscard]] encoded_output& output() noexcept { return output_; }
  [[nodiscard]] encoded_output& failed() noexcept { return failed_; }  ///< tests false if there is none

 private:
  names names_;
  encoded_output output_;
  encoded_output failed_;
};

}  // namespace rcs
