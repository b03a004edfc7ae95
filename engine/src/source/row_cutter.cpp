#include "source/row_cutter.hpp"

#include <string>

#include "source/whole_lines.hpp"

namespace rcs {
namespace {

/// Room for what a block's cells say: reserved once, so that they stay where they are, and on the heap, so that they
/// survive a move of the block.
std::string& room_in(row_block& block) {
  if (block.decoded.empty()) block.decoded.reserve(block.storage.capacity());
  return block.decoded;
}

/// The first bytes of a text that is too long, ending in an ellipsis: it shows that something is missing, and no
/// number can come of what is left.
std::string_view shortened(std::string_view text, std::string& room) {
  constexpr std::string_view ellipsis = "\xE2\x80\xA6";
  constexpr unsigned utf8_continuation = 0x80;
  std::size_t size = max_record_bytes - ellipsis.size();
  for (std::size_t i = 0; i < 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == utf8_continuation; ++i) --size;
  auto const begin = room.size();
  room.append(text.substr(0, size)).append(ellipsis);
  return std::string_view{room}.substr(begin);
}

}  // namespace

row_cutter::row_cutter(list_layout const& layout, bool keep_raw)
    : kind_{layout.kind},
      delimiter_{layout.delimiter},
      column_{layout.column},
      keep_raw_{keep_raw},
      usual_records_{layout.delimiter, layout.column},
      next_line_{layout.front_lines + 1} {
  if (kind_ == list_kind::ndjson) object_.emplace(layout.pointer);
}

std::size_t row_cutter::cut(row_block& into, std::size_t at, bool at_end) {
  if (into.cells.empty()) into.first_row = next_line_;
  while ((at = cut_usual(into, at)) < into.storage.size()) {
    auto const rest = std::string_view{into.storage}.substr(at);
    auto const next = kind_ == list_kind::delimited ? next_record(rest, delimiter_, at_end) : next_line(rest, at_end);
    if (!next) break;
    add_row(into, *next);
    if (keep_raw_) into.raw.push_back(rest.substr(0, next->size));
    at += next->size;
  }
  return at;
}

void row_cutter::cut_long(row_block& into, std::size_t at) {
  add_row(into, {std::string_view{into.storage}.substr(at), 0, 1});
}

/// Takes what nothing is special about, many rows at a time.
std::size_t row_cutter::cut_usual(row_block& into, std::size_t at) {
  if (kind_ == list_kind::lines) return cut_usual_lines(into, at);
  return kind_ == list_kind::delimited ? cut_usual_records(into, at) : at;
}

std::size_t row_cutter::cut_usual_lines(row_block& into, std::size_t at) {
  auto const before = into.cells.size();
  auto const end = at + take_whole_lines(std::string_view{into.storage}.substr(at), into.cells);
  next_line_ += into.cells.size() - before;
  if (!keep_raw_) return end;
  for (auto i = before; i < into.cells.size(); ++i) {
    auto const line_end = into.storage.find('\n', at + into.cells[i].size());
    into.raw.push_back(std::string_view{into.storage}.substr(at, line_end + 1 - at));
    at = line_end + 1;
  }
  return end;
}

std::size_t row_cutter::cut_usual_records(row_block& into, std::size_t at) {
  auto const rest = std::string_view{into.storage}.substr(at);
  return at + usual_records_(rest, [&](record const& row, field const& cell) {
           into.cells.push_back(cell.has_quotes ? plain_text(cell.text, room_in(into)) : cell.text);
           if (keep_raw_) into.raw.emplace_back(row.text.data(), row.size);
           count(into, row);
         });
}

void row_cutter::add_row(row_block& into, record const& row) {
  into.cells.push_back(cell_of(into, row));
  count(into, row);
}

void row_cutter::count(row_block& into, record const& row) {
  if (kind_ == list_kind::delimited) into.lines.push_back(next_line_);
  next_line_ += row.lines;
}

std::string_view row_cutter::cell_of(row_block& into, record const& row) {
  if (row.text.size() > max_record_bytes) return shortened(row.text, room_in(into));
  if (kind_ == list_kind::lines) return row.text;
  if (kind_ == list_kind::ndjson) return object_->cell(row.text, room_in(into));
  auto const cell = field_of(row.text, delimiter_, column_);
  return cell.has_quotes ? plain_text(cell.text, room_in(into)) : cell.text;
}

}  // namespace rcs
