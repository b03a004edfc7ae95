#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "model/device_answer.hpp"
#include "model/time.hpp"

namespace rcs {

/// How far a request got when its transport failed; `none` if there is an HTTP answer.
enum class transport : std::uint8_t {
  none,
  resolve,      ///< the host name has no address
  connect,      ///< no address accepted a connection
  proxy,        ///< the proxy refused the tunnel
  handshake,    ///< TLS failed for a reason other than the certificate
  certificate,  ///< the server's certificate does not verify: chain, name or date
  send,         ///< the connection broke while the request was written
  closed,       ///< the connection ended before the answer was complete
  timed_out,    ///< no complete answer in time
  too_large,    ///< the answer exceeds a size limit: head or body
  malformed,    ///< what came is not HTTP
  aborted,      ///< we ended it: the run stopped
};

/// What a 2xx body was found to be.
enum class body_kind : std::uint8_t {
  devices,     ///< JSON with a `devices` array, complete (for a single lookup: or a bare device object)
  no_devices,  ///< complete JSON without one: an error envelope
  not_json,    ///< HTML, an empty body, a cut body, or an encoding that was not asked for
};

/// One request and what came of it. Reused from request to request by its owner: `clear()` keeps the memory that an
/// answer in its right mind needs.
struct exchange {
  /// Devices that memory is kept for: many times a batch. Each of many owners would otherwise come to hold the most
  /// that a server ever sent it.
  static constexpr std::size_t answers_kept = 2048;

  bool times_decoding = false;  ///< the owner's wish, which `clear()` leaves as it is

  transport error = transport::none;
  std::string error_text;  ///< our words on `error`, with the system's or TLS library's; never the key or a number
  bool reused_connection = false;  ///< the connection had carried a complete exchange before
  bool any_byte = false;           ///< at least one byte of the answer arrived

  int status = 0;           ///< HTTP status, 0 without an answer
  std::string retry_after;  ///< header fields as sent, empty if absent, at most 128 bytes
  std::string date;
  body_kind body = body_kind::not_json;
  std::vector<device_answer> answers;  ///< of a 2xx; devices whose address is unreadable are left out
  std::size_t unreadable_devices = 0;  ///< devices left out for that
  std::string server_text;  ///< the first 4 KiB of a body that is not `devices`: the server's words, untrusted

  duration first_byte{};  ///< from the first byte sent to the first received
  duration total{};       ///< from the first byte sent to the last received
  duration connect{};     ///< to reach the server, where this was the first request on a new connection
  duration handshake{};   ///< likewise, for TLS
  duration decode{};      ///< spent on what was received, where `times_decoding`
  std::uint64_t bytes_sent = 0;
  std::uint64_t bytes_received = 0;

  std::deque<std::string> texts;  ///< backs the views of `answers` that the connection's name table does not hold

  void clear() noexcept {
    error = transport::none;
    error_text.clear();
    reused_connection = any_byte = false;
    status = 0;
    retry_after.clear();
    date.clear();
    body = body_kind::not_json;
    answers.clear();
    if (answers.capacity() > answers_kept) std::vector<device_answer>{}.swap(answers);
    unreadable_devices = 0;
    server_text.clear();
    first_byte = total = connect = handshake = decode = duration::zero();
    bytes_sent = bytes_received = 0;
    texts.clear();
  }
};

}  // namespace rcs
