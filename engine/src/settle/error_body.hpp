#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "rcs/number.hpp"

namespace rcs {

/// What the body of a refusal says. All of it is the server's, untrusted and unbounded only by the body itself.
struct error_body {
  std::vector<std::string> codes;  ///< `code` and `error_code` at any depth, in order; numbers in decimal
  std::string
      message;  ///< every message text at any depth, joined by `; `; the body itself if it is not JSON or has none

  /// Whether one of the codes is `code`, in any case.
  [[nodiscard]] bool has_code(std::string_view code) const noexcept;
};

/// Reads the upstream's three families of error bodies, and their likes:
/// `{"code": 1400, "message": "…", "data": {"error": {"error_code": "…", "error_message": "…"}}}`,
/// `{"code": "RCS601", "message": "…"}` and `{"data": {"code": "LKP201", …}}`. What is not JSON, is cut or is nested
/// too deeply has no codes: its text is the message. Never throws on account of the text.
[[nodiscard]] error_body read_error_body(std::string_view server_text);

/// Whether `word` stands in `text` with neither letter nor digit next to it, in any case.
[[nodiscard]] bool has_word(std::string_view text, std::string_view word) noexcept;

/// Whether `text` speaks of this very number: its digits, all of them and no more, in a word that is no path. A 404
/// page that quotes the request's path names the number too, but says nothing about it.
[[nodiscard]] bool names_number(std::string_view text, number who);

}  // namespace rcs
