#include "sink/list_outputs.hpp"

#include <algorithm>
#include <utility>

namespace rcs {
namespace {

/// Written in pieces of this size; memory for much more is let go.
constexpr std::size_t large_piece = std::size_t{256} << 10U;

}  // namespace

list_outputs::list_outputs(encoded_output whole, std::array<encoded_output, split_file_count> parts) noexcept {
  whole_.file = std::move(whole);
  for (std::size_t i = 0; i < parts.size(); ++i) parts_[i].file = std::move(parts[i]);
}

/// Calls it for every file there is, and returns the first error.
template <typename Function>
std::error_code list_outputs::for_each(Function function) {
  std::error_code first = whole_.file ? function(whole_) : std::error_code{};
  for (auto& part : parts_) {
    auto const ec = part.file ? function(part) : std::error_code{};
    if (!first) first = ec;
  }
  return first;
}

text_buffer& list_outputs::on_a_new_line(output& to, std::string_view line_end) {
  // In front of the first row there may be a byte order mark, which is no line.
  bool const behind_a_row = std::exchange(to.has_rows, true);
  bool const open = to.text.empty() ? to.open_line : to.text.view().back() != '\n';
  if (behind_a_row && open)
    to.text.extend_to(std::copy(line_end.begin(), line_end.end(), to.text.room(line_end.size())));
  return to.text;
}

void list_outputs::put_header(std::string_view text) {
  for_each([text](output& to) {
    to.text.extend_to(std::copy(text.begin(), text.end(), to.text.room(text.size())));
    return std::error_code{};
  });
}

std::error_code list_outputs::flush(bool force) {
  return for_each([force](output& to) -> std::error_code {
    if (to.text.empty() || (!force && to.text.view().size() < large_piece)) return {};
    auto const ec = to.file.write(to.text.view());
    to.open_line = to.text.view().back() != '\n';
    to.text.clear(2 * large_piece);
    return ec;
  });
}

std::error_code list_outputs::finish() {
  auto const written = flush(true);
  auto const closed = for_each([](output& to) { return to.file.finish(); });
  return written ? written : closed;
}

void list_outputs::interrupt() noexcept {
  whole_.file.interrupt();
  for (auto& part : parts_) part.file.interrupt();
}

}  // namespace rcs
