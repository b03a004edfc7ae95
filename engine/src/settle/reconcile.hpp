#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "rcs/result.hpp"

namespace rcs {

/// Joins the devices of an answer to the numbers that were asked, by digits. Holds its working memory, so that a steady
/// stream of answers allocates nothing; one per worker.
class reconciler {
 public:
  /// Fills `results` and `missing` from the answer, both in the order of the batch. False, with both empty, if the
  /// answer is a bad response: more of its devices were not asked for than were. Devices whose address is unreadable
  /// count as not asked for, repeats of asked ones as asked for; no devices at all is no bad response, but leaves every
  /// number missing.
  ///
  /// Results are views into `seen` and this object, until the next call. `attempts` of each result counts this one. A
  /// number that came with different values is a conflict, whatever else came of it; `detail` tells the first two
  /// values of each field that differs. Linear in the devices, in any order. The batch holds each number once.
  [[nodiscard]] bool operator()(batch const& asked, exchange const& seen);

  [[nodiscard]] std::vector<result> const& results() const noexcept { return results_; }
  /// Gives the results away without copying them; the memory of `to` serves the next ones.
  void swap_results(std::vector<result>& to) noexcept { results_.swap(to); }
  /// Numbers asked and not answered, `times_missing` and `attempts` as they were when they were asked.
  [[nodiscard]] std::vector<entry> const& missing() const noexcept { return missing_; }
  /// Devices of the last answer that were not asked for, and repeats of asked ones with the same values.
  [[nodiscard]] std::size_t extra() const noexcept { return extra_; }
  [[nodiscard]] std::size_t repeated() const noexcept { return repeated_; }

 private:
  /// Fills `results_`, one for each number of the batch.
  [[nodiscard]] bool join(std::vector<entry> const& asked, exchange const& seen);
  [[nodiscard]] std::size_t find(std::vector<entry> const& asked, number device);
  void index(std::vector<entry> const& asked);
  void settle_conflicts();
  /// Takes what was not filled out of the results.
  void part_missing(std::vector<entry> const& asked);

  std::vector<result> results_;
  std::vector<entry> missing_;
  std::size_t answered_ = 0;  ///< numbers of the batch that the answer tells of
  std::size_t extra_ = 0;
  std::size_t repeated_ = 0;

  std::vector<std::uint32_t> slots_;  ///< open addressing: positions in the batch plus one, 0 where free
  bool indexed_ = false;              ///< whether `slots_` is of this batch; built when the order first breaks
  /// By position in the batch, the first answer that says something else than the one before it; empty where none does.
  std::vector<device_answer const*> differing_;
  std::vector<std::string> conflicts_;  ///< backs `detail`
};

}  // namespace rcs
