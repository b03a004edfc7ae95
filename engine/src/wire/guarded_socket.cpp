#include "wire/guarded_socket.hpp"

#include <unistd.h>

namespace rcs {

guarded_socket::guard::guard(guarded_socket& guarded, duration limit, interrupter& stop) : guarded_{guarded} {
  guarded.ended_ = stop.fired() ? transport::aborted : transport::none;
  if (stop.fired()) return;
  stop.link(guarded);
  guarded.timer_.expires_after(limit);
  guarded.timer_.async_wait(
      [self = guarded.shared_from_this(), mine = ++guarded.generation_](boost::system::error_code const& failed) {
        if (!failed && mine == self->generation_) self->end(transport::timed_out);
      });
}

guarded_socket::guard::~guard() {
  ++guarded_.generation_;
  guarded_.timer_.cancel();
  guarded_.unlink();
}

void guarded_socket::end(transport why) noexcept {
  if (ended_ != transport::none) return;
  ended_ = why;
  boost::system::error_code ignored;
  socket_.cancel(ignored);
  // A wait that has ended but not yet resumed its coroutine is no longer there to be cancelled; the next one must not
  // begin to wait. The descriptor stays open, since OpenSSL knows it.
  socket_.shutdown(boost::asio::ip::tcp::socket::shutdown_both, ignored);
}

void guarded_socket::forget_connecting(boost::system::error_code& failed) noexcept {
  auto const peer = socket_.remote_endpoint(failed);
  if (failed) return close();
  auto const descriptor = socket_.release(failed);
  if (failed) return close();
  socket_.assign(peer.protocol(), descriptor, failed);
  if (failed) ::close(descriptor);
}

void guarded_socket::close() noexcept {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

}  // namespace rcs
