#include "flow/close_books.hpp"

#include <utility>

#include "settle/ledger.hpp"

namespace rcs {
namespace {

ledger books_of(run_context const& run) {
  ledger books;
  books.rows_read = run.rows_read;
  books.unique = run.unique;
  books.duplicates = run.duplicates;
  books.assumed_international = run.assumed_international;
  books.unsettled = run.plan.look().unsettled + run.not_admitted + run.not_written;
  books.written = run.written;
  return books;
}

/// Ends that something from outside brought about, and not an answer or a file.
bool is_a_stop(ending how) {
  return how == ending::interrupted || how == ending::deadline || how == ending::over_budget || how == ending::stalled;
}

}  // namespace

summary close_books(run_context& run, usage_mark const& before) {
  auto const books = books_of(run);
  auto ended = run.how_it_ends();
  if (run.input_ended && books.unsettled == 0 && is_a_stop(ended.how)) ended = {};  // it came when all was done
  // An input that ended before the rows an earlier run had settled leaves nothing to balance: `ended` says so.
  bool const comparable = !run.replaying;
  if (comparable && (!books.balanced() || (ended.how == ending::finished && books.unsettled != 0))) {
    ended.how = ending::unbalanced;
    ended.why = "the books do not balance: " + books.describe();
  }
  auto s = sum_up(run, before, books);
  s.how = ended.how;
  s.why = std::move(ended.why);
  return s;
}

}  // namespace rcs
