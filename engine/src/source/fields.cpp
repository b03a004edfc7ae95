#include "source/fields.hpp"

#include "source/quotes.hpp"

namespace rcs {
namespace {

std::string_view without_spaces(std::string_view text) noexcept {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

constexpr bool is_wrapped(std::string_view text, std::string_view front) noexcept {
  return text.size() > front.size() && text.starts_with(front) && text.ends_with('"');
}

/// Whether each quote in `text` is followed by another one that belongs to it.
bool quotes_are_doubled(std::string_view text) noexcept {
  for (auto at = text.find('"'); at != std::string_view::npos; at = text.find('"', at + 2)) {
    if (!text.substr(at + 1).starts_with('"')) return false;
  }
  return true;
}

std::string_view with_single_quotes(std::string_view text, std::string& room) {
  auto const begin = room.size();
  for (std::size_t at = 0; at < text.size(); ++at) {
    room += text[at];
    if (text[at] == '"') ++at;
  }
  return std::string_view{room}.substr(begin);
}

}  // namespace

field take_field(std::string_view& record, char delimiter, bool& more) noexcept {
  quotes quoting;
  field found;
  std::size_t end = 0;
  for (; end < record.size(); ++end) {
    if (record[end] == '"') {
      found.has_quotes = true;
      quoting.meet(end);
    } else if (record[end] == delimiter && !quoting.inside()) {
      break;
    }
  }
  more = end < record.size();
  found.text = record.substr(0, end);
  record.remove_prefix(more ? end + 1 : end);
  return found;
}

field field_of(std::string_view record, char delimiter, std::size_t index) noexcept {
  bool more = true;
  for (; index > 0 && more; --index) static_cast<void>(take_field(record, delimiter, more));
  return more ? take_field(record, delimiter, more) : field{};
}

std::string_view plain_text(std::string_view text, std::string& room) {
  auto const trimmed = without_spaces(text);
  auto plain = text;
  if (is_wrapped(trimmed, "\"")) {
    auto const inner = trimmed.substr(1, trimmed.size() - 2);
    if (!quotes_are_doubled(inner)) return text;
    plain = inner.find('"') == std::string_view::npos ? inner : with_single_quotes(inner, room);
  }
  auto const formula = without_spaces(plain);
  if (!is_wrapped(formula, "=\"")) return plain;
  auto const inner = formula.substr(2, formula.size() - 3);
  return inner.find('"') == std::string_view::npos ? inner : plain;
}

std::vector<std::string> plain_fields(std::string_view record, char delimiter) {
  std::vector<std::string> all;
  std::string room;
  for (bool more = true; more;) {
    room.clear();
    all.emplace_back(plain_text(take_field(record, delimiter, more).text, room));
  }
  return all;
}

}  // namespace rcs
