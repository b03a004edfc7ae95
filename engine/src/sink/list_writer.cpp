#include "sink/list_writer.hpp"

#include <utility>

namespace rcs {
namespace {

/// What a row that was passed by takes beside its texts.
constexpr std::size_t passed_overhead = 200;

}  // namespace

list_writer::list_writer(std::unique_ptr<source> list, list_outputs outputs, options with)
    : list_{std::move(list)},
      outputs_{std::move(outputs)},
      columns_{with.style},
      order_{with.order},
      copies_{with.copies},
      writes_repeats_{with.style.written == list_style::rows::as_given},
      answers_{with.scratch},
      endings_{columns_, std::move(with.split)} {
  outputs_.put_header(columns_.header(with.front));
}

std::error_code list_writer::write_ready() {
  for (auto const row : std::exchange(answered_late_, {})) write_passed(row);
  if (auto const ec = read_on()) return ec;
  answers_.release_before(block_.row_of(0));
  return outputs_.flush(true);
}

void list_writer::put(std::string_view& log) {
  while (auto const one = take_answer(log)) {
    auto const key = one->first_row != 0 ? one->first_row : one->asked.value();
    answers_.put(one->row, {key, endings_.place_of(one->ending), 0});
    if (!passed_.empty() && (passed_.contains(one->row) || waiting_.contains(one->row))) {
      answered_late_.push_back(one->row);
    }
  }
}

/// Writes rows from where the reading stands, as far as there are answers at all.
std::error_code list_writer::read_on() {
  std::error_code ec;
  while (true) {
    if (next_in_block_ == block_.cells.size() && !next_block(ec)) return ec;
    while (next_in_block_ < block_.cells.size()) {
      if (!take_row(next_in_block_)) return {};
      ++next_in_block_;
    }
    if (auto const failed = outputs_.flush(false)) return failed;
  }
}

bool list_writer::next_block(std::error_code& ec) {
  if (at_end_) return false;
  auto const behind = block_.cells.empty() ? 0 : block_.row_of(block_.cells.size() - 1);
  if (answers_.last() <= behind) return false;
  next_in_block_ = 0;
  at_end_ = !list_->read(block_, ec);
  if (ec) return false;
  return !at_end_;
}

/// Writes a row, or remembers it for later. False if neither can be done now.
bool list_writer::take_row(std::size_t index) {
  list_row const row{block_.raw[index], block_.cells[index], block_.row_of(index)};
  if (row.row > answers_.last()) return false;
  if (try_write(row)) return true;
  if (order_ == list_order::input || passed_bytes_ > most_passed_by) return false;
  pass_by(row);
  return true;
}

bool list_writer::try_write(list_row const& row) {
  auto const with = resolve(row.row);
  if (with.ending == nullptr) return false;
  write(row, with);
  return true;
}

/// What a row is written with; no ending if that is not known yet.
list_writer::resolved list_writer::resolve(std::uint64_t row) const noexcept {
  auto const* const own = answers_.find(row);
  if (own == nullptr) return {};
  auto const& ending = endings_[own->ending];
  if (ending.what != outcome::duplicate) return {&ending, number::from_value(own->key).value_or(number{}), 0};
  auto const* const first = answers_.find(own->key);
  if (first == nullptr) return {};
  auto const asked = number::from_value(first->key).value_or(number{});
  return {copies_ ? &endings_[first->ending] : &ending, asked, own->key};
}

void list_writer::write(list_row const& row, resolved const& with) {
  ++rows_;
  if (with.ending->what == outcome::duplicate && !writes_repeats_) return;
  auto const part = with.ending->to;
  auto const* const line_end = row.raw.ends_with("\r\n") ? "\r\n" : "\n";
  if (outputs_.writes_whole()) {
    columns_.append(outputs_.whole(line_end), row, with.asked, with.ending->text, with.first_row);
  }
  if (outputs_.writes(part)) {
    columns_.append(outputs_.part(part, line_end), row, with.asked, with.ending->text, with.first_row);
  } else {
    ++rows_in_no_file_;
  }
}

void list_writer::pass_by(list_row const& row) {
  passed_bytes_ += row.raw.size() + row.cell.size() + passed_overhead;
  passed_.try_emplace(row.row, passed_row{std::string{row.raw}, std::string{row.cell}});
  auto const* const own = answers_.find(row.row);
  if (own != nullptr) waiting_.emplace(own->key, row.row);  // a repeat: it is its first row that has no answer
}

/// A row that was passed by, and those that waited for its answer, as far as they can be written now.
void list_writer::write_passed(std::uint64_t row) {
  auto const found = passed_.find(row);
  if (found != passed_.end()) {
    auto const& [raw, cell] = found->second;
    if (try_write({raw, cell, row})) {
      passed_bytes_ -= raw.size() + cell.size() + passed_overhead;
      passed_.erase(found);
    } else if (auto const* const own = answers_.find(row)) {
      waiting_.emplace(own->key, row);
    }
  }
  write_who_waited_for(row);
}

void list_writer::write_who_waited_for(std::uint64_t row) {
  auto const [begin, end] = waiting_.equal_range(row);
  std::vector<std::uint64_t> waited;
  for (auto at = begin; at != end; ++at) waited.push_back(at->second);
  waiting_.erase(begin, end);
  for (auto const one : waited) write_passed(one);
}

std::error_code list_writer::finish() {
  return outputs_.finish();
}

void list_writer::interrupt() noexcept {
  list_->interrupt();
  outputs_.interrupt();
}

}  // namespace rcs
