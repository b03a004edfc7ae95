#pragma once

#include <filesystem>
#include <string>

#include "source/recognise_layout.hpp"

namespace rcs::test {

/// A list and what has to come of it, as its file tells it; see README.md beside the files.
struct list_case {
  layout_wishes wishes;
  std::string region;    ///< for the normaliser
  std::string list;      ///< its bytes
  std::string expected;  ///< layout and rows, or a refusal, as `outcome_of` writes them
};

/// Throws `std::runtime_error` for what it does not understand.
[[nodiscard]] list_case read_list_case(std::filesystem::path const& file);

/// What comes of the list if it arrives in pieces of this size: a line for the layout and one for each row, or one for
/// the refusal, in the words of the files.
[[nodiscard]] std::string outcome_of(list_case const& one, std::size_t piece);

/// The bytes that a source that keeps them gives out, front and rows together; empty for a list that is refused.
[[nodiscard]] std::string raw_bytes_of(list_case const& one, std::size_t piece);

}  // namespace rcs::test
