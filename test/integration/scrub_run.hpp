#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <vector>

#include "integration/program_run.hpp"
#include "integration/running_simulator.hpp"

namespace rcs::test {

/// The key that the simulator accepts.
inline constexpr auto simulator_key = "simulator-key";

/// `rcs-scrub` run once, as a user would, with its files in a folder of the test's own.
class scrub_run : public program_run {
 public:
  /// Runs it to its end against `upstream` with the list `rows` (file content).
  scrub_run(running_simulator const& upstream, std::string const& rows, std::vector<std::string> const& more = {});
  /// Runs it with exactly these arguments.
  explicit scrub_run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment = {});

  std::string answers;         ///< content of the -o file
  std::string failed;          ///< of the --failed file
  boost::json::value summary;  ///< null if there is none

  [[nodiscard]] std::uint64_t outcome(std::string_view name) const;
  /// Rows in the answers, header left out.
  [[nodiscard]] std::size_t rows() const;
  [[nodiscard]] temp_dir const& folder() const noexcept { return folder_; }

 private:
  void run(std::vector<std::string> const& arguments, std::vector<std::string> const& environment);
};

/// Arguments that lead to `upstream` with its account; the key is to be in the environment.
[[nodiscard]] std::vector<std::string> account_of(running_simulator const& upstream);

/// `count` plainly generated numbers, one per line.
[[nodiscard]] std::string generated_list(std::size_t count, std::uint64_t first = 999'100'000'000);

/// The number that GET /stats or the summary has under a path such as `requests.bulk`.
[[nodiscard]] std::uint64_t number_at(boost::json::value const& json, std::string_view path);

/// The books of a run that reached its end: rows = sum of outcomes = rows written + repeats, and nothing illegal was
/// asked.
void check_books(scrub_run const& run, boost::json::value const& stats, std::size_t rows);

}  // namespace rcs::test
