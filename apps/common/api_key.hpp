#pragma once

#include <string>

#include "rcs/secret.hpp"

namespace rcs {

/// Takes the API key from `file` or, if that is empty, from RCS_API_KEY; in either case RCS_API_KEY is wiped from the
/// environment. A line end behind the key in the file is not part of it. Throws `std::invalid_argument`, without the
/// key in the message, if there is none or it could not be a key. `warning` is set if others can read the file.
[[nodiscard]] secret take_api_key(std::string const& file, std::string& warning);

}  // namespace rcs
