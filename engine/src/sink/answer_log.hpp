#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "rcs/result.hpp"
#include "sink/text_buffer.hpp"

namespace rcs {

/// How a row ended, apart from its number: alike for many rows.
struct row_ending {
  outcome what = outcome::invalid;
  std::string_view carrier_id;
  std::string_view carrier_status;
  std::string_view detail;

  friend bool operator==(row_ending const&, row_ending const&) = default;
};

/// A row of an answer log. The texts are views into the log.
struct logged_answer {
  std::uint64_t row = 0;
  number asked;                 ///< "no number" for an invalid row
  std::uint64_t first_row = 0;  ///< of a duplicate, see `result`
  std::string_view ending;      ///< as bytes, the same for the same ending: `read_ending` tells what they say
};

/// What an answer log begins with: a run goes on only from a log that is one.
inline constexpr std::string_view answer_log_header = "rcs-scrub answers 1\n";

/// Appends settled rows as an answer log has them: what becomes of a list that is written back in its own order, kept
/// until the rows in front of it are there, and read again when a run goes on. In the byte order of the machine, for
/// the machine that wrote it; texts over 65,535 bytes are cut.
void append_answers(text_buffer& out, std::span<result const> rows);

/// Takes the first row off the front of `log`, which is behind its header. None, with `log` as it was, if there is no
/// whole row: the end, or what a crash left of one. Any bytes will do.
[[nodiscard]] std::optional<logged_answer> take_answer(std::string_view& log) noexcept;

/// What the bytes of `logged_answer::ending` say.
[[nodiscard]] row_ending read_ending(std::string_view bytes) noexcept;

}  // namespace rcs
