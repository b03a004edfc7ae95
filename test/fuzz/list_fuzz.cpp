#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "file/interruptible_input.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "source/fields.hpp"
#include "source/json_line.hpp"
#include "source/line_splitter.hpp"
#include "source/text_source.hpp"
#include "support/bytes_in_memory.hpp"

// Any bytes as a list, all at once and from something that has them in pieces. First line: lengths of the pieces, and
// behind a colon what is wished for. Each of the first few form feeds stands for 30,000 letters, so that lines can be
// too long.

namespace rcs::test {
namespace {

struct row {
  std::uint64_t line;
  std::string cell;
  friend bool operator==(row const&, row const&) = default;
};

std::string with_long_lines(std::string_view input) {
  constexpr std::size_t most = 3;
  std::string list;
  std::size_t form_feeds = 0;
  for (char const c : input) {
    if (c == '\f' && ++form_feeds <= most) {
      list.append(30'000, 'x');
    } else {
      list += c;
    }
  }
  return list;
}

/// What is wished for, as the first line of the input says behind a colon.
layout_wishes wishes_of(std::string_view words) {
  layout_wishes wishes;
  auto const word = [&words] {
    auto const first = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(words.size(), first.size() + 1));
    return first;
  };
  while (!words.empty()) {
    auto const one = word();
    if (one == "lines") wishes.kind = list_kind::lines;
    if (one == "delimited") wishes.kind = list_kind::delimited;
    if (one == "ndjson") wishes.kind = list_kind::ndjson;
    if (one == "header") wishes.header = true;
    if (one == "bare") wishes.header = false;
    if (one.starts_with('d') && one.size() == 2) wishes.delimiter = one[1];
    if (one.starts_with('=')) wishes.column = one.substr(1);
  }
  return wishes;
}

/// All that a source gives out.
struct outcome {
  recognition found;
  std::vector<row> rows;
  friend bool operator==(outcome const& a, outcome const& b) {
    return a.found.layout == b.found.layout && a.found.refusal == b.found.refusal && a.rows == b.rows;
  }
};

outcome outcome_of(text_source& list) {
  outcome all;
  std::error_code ec;
  all.found = list.recognise(ec);
  claim(!ec && all.found.layout.has_value() == all.found.refusal.empty(), "a list has a layout or a reason", ec);
  row_block block;
  while (list.read(block, ec)) {
    claim(!block.cells.empty(), "a block has rows");
    claim(block.lines.empty() || block.lines.size() == block.cells.size(), "a row has a line");
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      claim(block.cells[i].size() <= max_record_bytes, "a cell is bounded");
      claim(all.rows.empty() || all.rows.back().line < block.row_of(i), "lines go up");
      all.rows.push_back({block.row_of(i), std::string{block.cells[i]}});
    }
  }
  claim(!ec == all.found.refusal.empty(), "the list can be read if it has a layout", ec);
  claim(block.cells.empty() && !list.read(block, ec), "the end is the end");
  return all;
}

/// Of the list in memory.
outcome outcome_of(std::string_view list, layout_wishes const& wishes, std::size_t piece) {
  auto const from = make_text_source(std::make_unique<bytes_in_memory>(std::string{list}, piece), {wishes, false});
  return outcome_of(*from);
}

/// The bytes of the rows and what stands in front of them are the list.
void check_bytes(std::string_view list, layout_wishes const& wishes, outcome const& wanted, std::size_t piece) {
  auto const from = make_text_source(std::make_unique<bytes_in_memory>(std::string{list}, piece), {wishes, true});
  std::error_code ec;
  std::string bytes;
  std::vector<row> rows;
  for (row_block block; from->read(block, ec);) {
    claim(block.raw.size() == block.cells.size(), "a row has its bytes");
    bytes += block.front;
    for (auto const& raw : block.raw) bytes += raw;
    for (std::size_t i = 0; i < block.cells.size(); ++i) rows.push_back({block.row_of(i), std::string{block.cells[i]}});
  }
  claim(rows == wanted.rows, "rows are the same if their bytes are kept");
  if (!wanted.found.layout) return;
  claim((rows.empty() ? wanted.found.layout->front : bytes) == list, "the bytes of the rows are the list");
}

void send_all(int to, std::string_view piece) {
  constexpr std::size_t longest = 16'384;
  for (; !piece.empty(); piece.remove_prefix(std::min(longest, piece.size()))) {
    auto const message = piece.substr(0, longest);
    claim(::send(to, message.data(), message.size(), MSG_DONTWAIT) == static_cast<ssize_t>(message.size()),
          "a socket has room for the list");
  }
}

/// From a socket that keeps messages apart: each is what one `read` gets. All of them must find room at once.
outcome outcome_of_pieces(std::string_view letters, std::string_view list, layout_wishes const& wishes) {
  constexpr int most_pieces = 60;
  constexpr int room = 200'000;
  std::array<int, 2> ends{};
  claim(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0, "there are sockets");
  claim(::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room) == 0, "sockets have room");
  piece_cutter pieces{letters, list};
  for (int i = 0; i < most_pieces && !pieces.at_end(); ++i) send_all(ends[0], pieces.next());
  send_all(ends[0], pieces.rest());
  ::close(ends[0]);
  auto input = std::make_unique<interruptible_input>(ends[1], interruptible_input::ownership::borrowed);
  auto all = outcome_of(*make_text_source(std::move(input), {wishes, false}));
  ::close(ends[1]);
  return all;
}

/// The first record of a text that is all there.
record record_of(list_layout const& layout, std::string_view text) {
  bool const delimited = layout.kind == list_kind::delimited;
  auto const first = (delimited ? next_record(text, layout.delimiter, true) : next_line(text, true)).value();
  auto const whole = text.substr(0, first.size);
  auto const line_ends = std::count(whole.begin(), whole.end(), '\n');
  claim(first.size > 0 && first.size <= text.size(), "a record is a part of its list, and not nothing");
  claim(whole.starts_with(first.text) && first.text.size() + 2 >= first.size, "a record is all but its line end");
  claim(first.lines == static_cast<std::size_t>(line_ends) + (whole.ends_with('\n') ? 0 : 1), "a record has its lines");
  claim(first.lines == 1 || (delimited && first.size <= max_record_bytes + 1),
        "only a quote that is closed in time makes one record of lines");
  return first;
}

/// The cell of a record, found the slow way.
std::string cell_of(list_layout const& layout, std::string_view text) {
  std::string room;
  if (layout.kind == list_kind::ndjson) return std::string{json_line{layout.pointer}.cell(text, room)};
  if (layout.kind == list_kind::lines) return std::string{text};
  room.reserve(text.size());
  return std::string{plain_text(field_of(text, layout.delimiter, layout.column).text, room)};
}

void check_rows(outcome const& all, std::string_view list) {
  auto const& layout = *all.found.layout;
  claim(list.starts_with(layout.front), "the front is the beginning of the list");
  list.remove_prefix(layout.front.size());
  std::uint64_t line = layout.front_lines + 1;
  auto at = all.rows.begin();
  while (!list.empty()) {
    auto const wanted = record_of(layout, list);
    claim(at != all.rows.end() && at->line == line, "every record is a row at its line", line);
    claim(wanted.text.size() > max_record_bytes ? at->cell.ends_with("\xE2\x80\xA6")
                                                : at->cell == cell_of(layout, wanted.text),
          "a cell is the number of its record, or shows that it is cut", at->cell);
    ++at;
    line += wanted.lines;
    list.remove_prefix(wanted.size);
  }
  claim(at == all.rows.end(), "there are no rows but of records");
}

}  // namespace

void fuzz(std::string_view input) {
  constexpr std::size_t small = 300;  // a read in small pieces takes long
  auto const first = take_line(input);
  auto const letters = first.substr(0, first.find(':'));
  auto const wishes = wishes_of(first.substr(std::min(first.size(), letters.size() + 1)));
  auto const list = with_long_lines(input);
  auto const all = outcome_of(list, wishes, std::string::npos);
  if (all.found.layout) check_rows(all, list);
  claim(outcome_of_pieces(letters, list, wishes) == all, "a list has the same rows in any pieces");
  check_bytes(list, wishes, all, list.size() > small ? 30'000 : 3);
}

}  // namespace rcs::test
