#include "scrub/lists.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <stdexcept>
#include <utility>
#include <vector>

#include "file/list_input.hpp"
#include "scrub/file_error.hpp"
#include "source/joined_source.hpp"
#include "source/text_source.hpp"

namespace rcs::scrub {
namespace {

std::string name_of(std::string const& list) {
  return list == standard_input ? "standard input" : list;
}

struct opened_list {
  std::unique_ptr<text_source> rows;
  list_layout layout;
  text_encoding encoding = text_encoding::utf8;
};

opened_list open_list(settings const& s, std::string const& name, bool keep_raw) {
  std::error_code failed;
  auto input = name == standard_input ? make_list_input(STDIN_FILENO) : open_list_input(name, failed);
  if (failed) throw file_error{name_of(name), failed};
  auto const& bytes = *input;
  auto rows = make_text_source(std::move(input), {s.layout, keep_raw});
  auto const& found = rows->recognise(failed);
  if (failed) throw file_error{name_of(name), failed};
  if (!found.layout) throw std::invalid_argument{fmt::format("{}: {}", name_of(name), found.refusal)};
  auto layout = *found.layout;
  return {std::move(rows), std::move(layout), bytes.coding().encoding};
}

bool alike(opened_list const& a, opened_list const& b) {
  return a.layout.kind == b.layout.kind && a.layout.delimiter == b.layout.delimiter &&
         a.layout.names == b.layout.names && a.encoding == b.encoding;
}

}  // namespace

opened_lists open_lists(settings const& s, bool keep_raw) {
  auto first = open_list(s, s.inputs.front(), keep_raw);
  opened_lists made{nullptr, first.layout, first.encoding};
  std::vector<std::unique_ptr<text_source>> all;
  for (std::size_t i = 1; i < s.inputs.size(); ++i) {
    auto next = open_list(s, s.inputs[i], keep_raw);
    if (keep_raw && s.append && !alike(first, next)) {
      throw std::invalid_argument{fmt::format("{} has other columns than {}: write them back in runs of their own",
                                              name_of(s.inputs[i]), name_of(s.inputs.front()))};
    }
    all.push_back(std::move(next.rows));
  }
  all.insert(all.begin(), std::move(first.rows));
  made.rows = std::make_unique<joined_source>(std::move(all));
  return made;
}

}  // namespace rcs::scrub
