#include "source/json_line.hpp"

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <charconv>
#include <cstdint>
#include <limits>
#include <utility>

namespace rcs {
namespace {

namespace json = boost::json;

json::parse_options lenient() noexcept {
  json::parse_options options;
  options.allow_invalid_utf8 = true;
  return options;
}

template <class Integer>
void append(std::string& room, Integer value) {
  std::array<char, std::numeric_limits<Integer>::digits10 + 2> digits{};
  auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  room.append(digits.data(), end);
}

}  // namespace

json_line::json_line(std::string pointer) : pointer_{std::move(pointer)}, parser_{json::storage_ptr{}, lenient()} {}

std::string_view json_line::cell(std::string_view line, std::string& room) {
  json::monotonic_resource memory{memory_.data(), memory_.size()};
  parser_.reset(&memory);
  json::error_code failed;
  parser_.write(line.data(), line.size(), failed);
  if (failed) {
    parser_.reset();  // what it holds is in `memory`
    return line;
  }
  json::value const document = parser_.release();
  auto const* const found = document.find_pointer(pointer_, failed);
  if (found == nullptr || found->is_null()) return {};
  auto const begin = room.size();
  if (found->is_string()) {
    room += std::string_view{found->get_string()};
  } else if (found->is_int64() && found->get_int64() >= 0) {
    append(room, found->get_int64());
  } else if (found->is_uint64()) {
    append(room, found->get_uint64());
  } else {
    return line;
  }
  return std::string_view{room}.substr(begin);
}

bool json_line::has_field(std::string_view line) {
  std::string room;
  auto const found = cell(line, room);
  return !found.empty() && found.data() != line.data();
}

std::optional<std::vector<std::string>> keys_of(std::string_view line) {
  json::error_code failed;
  auto const document = json::parse(line, failed, json::storage_ptr{}, lenient());
  if (failed || !document.is_object()) return std::nullopt;
  std::vector<std::string> keys;
  for (auto const& member : document.get_object()) keys.emplace_back(member.key());
  return keys;
}

std::string pointer_to(std::string_view key) {
  std::string pointer = "/";
  for (char const c : key) {
    if (c == '~') {
      pointer += "~0";
    } else if (c == '/') {
      pointer += "~1";
    } else {
      pointer += c;
    }
  }
  return pointer;
}

bool is_json_pointer(std::string_view text) noexcept {
  if (!text.empty() && !text.starts_with('/')) return false;
  for (auto at = text.find('~'); at != std::string_view::npos; at = text.find('~', at + 1)) {
    auto const behind = text.substr(at + 1);
    if (!behind.starts_with('0') && !behind.starts_with('1')) return false;
  }
  return true;
}

}  // namespace rcs
