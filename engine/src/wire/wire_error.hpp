#pragma once

#include <string>

#include "model/exchange.hpp"
#include "model/time.hpp"

namespace rcs {

/// Notes in `into` that its transport failed as `what`, in these words.
void set_error(exchange& into, transport what, std::string text);

/// Notes that we ended it because the run stopped.
void set_aborted(exchange& into);

/// `within 10 s`, for an error text.
[[nodiscard]] std::string within(duration limit);

}  // namespace rcs
