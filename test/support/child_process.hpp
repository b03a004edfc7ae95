#pragma once

#include <sys/types.h>

#include <string>
#include <vector>

namespace rcs::test {

/// A program that the test started, and ends with it.
class child_process {
 public:
  struct files {
    std::string in = "/dev/null";
    std::string out = "/dev/null";
    std::string err = "/dev/null";
  };

  /// Starts `arguments.front()`. `environment` holds NAME=value words added to the test's own; NAME= alone removes it.
  child_process(std::vector<std::string> const& arguments, files const& redirected,
                std::vector<std::string> const& environment = {});
  /// Kills it if it still runs.
  ~child_process();
  child_process(child_process const&) = delete;
  child_process& operator=(child_process const&) = delete;

  void signal(int number) const;
  /// Waits for its end; the exit code, or 128 + the signal's number.
  int wait();
  [[nodiscard]] pid_t id() const noexcept { return id_; }

 private:
  pid_t id_ = -1;
};

}  // namespace rcs::test
