#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "integration/program_run.hpp"
#include "integration/running_simulator.hpp"

namespace rcs::test {

/// `rcs-bench` run once, as a user would, with its files in a folder of the test's own.
class bench_run : public program_run {
 public:
  /// Runs it to its end against `upstream`; `first` is a sub-command or empty.
  bench_run(running_simulator const& upstream, std::vector<std::string> const& more, std::string const& first = {});
  /// Runs it with exactly these arguments.
  explicit bench_run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment = {});

  std::string html;         ///< content of the --html file
  boost::json::value json;  ///< of the --json file; null if there is none

  [[nodiscard]] double decimal(std::string_view path) const;
  [[nodiscard]] std::uint64_t count(std::string_view path) const;

 private:
  void run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment);
};

}  // namespace rcs::test
