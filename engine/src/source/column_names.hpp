#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rcs {

/// How likely a column of this name has the phone numbers, by the names that such columns have: 0 for `phone`, more for
/// others, none for all other names. Case, spaces, `_`, `-` and the like make no difference: `Phone Number` is
/// `phone_number`.
[[nodiscard]] std::optional<std::size_t> rank_as_number_column(std::string_view name);

/// Whether two names are the same but for case and the spaces around them.
[[nodiscard]] bool is_same_name(std::string_view a, std::string_view b);

/// Names for people to choose from, with their places: `1 name, 2 mobile, 3 phone`. Bounded, and without control
/// characters.
[[nodiscard]] std::string numbered(std::vector<std::string> const& names);

/// The same without places.
[[nodiscard]] std::string listed(std::vector<std::string> const& names);

}  // namespace rcs
