#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "simulator/address_list.hpp"
#include "simulator/answer.hpp"
#include "simulator/text_buffer.hpp"

namespace rcs::sim {

/// How the text of a reply gets onto the wire.
enum class delivery : std::uint8_t {
  whole,
  slow,            ///< in pieces, with pauses
  reset,           ///< not at all: RST
  reset_mid_body,  ///< half of it, then RST
  truncate,        ///< three quarters of it, then the end of the connection
  stall,           ///< not at all, and the connection stays open
  endless,         ///< the text, then chunks for ever
};

/// What is done about one request. One for each connection, reused from request to request.
struct reply {
  text_buffer text;           ///< head and body, contiguous
  std::size_t head_size = 0;  ///< of `text`
  delivery how = delivery::whole;
  duration delay{};       ///< before the first byte
  bool interim = false;   ///< 100 and 103 before the delay
  bool close = false;     ///< the connection ends with this reply
  bool counts = false;    ///< a look-up: in flight until it is through
  answered_numbers told;  ///< what the text says, once it is sent whole

  // Scratch of the decision.
  address_list addresses;
  std::vector<std::uint8_t> known;

  void clear() noexcept {
    text.clear();
    head_size = 0;
    how = delivery::whole;
    delay = duration::zero();
    interim = close = counts = false;
    told.clear();
  }
};

}  // namespace rcs::sim
