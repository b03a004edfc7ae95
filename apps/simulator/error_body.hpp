#pragma once

#include <string>
#include <string_view>

#include "simulator/profile.hpp"
#include "simulator/random.hpp"
#include "simulator/refusal.hpp"

namespace rcs::sim {

/// The JSON of an error answer in one of the upstream's envelopes. `message` is our own text and is not escaped.
/// `chance` draws what `mixed` leaves open.
[[nodiscard]] std::string error_body(error_family family, refusal why, std::string_view message, random_source& chance);

}  // namespace rcs::sim
