#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace rcs::bench {

/// How the devices of an answer are written.
enum class writing {
  compact,  ///< as the contract's sample, without white space
  pretty,   ///< a field a line
  europe,   ///< compact, without carriers
  mixed,    ///< compact, half of the devices, at random, without carriers
  pairs,    ///< two devices alike, then two of another shape: what looking for shapes gains least from
  worst,    ///< every device of another shape: order of the keys and white space
};

constexpr std::size_t devices_per_answer = 500;

/// 16 answers for the same numbers in other order and with other values, the same ones every time: too many values for
/// a branch predictor to learn by heart, few enough bytes to come from a cache, as they do when just decrypted.
[[nodiscard]] std::vector<std::string> answers_in(writing how);

}  // namespace rcs::bench
