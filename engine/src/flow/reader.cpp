#include "flow/reader.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>
#include <vector>

#include "number/first_rows.hpp"
#include "number/seen_set.hpp"
#include "rcs/normalizer.hpp"
#include "rcs/row_set.hpp"

namespace rcs {
namespace {

namespace asio = boost::asio;

/// Asks `run_hooks::known_before`, and settles the rows that it knows. One block at a time.
class prior_lookup {
 public:
  explicit prior_lookup(run_context& run) : run_{run} {}

  /// Moves what is known from `fresh` to `settled`.
  void operator()(std::vector<entry>& fresh, std::vector<result>& settled) {
    if (run_.known_before == nullptr || fresh.empty()) return;
    found_.clear();
    for (auto const& one : fresh) found_.emplace_back().asked = one.asked;
    run_.known_before->look_up(found_);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < fresh.size(); ++i) {
      if (found_[i].known) {
        settled.push_back(row_of(fresh[i], found_[i]));
        note_age(found_[i].age);
      } else {
        fresh[kept++] = fresh[i];
      }
    }
    fresh.resize(kept);
  }

 private:
  static result row_of(entry const& who, prior_answer const& found) {
    result made;
    made.row = who.row;
    made.asked = who.asked;
    made.what = found.what;
    made.carrier_id = found.carrier_id;
    made.carrier_status = found.carrier_status;
    made.detail = found.detail;
    return made;
  }

  void note_age(std::chrono::seconds age) {
    if (age > run_.oldest_known_before.load()) run_.oldest_known_before = age;
  }

  run_context& run_;
  std::vector<prior_answer> found_;  ///< kept for its memory
};

/// Sorts a block's rows into what is to be asked and what is settled already.
class row_sorter {
 public:
  explicit row_sorter(run_context& run)
      : run_{run}, normalize_{run.options.numbers}, repeats_{run.options.repeats}, settle_known_{run} {}

  void sort(row_block const& block) {
    fresh.clear();
    settled.clear();
    also_settled.clear();
    counts_ = {};
    for (std::size_t i = 0; i < block.cells.size(); i += stretch) sort_stretch(block, i);
    settle_known_(fresh, settled);
    if (run_.saves_states()) settle_between(block.row_of(block.cells.size() - 1));
    run_.rows_read += block.cells.size();
    run_.duplicates += counts_.repeats;
    run_.unique += counts_.distinct;
    run_.assumed_international += counts_.assumed;
  }

  std::vector<entry> fresh;
  std::vector<result> settled;          ///< invalid rows, repeats that are told of, and what was known before
  std::vector<row_range> also_settled;  ///< every line since the last block that is not in `fresh`

 private:
  struct counts {
    std::uint64_t repeats = 0;
    std::uint64_t distinct = 0;
    std::uint64_t assumed = 0;
  };

  /// So many numbers are read before the first of them is looked up in the seen-set: its memory is on its way
  /// meanwhile.
  static constexpr std::size_t stretch = 16;

  void sort_stretch(row_block const& block, std::size_t begin) {
    std::array<normalized, stretch> found;
    std::size_t const count = std::min(stretch, block.cells.size() - begin);
    for (std::size_t i = 0; i < count; ++i) {
      found[i] = normalize_(block.cells[begin + i]);
      if (repeats_ == duplicates::drop) seen_.prefetch(found[i].value);
    }
    for (std::size_t i = 0; i < count; ++i) sort(block.row_of(begin + i), block.cells[begin + i], found[i]);
  }

  void sort(std::uint64_t row, std::string_view typed, normalized const& found) {
    if (found.assumed_international) ++counts_.assumed;
    auto const first = found.value ? first_row_with(found.value, row) : row;
    if (first == dropped) {
      ++counts_.repeats;
      return;
    }
    if (found.value && first == row) ++counts_.distinct;
    if (run_.replaying && run_.resumed.settled.contains(row)) return;
    if (!found.value) {
      settled.push_back(refused(row, typed, found.reason));
    } else if (first != row) {
      settled.push_back(repeat(row, found.value, first));
    } else {
      fresh.emplace_back(found.value, row);
    }
  }

  /// The row whose answer this row is to have: itself, an earlier one, or `dropped`.
  std::uint64_t first_row_with(number n, std::uint64_t row) {
    switch (repeats_) {
      case duplicates::drop:
        return seen_.insert(n) ? row : dropped;
      case duplicates::tell:
        return first_rows_.row_of(n, row);
      case duplicates::keep:
        break;
    }
    return row;
  }

  void settle_between(std::uint64_t last_row) {
    for (auto const& one : fresh) {
      if (one.row > next_row_) also_settled.push_back({next_row_, one.row - 1});
      next_row_ = one.row + 1;
    }
    if (last_row >= next_row_) also_settled.push_back({next_row_, last_row});
    next_row_ = last_row + 1;
  }

  static result refused(std::uint64_t row, std::string_view typed, invalid_reason why) {
    result made;
    made.row = row;
    made.what = outcome::invalid;
    made.detail = to_string(why);
    made.text = typed;
    return made;
  }

  static result repeat(std::uint64_t row, number n, std::uint64_t first) {
    result made;
    made.row = row;
    made.asked = n;
    made.what = outcome::duplicate;
    made.first_row = first;
    return made;
  }

  static constexpr std::uint64_t dropped = 0;

  run_context& run_;
  normalizer normalize_;
  duplicates repeats_;
  seen_set seen_;          ///< with `drop`
  first_rows first_rows_;  ///< with `tell`
  prior_lookup settle_known_;
  counts counts_;
  std::uint64_t next_row_ = 1;  ///< the first one that no block has accounted for
};

/// Whether there is more to read: all of it, or until the run is stopped.
bool reads_on(run_context& run, row_block const& last) {
  if (run.replaying && !last.cells.empty() && last.row_of(last.cells.size() - 1) >= run.resumed.settled.last()) {
    run.replaying = false;
  }
  return run.replaying || !run.stopping();
}

}  // namespace

asio::awaitable<void> read_rows(run_context& run) {
  row_sorter rows{run};
  row_block block;
  std::error_code failed;
  while (reads_on(run, block) && run.from.read(block, failed)) {
    rows.sort(block);
    co_await run.emit(rows.settled, rows.also_settled);
    auto const added = co_await run.plan.add(rows.fresh);
    run.not_admitted += rows.fresh.size() - added;
    run.env.leave->look_again();
  }
  if (failed) {
    run.stop(ending::input_failed, "the input cannot be read: " + failed.message());
  } else if (run.replaying) {
    run.stop(ending::input_failed, "the input ends before the rows that have been settled");
  } else if (!run.stopping()) {
    run.input_ended = true;
    run.plan.end_of_input();
    run.env.leave->look_again();
  }
}

}  // namespace rcs
