#include "flow/reader.hpp"

#include <algorithm>
#include <system_error>
#include <vector>

#include "number/seen_set.hpp"
#include "rcs/normalizer.hpp"

namespace rcs {
namespace {

namespace asio = boost::asio;

/// Sorts a block's rows into what is to be asked and what is settled already.
class row_sorter {
 public:
  explicit row_sorter(run_options const& options)
      : normalize_{options.numbers}, keep_repeats_{options.repeats == duplicates::keep} {}

  void sort(row_block const& block, run_context& run) {
    fresh.clear();
    invalid.clear();
    std::uint64_t repeats = 0;
    std::uint64_t assumed = 0;
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      auto const row = block.row_of(i);
      auto const typed = block.cells[i];
      auto const found = normalize_(typed);
      if (!found.value) {
        invalid.push_back(refused(row, typed, found.reason));
        continue;
      }
      if (found.assumed_international) ++assumed;
      if (!keep_repeats_ && !seen_.insert(found.value)) {
        ++repeats;
      } else {
        fresh.emplace_back(found.value, row);
      }
    }
    run.rows_read += block.cells.size();
    run.duplicates += repeats;
    run.unique += fresh.size();
    run.assumed_international += assumed;
  }

  std::vector<entry> fresh;
  std::vector<result> invalid;

 private:
  static result refused(std::uint64_t row, std::string_view typed, invalid_reason why) {
    result made;
    made.row = row;
    made.what = outcome::invalid;
    made.detail = to_string(why);
    made.text = typed;
    return made;
  }

  normalizer normalize_;
  seen_set seen_;
  bool keep_repeats_;
};

}  // namespace

asio::awaitable<void> read_rows(run_context& run) {
  row_sorter rows{run.options};
  row_block block;
  std::error_code failed;
  while (!run.stopping() && run.from.read(block, failed)) {
    rows.sort(block, run);
    co_await run.emit(rows.invalid);
    auto const added = co_await run.plan.add(rows.fresh);
    run.not_admitted += rows.fresh.size() - added;
    run.env.leave->look_again();
  }
  if (failed) {
    run.stop(ending::input_failed, "the input cannot be read: " + failed.message());
  } else if (!run.stopping()) {
    run.input_ended = true;
    run.plan.end_of_input();
    run.env.leave->look_again();
  }
}

}  // namespace rcs
