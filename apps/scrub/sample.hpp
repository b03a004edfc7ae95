#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "rcs/normalizer.hpp"
#include "rcs/source.hpp"
#include "rcs/summary.hpp"

namespace rcs::scrub {

/// Some numbers of a list, each distinct one of it as likely as any other.
struct number_sample {
  struct row {
    std::uint64_t line = 0;  ///< where the number comes first
    number what;
  };
  std::vector<row> rows;      ///< by line
  std::uint64_t numbers = 0;  ///< distinct ones in the whole list
};

/// Draws `size` numbers of a list, or all if there are not more (J. S. Vitter, "Random Sampling with a Reservoir",
/// 1985, algorithm R). The same seed draws the same. With `ec` set the list could not be read to its end.
[[nodiscard]] number_sample draw_sample(source& list, normalizer_options const& how, std::size_t size,
                                        std::uint64_t seed, std::error_code& ec);

/// The sample as a list, with the lines of the list that it was drawn from.
[[nodiscard]] std::unique_ptr<source> rows_of(number_sample const& sample);

/// A share of a population, by a sample: the 95 % interval is E. B. Wilson's ("Probable Inference, the Law of
/// Succession, and Statistical Inference", 1927).
struct estimated_share {
  double share = 0;
  double low = 0;
  double high = 1;
};
[[nodiscard]] estimated_share estimate(std::uint64_t successes, std::uint64_t trials) noexcept;

/// For people: the reach of the whole list, as far as the answers to a sample of it tell.
[[nodiscard]] std::string reach_text(summary const& totals, std::uint64_t numbers);

}  // namespace rcs::scrub
