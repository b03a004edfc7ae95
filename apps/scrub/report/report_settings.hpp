#pragma once

#include <string>

namespace CLI {
class App;
}

namespace rcs::scrub {

/// What the command line says of the report of a run.
struct report_settings {
  std::string file;  ///< named `.html`, with the data in a file named `.json` beside it, or `.json` alone; empty: none
  std::string compare;   ///< an earlier report, as JSON; empty: none
  std::string price;     ///< of a number; empty: not known
  std::string currency;  ///< free text

  /// The page, and its data; each may be empty.
  [[nodiscard]] std::string page() const;
  [[nodiscard]] std::string data() const;
};

/// Declares the options; what they are read into outlives the parsing.
void add_report(CLI::App& app, report_settings& into);

/// Throws `std::invalid_argument` with a message for people.
void check(report_settings const& s);

}  // namespace rcs::scrub
