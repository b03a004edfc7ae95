#include "lists/list_case.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "rcs/normalizer.hpp"
#include "source/text_source.hpp"
#include "support/bytes_in_memory.hpp"

namespace rcs::test {
namespace {

constexpr std::string_view list_mark = "== list\n";
constexpr std::string_view rows_mark = "== rows\n";

/// How bytes that cannot be seen are written.
std::array<std::pair<std::string_view, std::string_view>, 7> const names{{{"<CR>", "\r"},
                                                                          {"<LF>", "\n"},
                                                                          {"<TAB>", "\t"},
                                                                          {"<NUL>", std::string_view{"\0", 1}},
                                                                          {"<BOM>", "\xEF\xBB\xBF"},
                                                                          {"<NBSP>", "\xC2\xA0"},
                                                                          {"<...>", "\xE2\x80\xA6"}}};

/// `<xFF>` is a byte, and `<70000*a>` is 70,000 times `a`.
std::string other_bytes(std::string_view inside) {
  if (inside.starts_with('x')) return {static_cast<char>(std::stoi(std::string{inside.substr(1)}, nullptr, 16))};
  auto const star = inside.find('*');
  if (star == std::string_view::npos) throw std::runtime_error{"not known: <" + std::string{inside} + ">"};
  std::string all;
  for (int i = std::stoi(std::string{inside.substr(0, star)}); i > 0; --i) all += inside.substr(star + 1);
  return all;
}

std::string bytes_of(std::string_view written) {
  std::string bytes;
  while (!written.empty()) {
    auto const begin = written.find('<');
    bytes += written.substr(0, begin);
    if (begin == std::string_view::npos) break;
    written.remove_prefix(begin);
    auto const end = written.find('>');
    if (end == std::string_view::npos) throw std::runtime_error{"a < without its >"};
    auto const token = written.substr(0, end + 1);
    written.remove_prefix(end + 1);
    if (token == "<end>") break;  // the line end behind it is not part of the list
    auto const* const known =
        std::find_if(names.begin(), names.end(), [token](auto const& one) { return one.first == token; });
    bytes += known != names.end() ? std::string{known->second} : other_bytes(token.substr(1, token.size() - 2));
  }
  return bytes;
}

std::string written_byte(char byte) {
  constexpr std::string_view hexadecimal = "0123456789ABCDEF";
  auto const value = static_cast<unsigned char>(byte);
  if (value >= ' ' && value < 0x7fU) return {byte};
  return {'<', 'x', hexadecimal[value / 16U], hexadecimal[value % 16U], '>'};
}

std::string written(std::string_view bytes) {
  constexpr std::size_t most = 200;
  std::string text;
  for (std::size_t at = 0; at < bytes.size();) {
    if (text.size() > most && bytes.size() - at > most) {
      text += "<and so on>";
      at = bytes.size() - 3;
    }
    auto const rest = bytes.substr(at);
    auto const* const known =
        std::find_if(names.begin(), names.end(), [rest](auto const& one) { return rest.starts_with(one.second); });
    text += known != names.end() ? std::string{known->first} : written_byte(rest.front());
    at += known != names.end() ? known->second.size() : 1;
  }
  return text;
}

void take_setting(list_case& into, std::string const& key, std::string const& value) {
  static std::map<std::string, list_kind> const kinds{
      {"lines", list_kind::lines}, {"delimited", list_kind::delimited}, {"ndjson", list_kind::ndjson}};
  if (key == "kind") {
    into.wishes.kind = kinds.at(value);
  } else if (key == "delimiter") {
    into.wishes.delimiter = bytes_of(value).at(0);
  } else if (key == "header") {
    into.wishes.header = value == "yes";
  } else if (key == "column") {
    into.wishes.column = value;
  } else if (key == "region") {
    into.region = value;
  } else {
    throw std::runtime_error{"not known: " + key};
  }
}

/// The settings are the lines with a colon above the list; all others there are for people.
void take_head(list_case& into, std::string_view head) {
  while (!head.empty()) {
    auto const line = head.substr(0, head.find('\n'));
    head.remove_prefix(std::min(head.size(), line.size() + 1));
    auto const colon = line.find(": ");
    if (line.starts_with('#') || colon == std::string_view::npos) continue;
    take_setting(into, std::string{line.substr(0, colon)}, std::string{line.substr(colon + 2)});
  }
}

std::string described(list_layout const& layout) {
  std::string text = "layout: ";
  if (layout.kind == list_kind::ndjson) return text + "ndjson, " + layout.pointer + '\n';
  if (layout.kind == list_kind::lines) {
    text += "lines";
  } else if (layout.delimiter == no_delimiter) {
    text += "delimited, one column";
  } else {
    text += "delimited by " + written({&layout.delimiter, 1}) + " column " + std::to_string(layout.column + 1);
  }
  return text + (layout.header ? ", header\n" : "\n");
}

std::unique_ptr<text_source> source_of(list_case const& one, std::size_t piece, bool keep_raw) {
  return make_text_source(std::make_unique<bytes_in_memory>(one.list, piece), {one.wishes, keep_raw});
}

}  // namespace

list_case read_list_case(std::filesystem::path const& file) {
  std::ifstream in{file, std::ios::binary};
  std::string const text{std::istreambuf_iterator<char>{in}, {}};
  auto const list = text.find(list_mark);
  auto const rows = text.find(rows_mark, list);
  if (list == std::string::npos || rows == std::string::npos) throw std::runtime_error{"no list, or no rows"};
  list_case one;
  take_head(one, std::string_view{text}.substr(0, list));
  auto const begin = list + list_mark.size();
  one.list = bytes_of(std::string_view{text}.substr(begin, rows - begin));
  one.expected = text.substr(rows + rows_mark.size());
  return one;
}

std::string outcome_of(list_case const& one, std::size_t piece) {
  auto const from = source_of(one, piece, false);
  std::error_code failed;
  auto const& found = from->recognise(failed);
  if (!found.layout) return "refused: " + found.refusal + '\n';
  normalizer_options options;
  options.default_region = one.region;
  normalizer const normalize{options};
  auto text = described(*found.layout);
  for (row_block block; from->read(block, failed);) {
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      auto const number = normalize(block.cells[i]);
      auto const cell = written(block.cells[i]);
      text += std::to_string(block.row_of(i)) + ": " + cell + (cell.empty() ? "-> " : " -> ");
      text += number.value ? number.value.to_string() : std::string{to_string(number.reason)};
      text += '\n';
    }
  }
  return failed ? text + failed.message() + '\n' : text;
}

std::string raw_bytes_of(list_case const& one, std::size_t piece) {
  auto const from = source_of(one, piece, true);
  std::error_code failed;
  auto const& found = from->recognise(failed);
  if (!found.layout) return {};
  std::string bytes;
  bool any = false;
  for (row_block block; from->read(block, failed); any = true) {
    if (block.raw.size() != block.cells.size()) throw std::runtime_error{"not every row has its bytes"};
    bytes += block.front;
    for (auto const& raw : block.raw) bytes += raw;
  }
  return any ? bytes : found.layout->front;
}

}  // namespace rcs::test
