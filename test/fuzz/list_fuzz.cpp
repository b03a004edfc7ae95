#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "source/line_splitter.hpp"
#include "source/list_format.hpp"
#include "source/text_source.hpp"

// Any bytes as a list, from a file and from something that has them in pieces. First line: lengths of the pieces. Each
// of the first few form feeds stands for 30,000 letters, so that lines can be too long.

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

std::vector<row> rows_of(int descriptor) {
  auto const list = make_text_source(descriptor);
  std::vector<row> rows;
  row_block block;
  std::error_code ec;
  while (list->read(block, ec)) {
    claim(!block.cells.empty(), "a block has rows");
    claim(block.lines.empty() || block.lines.size() == block.cells.size(), "a row has a line");
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      claim(block.cells[i].size() <= max_record_bytes, "a cell is bounded");
      claim(rows.empty() || rows.back().line < block.row_of(i), "lines go up");
      rows.push_back({block.row_of(i), std::string{block.cells[i]}});
    }
  }
  claim(!ec, "the list can be read", ec);
  claim(block.cells.empty() && !list->read(block, ec), "the end is the end");
  return rows;
}

std::vector<row> rows_of_file(std::string_view list) {
  int const file = ::memfd_create("list", MFD_CLOEXEC);
  bool const written = ::write(file, list.data(), list.size()) == static_cast<ssize_t>(list.size());
  claim(written && ::lseek(file, 0, SEEK_SET) == 0, "a file in memory can be written");
  auto rows = rows_of(file);
  ::close(file);
  return rows;
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
std::vector<row> rows_of_pieces(std::string_view letters, std::string_view list) {
  constexpr int most_pieces = 60;
  constexpr int room = 200'000;
  std::array<int, 2> ends{};
  claim(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0, "there are sockets");
  claim(::setsockopt(ends[0], SOL_SOCKET, SO_SNDBUF, &room, sizeof room) == 0, "sockets have room");
  piece_cutter pieces{letters, list};
  for (int i = 0; i < most_pieces && !pieces.at_end(); ++i) send_all(ends[0], pieces.next());
  send_all(ends[0], pieces.rest());
  ::close(ends[0]);
  auto rows = rows_of(ends[1]);
  ::close(ends[1]);
  return rows;
}

/// The first record of a text that is all there.
record record_of(list_format format, std::string_view text) {
  auto const first = next_record(format, text, true).value();
  auto const whole = text.substr(0, first.size);
  auto const line_ends = std::count(whole.begin(), whole.end(), '\n');
  claim(first.size > 0 && first.size <= text.size(), "a record is a part of its list, and not nothing");
  claim(whole.starts_with(first.text) && first.text.size() + 2 >= first.size, "a record is all but its line end");
  claim(first.lines == static_cast<std::size_t>(line_ends) + (whole.ends_with('\n') ? 0 : 1), "a record has its lines");
  claim(first.lines == 1 || (format == list_format::failed_csv && first.size <= max_record_bytes + 1),
        "only a quote that is closed in time makes one record of lines");
  return first;
}

void check_rows(std::vector<row> const& rows, std::string_view list) {
  if (list.starts_with("\xEF\xBB\xBF")) list.remove_prefix(3);
  auto const format = list.empty() ? list_format::lines : recognise(record_of(list_format::lines, list).text);
  std::uint64_t line = 1;
  auto at = rows.begin();
  while (!list.empty()) {
    auto const wanted = record_of(format, list);
    if (line > 1 || format != list_format::failed_csv) {  // else it is the header
      claim(at != rows.end() && at->line == line, "every record is a row at its line", line);
      claim(wanted.text.size() > max_record_bytes ? at->cell.ends_with("\xE2\x80\xA6")
                                                  : at->cell == number_cell(format, wanted.text),
            "a cell is the number of its record, or shows that it is cut", at->cell);
      ++at;
    }
    line += wanted.lines;
    list.remove_prefix(wanted.size);
  }
  claim(at == rows.end(), "there are no rows but of records");
}

}  // namespace

void fuzz(std::string_view input) {
  auto const letters = take_line(input);
  auto const list = with_long_lines(input);
  auto const rows = rows_of_file(list);
  check_rows(rows, list);
  claim(rows_of_pieces(letters, list) == rows, "a list has the same rows in any pieces");
}

}  // namespace rcs::test
