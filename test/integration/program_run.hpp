#pragma once

#include <string>
#include <vector>

#include "support/child_process.hpp"
#include "support/temp_dir.hpp"

namespace rcs::test {

/// A program run once, as a user would, with its files in a folder of the test's own.
struct program_run {
  int exit_code = -1;
  std::string out;  ///< standard output
  std::string err;  ///< standard error

 protected:
  void run(std::string const& program, std::vector<std::string> const& arguments,
           std::vector<std::string> const& environment) {
    std::vector<std::string> words{program};
    words.insert(words.end(), arguments.begin(), arguments.end());
    child_process::files files;
    files.out = folder_ / "out";
    files.err = folder_ / "err";
    child_process started{words, files, environment};
    exit_code = started.wait();
    out = read_file(files.out);
    err = read_file(files.err);
  }

  temp_dir folder_;
};

}  // namespace rcs::test
