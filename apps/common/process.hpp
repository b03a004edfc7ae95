#pragma once

#include <cstddef>

namespace rcs {

/// What the program changes of its own process; the library changes nothing.

/// Sees to it that no file that is opened later becomes standard input, output or error because one of them was closed:
/// messages would be written into it. Reading or writing what was closed stays an error.
void hold_standard_descriptors() noexcept;

/// No core dump: the key would be in it.
void forbid_core_dumps() noexcept;

/// Raises the limit on open files to what `connections` on `threads` need. Throws `std::invalid_argument`, saying what
/// to do, if the hard limit is too low.
void make_room_for(std::size_t connections, std::size_t threads);
/// The same for so many of them as the hard limit allows, at least 1, where nobody asked for a certain number. Returns
/// how many.
[[nodiscard]] std::size_t make_room_for_up_to(std::size_t connections, std::size_t threads);

}  // namespace rcs
