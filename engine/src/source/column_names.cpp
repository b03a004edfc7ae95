#include "source/column_names.hpp"

#include <algorithm>
#include <array>

namespace rcs {
namespace {

/// Reduced as by `squeezed`; the likeliest first.
constexpr std::array<std::string_view, 28> number_columns{
    "phone",       "phonenumber",   "phoneno",   "phonenum",    "mobile",        "mobilenumber", "mobileno",
    "mobilephone", "msisdn",        "to",        "number",      "cell",          "cellnumber",   "cellphone",
    "tel",         "telephone",     "telno",     "telnumber",   "telephoneno",   "e164",         "phonee164",
    "tonumber",    "contactnumber", "recipient", "destination", "mobilephoneno", "handynummer",  "telefon"};

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters and digits only, in lower case; bytes over 0x7f stay, but for no-break spaces.
std::string squeezed(std::string_view name) {
  constexpr std::string_view no_break_space = "\xC2\xA0";
  constexpr unsigned char last_ascii = 0x7f;
  std::string kept;
  for (std::size_t i = 0; i < name.size(); ++i) {
    char const c = lower(name[i]);
    if (name.substr(i).starts_with(no_break_space)) {
      ++i;
    } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) > last_ascii) {
      kept += c;
    }
  }
  return kept;
}

std::string_view trimmed(std::string_view text) noexcept {
  constexpr std::string_view spaces = " \t\r\n";
  auto const begin = text.find_first_not_of(spaces);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(spaces) - begin + 1);
}

/// As it is shown to people.
std::string shown(std::string_view name) {
  constexpr std::size_t most = 40;
  constexpr unsigned char continuation = 0x80;
  constexpr unsigned char last_control = 0x1f;
  constexpr unsigned char delete_character = 0x7f;
  auto text = trimmed(name);
  if (text.empty()) return "(no name)";
  bool const cut = text.size() > most;
  if (cut) text = text.substr(0, most);
  while (cut && !text.empty() && (static_cast<unsigned char>(text.back()) & 0xC0U) == continuation)
    text.remove_suffix(1);
  if (cut && !text.empty() && static_cast<unsigned char>(text.back()) > delete_character) text.remove_suffix(1);
  std::string made{text};
  std::replace_if(
      made.begin(), made.end(), [](unsigned char c) { return c <= last_control || c == delete_character; }, '?');
  return cut ? made + "..." : made;
}

std::string joined(std::vector<std::string> const& names, bool with_places) {
  constexpr std::size_t most = 40;
  std::string text;
  for (std::size_t i = 0; i < std::min(most, names.size()); ++i) {
    if (i > 0) text += ", ";
    if (with_places) text += std::to_string(i + 1) + ' ';
    text += shown(names[i]);
  }
  if (names.size() > most) text += " and " + std::to_string(names.size() - most) + " more";
  return text;
}

}  // namespace

std::optional<std::size_t> rank_as_number_column(std::string_view name) {
  auto const found = std::find(number_columns.begin(), number_columns.end(), squeezed(name));
  if (found == number_columns.end()) return std::nullopt;
  return static_cast<std::size_t>(found - number_columns.begin());
}

bool is_same_name(std::string_view a, std::string_view b) {
  auto const one = trimmed(a);
  auto const other = trimmed(b);
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](char x, char y) { return lower(x) == lower(y); });
}

std::string numbered(std::vector<std::string> const& names) {
  return joined(names, true);
}

std::string listed(std::vector<std::string> const& names) {
  return joined(names, false);
}

}  // namespace rcs
