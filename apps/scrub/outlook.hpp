#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "rcs/normalizer.hpp"
#include "rcs/options.hpp"
#include "rcs/prior_answers.hpp"
#include "rcs/source.hpp"

namespace rcs::scrub {

/// What a list holds, before anything of it is asked.
struct list_outlook {
  /// Rows that are no number, for one reason.
  struct refused {
    static constexpr std::size_t samples = 3;

    std::uint64_t rows = 0;
    std::vector<std::pair<std::uint64_t, std::string>> first;  ///< the first of them, and what stands there
  };

  std::uint64_t rows = 0;
  std::uint64_t numbers = 0;  ///< that would be asked: distinct, unless repeats are kept
  std::uint64_t repeats = 0;  ///< that would not
  std::uint64_t known = 0;    ///< numbers that would not, since it is known before how their rows end
  std::uint64_t assumed_international = 0;
  std::array<refused, invalid_reason_names.size()> invalid;  ///< by reason
};

/// Reads a list to its end, or until it is interrupted, as a run with these options would. `known_before` is that
/// of the run, null for none. With `ec` set it is what was read until then.
[[nodiscard]] list_outlook look_through(source& list, run_options const& with, prior_answers* known_before,
                                        std::error_code& ec);

/// Requests that so many distinct numbers take, if none has to be asked twice.
struct request_plan {
  std::uint64_t bulk = 0;
  std::uint64_t single = 0;
  std::uint64_t numbers = 0;  ///< asked by them; the others would be held (`remainder::hold`)
};
[[nodiscard]] request_plan plan_requests(std::uint64_t numbers, run_options const& with);

/// For people: what the list holds, and what it would take to ask it at several rates, and at `rate` if that is given.
[[nodiscard]] std::string to_text(list_outlook const& list, request_plan const& plan, std::optional<double> rate);

}  // namespace rcs::scrub
