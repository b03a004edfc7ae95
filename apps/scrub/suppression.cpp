#include "scrub/suppression.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <utility>

#include "common/grouped.hpp"
#include "file/list_input.hpp"
#include "scrub/file_error.hpp"
#include "source/text_source.hpp"

namespace rcs::scrub {
namespace {

suppression_list::contents add_file(suppression_list& to, std::string const& name, layout_wishes const& layout) {
  std::error_code failed;
  auto input = open_list_input(name, failed);
  if (failed) throw file_error{name, failed};
  auto const rows = make_text_source(std::move(input), {layout, false});
  auto const& found = rows->recognise(failed);
  if (failed) throw file_error{name, failed};
  if (!found.layout) {
    throw std::invalid_argument{
        fmt::format("--suppress {}: {}\n(here, --suppress-column takes the place of --column)", name, found.refusal)};
  }
  auto const made = to.add(*rows, failed);
  if (failed) throw file_error{name, failed};
  return made;
}

std::string remark_on(std::string const& name, suppression_list::contents const& found) {
  auto text =
      fmt::format("suppressing {} numbers and {} digests of {}", grouped(found.numbers), grouped(found.digests), name);
  if (found.neither == 0) return text;
  return text +
         fmt::format("; {} of its rows are neither, the first in line {}", grouped(found.neither), found.first_neither);
}

}  // namespace

std::string suppression_key(settings const& s) {
  auto const& name = s.suppress_key_file;
  if (name.empty()) return {};
  std::ifstream in{name, std::ios::binary};
  std::string key{std::istreambuf_iterator<char>{in}, {}};
  if (!in.is_open() || in.bad()) throw file_error{fmt::format("{}: the key cannot be read", name)};
  if (key.ends_with('\n')) key.pop_back();
  if (key.ends_with('\r')) key.pop_back();
  if (key.empty()) throw std::invalid_argument{fmt::format("--suppress-key-file: {} is empty", name)};
  return key;
}

loaded_suppression load_suppression(settings const& s) {
  loaded_suppression made;
  if (s.suppress.empty()) return made;
  made.list = std::make_unique<suppression_list>(suppression_list::options{s.run.numbers, suppression_key(s)});
  layout_wishes layout;
  layout.column = s.suppress_column;
  for (auto const& name : s.suppress) {
    auto const found = add_file(*made.list, name, layout);
    made.remarks.push_back(remark_on(name, found));
  }
  return made;
}

}  // namespace rcs::scrub
