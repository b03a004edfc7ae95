#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "simulator/profile.hpp"

namespace rcs::test {

/// What kind of upstream a list meets. Whatever it is, a number's answer is always the same in the end.
enum class weather {
  calm,      ///< some numbers missing, contradictory or indeterminate
  rough,     ///< besides, server errors, resets and cut answers
  poisoned,  ///< some numbers that make the upstream refuse every request they are in
};

/// What a list is and how it is asked about.
struct workload {
  rcs::test::weather weather = weather::calm;
  bool ndjson = false;
  bool written_back = false;  ///< the list in its own order, with answers beside its rows and copies for repeats

  [[nodiscard]] sim::profile upstream() const;
  /// Arguments of rcs-scrub besides account and files.
  [[nodiscard]] std::vector<std::string> arguments() const;
  [[nodiscard]] std::string output() const { return ndjson ? "answers.ndjson" : "answers.csv"; }
  [[nodiscard]] std::string describe() const;
};

inline constexpr std::size_t rows_of_list = 24'000;
inline constexpr std::size_t largest_batch = 200;
inline constexpr std::size_t most_in_flight = 4;

/// Numbers, with invalid rows, empty lines and repeats among them, near and far.
[[nodiscard]] std::string messy_list();

/// What the files of a run that reached its end hold, in a form that does not depend on the order of the rows.
struct harvest {
  int exit_code = -1;
  std::vector<std::string> answers;  ///< lines, sorted; of a list that is written back as they stand
  std::vector<std::string> failed;   ///< likewise; in rough weather without the attempts, which are a matter of luck
  boost::json::value summary;        ///< null: there is none, or what is there is none

  /// Takes the files out of a folder.
  static harvest of(workload const& what, std::string const& folder);
};

/// Lines of `a` that are not in `b`, repeats counted. Both are sorted.
[[nodiscard]] std::vector<std::string> missing_from(std::vector<std::string> const& a,
                                                    std::vector<std::string> const& b);

/// How many numbers that were asked an answer log holds so far.
[[nodiscard]] std::uint64_t numbers_in_log(std::string_view log);

/// How many rows with numbers the answers hold so far. A last line that is not whole does not count.
[[nodiscard]] std::uint64_t numbers_in(std::string_view answers);

}  // namespace rcs::test
