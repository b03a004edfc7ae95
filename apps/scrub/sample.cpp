#include "scrub/sample.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

#include "common/grouped.hpp"
#include "number/seen_set.hpp"

namespace rcs::scrub {
namespace {

class sampled_rows final : public source {
 public:
  explicit sampled_rows(std::vector<number_sample::row> rows) : rows_{std::move(rows)} {}

  bool read(row_block& into, std::error_code& ec) override {
    ec.clear();
    into.clear();
    auto const end = std::min(next_ + rows_in_block, rows_.size());
    into.storage.reserve((end - next_) * (number::max_digits + 1));  // the cells refer to it
    for (; next_ < end; ++next_) {
      auto const begin = into.storage.size();
      into.storage += rows_[next_].what.to_string();
      into.cells.emplace_back(into.storage.data() + begin, into.storage.size() - begin);
      into.lines.push_back(rows_[next_].line);
    }
    return !into.cells.empty();
  }

 private:
  static constexpr std::size_t rows_in_block = 4096;

  std::vector<number_sample::row> rows_;
  std::size_t next_ = 0;
};

}  // namespace

number_sample draw_sample(source& list, normalizer_options const& how, std::size_t size, std::uint64_t seed,
                          std::error_code& ec) {
  number_sample drawn;
  normalizer const normalize{how};
  seen_set seen;
  std::mt19937_64 random{seed};
  row_block block;
  while (list.read(block, ec)) {
    for (std::size_t i = 0; i < block.cells.size(); ++i) {
      auto const found = normalize(block.cells[i]).value;
      if (!found || !seen.insert(found)) continue;
      ++drawn.numbers;
      number_sample::row const one{block.row_of(i), found};
      if (drawn.rows.size() < size) {
        drawn.rows.push_back(one);
      } else if (auto const at = std::uniform_int_distribution<std::uint64_t>{0, drawn.numbers - 1}(random);
                 at < size) {
        drawn.rows[at] = one;
      }
    }
  }
  std::ranges::sort(drawn.rows, {}, &number_sample::row::line);
  return drawn;
}

std::unique_ptr<source> rows_of(number_sample const& sample) {
  return std::make_unique<sampled_rows>(sample.rows);
}

estimated_share estimate(std::uint64_t successes, std::uint64_t trials) noexcept {
  if (trials == 0) return {};
  constexpr double z = 1.959963984540054;  // 97.5 % of a normal distribution are below
  auto const n = static_cast<double>(trials);
  auto const share = static_cast<double>(successes) / n;
  auto const centre = share + z * z / (2 * n);
  auto const reach = z * std::sqrt(share * (1 - share) / n + z * z / (4 * n * n));
  auto const scale = 1 + z * z / n;
  return {share, std::max(0.0, (centre - reach) / scale), std::min(1.0, (centre + reach) / scale)};
}

std::string reach_text(summary const& totals, std::uint64_t numbers) {
  auto const answered = totals.of(outcome::enabled) + totals.of(outcome::not_enabled);
  if (answered == 0) return "no number of the sample was answered: nothing can be said of the list\n";
  auto const found = estimate(totals.of(outcome::enabled), answered);
  auto const of_all = [numbers](double share) {
    return grouped(static_cast<std::uint64_t>(std::llround(share * static_cast<double>(numbers))));
  };
  return fmt::format(
      "reach by a sample of {}: {:.1f} % (95 % interval {:.1f} to {:.1f} %)\n"
      "  that is {} of the list's {} numbers ({} to {})\n",
      grouped(answered), 100 * found.share, 100 * found.low, 100 * found.high, of_all(found.share), grouped(numbers),
      of_all(found.low), of_all(found.high));
}

}  // namespace rcs::scrub
