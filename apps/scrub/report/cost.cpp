#include "scrub/report/cost.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include "sink/decimal.hpp"

namespace rcs::scrub {
namespace {

/// `1234567.89` with a comma at every thousand.
std::string with_commas(std::string amount) {
  auto const point = std::min(amount.find('.'), amount.size());
  for (auto at = point; at > 3; at -= 3) amount.insert(at - 3, 1, ',');
  return amount;
}

std::string with_currency(std::string amount, std::string const& currency) {
  return currency.empty() ? amount : amount + " " + currency;
}

}  // namespace

double read_price(std::string const& text) {
  constexpr double most = 1e6;
  double value = -1;
  auto const* const end = text.data() + text.size();
  auto const read = std::from_chars(text.data(), end, value, std::chars_format::fixed);
  if (read.ec == std::errc{} && read.ptr == end && value >= 0 && value <= most) return value;
  throw std::invalid_argument{fmt::format("'{}' is no price: a number from 0 to a million, such as 0.002", text)};
}

std::string cost_text(run_report::price const& price, std::uint64_t numbers) {
  auto const amount = to_decimal(read_price(price.per_number) * static_cast<double>(numbers), 2);
  return with_currency(with_commas(amount), price.currency);
}

std::string cost_of_each(run_report::price const& price, std::uint64_t numbers, std::uint64_t parts) {
  if (parts == 0) return "\u2013";
  auto const all = read_price(price.per_number) * static_cast<double>(numbers);
  return with_currency(to_decimal(all / static_cast<double>(parts), 4), price.currency);
}

}  // namespace rcs::scrub
