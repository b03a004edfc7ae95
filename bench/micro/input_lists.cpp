#include "micro/input_lists.hpp"

#include <array>
#include <cstdint>
#include <random>

namespace rcs::bench {
namespace {

/// The i-th of a billion different numbers of the unassigned country code 999, or of more and fewer digits.
std::string digits_of(spelling how, std::uint64_t i, std::mt19937_64& random) {
  constexpr std::uint64_t step = 387'420'489;  // 3^18, which has no factor in common with a power of ten
  auto digits = std::to_string(99'000'000'000 + i * step % 1'000'000'000);
  if (how == spelling::mixed) digits = (digits + "0100").substr(0, 8 + random() % 8);
  return digits;
}

}  // namespace

std::string list_of(spelling how, std::size_t count) {
  std::mt19937_64 random{1};
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    auto digits = digits_of(how, i, random);
    if (how == spelling::spaced) digits = digits.insert(7, " ").insert(4, " ").insert(1, " ");
    if (how != spelling::bare) list += '+';
    list += digits;
    if (how == spelling::crlf) list += '\r';
    list += '\n';
  }
  return list;
}

std::string table_of(std::size_t count, bool quoted) {
  constexpr std::size_t columns = 10;
  using row = std::array<std::string, columns>;
  std::mt19937_64 random{1};
  auto const line = [quoted](row const& cells) {
    std::string text;
    for (auto const& cell : cells) {
      if (!text.empty()) text += ',';
      text += quoted ? '"' + cell + '"' : cell;
    }
    return text + '\n';
  };
  auto list = line({"id", "first name", "last name", "city", "phone", "state", "zip", "amount", "since", "remark"});
  for (std::size_t i = 0; i < count; ++i) {
    auto const letters = [&random](std::size_t least, std::size_t more) {
      return std::string(least + random() % more, 'x');
    };
    list += line({std::to_string(random() % 1'000'000), letters(3, 8), letters(4, 10), letters(5, 12),
                  '+' + digits_of(spelling::plus, i, random), "NY", std::to_string(10'000 + random() % 80'000),
                  std::to_string(random() % 1'000) + ".50", "2026-01-31", letters(1, 30)});
  }
  return list;
}

std::string objects_of(std::size_t count) {
  std::mt19937_64 random{1};
  std::string list;
  for (std::size_t i = 0; i < count; ++i) {
    list += R"({"id":)" + std::to_string(random() % 1'000'000) + R"(,"name":")" + std::string(8 + random() % 20, 'x') +
            R"(","phone":"+)" + digits_of(spelling::plus, i, random) + R"(","city":")" +
            std::string(5 + random() % 12, 'x') + "\"}\n";
  }
  return list;
}

std::vector<std::string_view> cells_of(std::string_view list) {
  std::vector<std::string_view> cells;
  for (std::size_t at = 0; at < list.size();) {
    auto const end = list.find('\n', at);
    auto cell = list.substr(at, end - at);
    if (cell.ends_with('\r')) cell.remove_suffix(1);
    cells.push_back(cell);
    at = end + 1;
  }
  return cells;
}

}  // namespace rcs::bench
