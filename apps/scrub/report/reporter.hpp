#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "common/timeline.hpp"
#include "rcs/exchange_observer.hpp"
#include "rcs/sink.hpp"
#include "rcs/summary.hpp"
#include "scrub/report/answer_counts.hpp"
#include "scrub/report/run_report.hpp"
#include "scrub/settings.hpp"

namespace rcs::scrub {

/// Gathers what the report of a run tells, and makes it. Counts by country, carrier and reason are of the rows that
/// were written, those of earlier parts of a resumed run included; the course over time is of this process.
class reporter final : public exchange_observer {
 public:
  /// Reads the lists, for their hashes, and the earlier report. Throws `std::invalid_argument` and `file_error` with
  /// the file's name, and `std::system_error`. `s` outlives it.
  explicit reporter(settings const& s);

  /// The run begins. Rows go to `into`, and are counted on their way; those that are in the output of a run that is
  /// `resumed` are read from there, so it has been cut back. The reporter outlives what it returns.
  [[nodiscard]] std::unique_ptr<sink> begin(std::unique_ptr<sink> into, bool resumed);

  void on_exchange(exchange_report const& one) noexcept override;

  /// After the run: the files to be written, each with its content.
  [[nodiscard]] std::vector<std::pair<std::string, std::string>> files(summary const& totals) const;

 private:
  [[nodiscard]] run_report report_of(summary const& totals) const;
  void add_written();

  settings const& s_;
  run_report made_;  ///< what is known before the run
  answer_counts counts_;
  time_point start_;
  std::mutex mutex_;
  timeline course_;
};

/// A report as JSON. Throws `std::invalid_argument` and `file_error` with the file's name.
[[nodiscard]] run_report read_report(std::string const& file);

/// What is kept of a report that another one is compared with.
[[nodiscard]] earlier_report earlier(run_report const& then);

}  // namespace rcs::scrub
