#pragma once

#include <chrono>
#include <string>
#include <string_view>

#include "simulator/text_buffer.hpp"

namespace rcs::sim {

/// What the head of an answer says.
struct http_head {
  unsigned status = 200;
  std::string_view content_type = "application/json";
  std::string extra;     ///< whole further fields, each with its CRLF
  bool http10 = false;   ///< HTTP/1.0 without a length: the end is told by closing
  bool chunked = false;  ///< the text is in chunks already, or will be
  bool close = false;    ///< announced by `Connection: close`
};

/// `t` as RFC 9110, 5.6.7 wants a date.
[[nodiscard]] std::string http_date(std::chrono::system_clock::time_point t);

/// Puts the head before `body`; returns its length. `date` is the value of `Date`.
std::size_t prepend_head(http_head const& head, std::string_view date, text_buffer& body);

/// Replaces `body` by the same in chunks, the last one included.
void cut_into_chunks(text_buffer& body);

/// One chunk around `data`.
[[nodiscard]] std::string as_chunk(std::string_view data);

}  // namespace rcs::sim
