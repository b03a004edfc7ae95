#pragma once

#include <boost/asio/awaitable.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "model/interrupter.hpp"
#include "model/time.hpp"
#include "wire/connection_commons.hpp"
#include "wire/http_answer.hpp"
#include "wire/tls_channel.hpp"

namespace rcs {

/// An established connection, carrying one exchange after another. Its buffers are reused, so a warm one allocates
/// nothing for an exchange. One executor only.
class connection {
 public:
  /// `commons` outlives this object.
  connection(std::unique_ptr<tls_channel> channel, connection_commons& commons);
  ~connection();
  connection(connection const&) = delete;
  connection& operator=(connection const&) = delete;

  /// Whether another request may be sent: the last exchange left the connection usable, it is neither too old nor worn
  /// out, the peer has not ended it and has not spoken unasked. Session tickets, which TLS 1.3 sends when it likes, are
  /// taken in. Costs a system call.
  [[nodiscard]] bool usable(time_point now);
  /// Whether its holder, who may have waited since it was got, should ask on it: it is usable, or is so new that its
  /// end would be an answer of sorts. Else an upstream that hangs up on every new connection would be connected to for
  /// ever and never be asked.
  [[nodiscard]] bool worth_asking(time_point now);
  /// Usable as far as can be told without looking at the socket.
  [[nodiscard]] bool may_be_kept(time_point now) const noexcept;

  /// One exchange, on a usable connection. Whatever goes wrong closes it and is in `into`, which is cleared first.
  [[nodiscard]] boost::asio::awaitable<void> ask(batch const& numbers, interrupter& stop, exchange& into);

 private:
  boost::asio::awaitable<bool> send(exchange& into);
  boost::asio::awaitable<void> receive(time_point started, exchange& into);
  void take_in(std::size_t count, exchange& into);
  void fail(transport why, exchange& into, std::string words);
  void hide_account(std::string_view key, std::string& words) const;
  void fail_waiting(exchange& into);

  std::unique_ptr<tls_channel> channel_;
  connection_commons& commons_;
  time_point const opened_;
  std::uint64_t requests_ = 0;  ///< sent, or begun to be
  bool intact_ = true;          ///< no exchange has failed, none is under way, and the peer keeps the connection
  std::string request_;         ///< holds the key: wiped at the end
  std::vector<char> received_;
  std::size_t held_ = 0;  ///< bytes of `received_` that the answer has not consumed
  http_answer answer_;
};

}  // namespace rcs
