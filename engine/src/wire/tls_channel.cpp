#include "wire/tls_channel.hpp"

#include "wire/use_tuple.hpp"

namespace rcs {

boost::asio::awaitable<bool> tls_channel::ready(tls_session::step needed) {
  using socket = boost::asio::ip::tcp::socket;
  auto const for_what = needed == tls_session::step::want_write ? socket::wait_write : socket::wait_read;
  if (socket_->ended() != transport::none) co_return false;
  // An error is not looked at: the session's next step meets it, and knows what it means there.
  co_await socket_->socket().async_wait(for_what, use_tuple);
  co_return socket_->ended() == transport::none;
}

}  // namespace rcs
