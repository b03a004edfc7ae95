#include "support/tls_server.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <exception>
#include <string>
#include <utility>

namespace rcs::test {
namespace asio = boost::asio;
using asio::awaitable;
using asio::ip::tcp;

namespace {

constexpr auto use_tuple = asio::as_tuple(asio::deferred);

/// An exception here is a bug of the test server: it ends the test program, by way of the executor.
void rethrow(std::exception_ptr failure) {
  if (failure) std::rethrow_exception(failure);
}

std::size_t body_length(std::string const& head) {
  constexpr std::string_view field = "\r\nContent-Length: ";
  auto const at = head.find(field);
  return at == std::string::npos ? 0 : std::stoul(head.substr(at + field.size()));
}

}  // namespace

struct tls_server::session : std::enable_shared_from_this<session> {
  session(tcp::socket socket, asio::ssl::context& context) : stream{std::move(socket), context} {}

  asio::ssl::stream<tcp::socket> stream;
  script plan = script::plain();
  std::size_t index = 0;  ///< which connection of the server this is
  bool encrypted = false;
  std::string held;  ///< read, not yet part of a request
};

tls_server::tls_server(asio::any_io_executor executor, options const& how)
    : executor_{std::move(executor)},
      context_{asio::ssl::context::tls_server},
      acceptor_{executor_, tcp::endpoint{asio::ip::address_v4::loopback(), 0}},
      port_{acceptor_.local_endpoint().port()},
      event_{executor_},
      go_on_{executor_} {
  auto* const context = context_.native_handle();
  SSL_CTX_set_min_proto_version(context, how.oldest);
  SSL_CTX_set_max_proto_version(context, how.newest);
  if (how.newest < TLS1_2_VERSION) SSL_CTX_set_cipher_list(context, "DEFAULT:@SECLEVEL=0");
  context_.use_certificate_chain(asio::buffer(how.identity.chain));
  context_.use_private_key(asio::buffer(how.identity.key), asio::ssl::context::pem);
  event_.expires_at(asio::steady_timer::time_point::max());
  go_on_.expires_at(asio::steady_timer::time_point::max());
  asio::co_spawn(executor_, accept(), &rethrow);
}

tls_server::~tls_server() {
  stop();
}

void tls_server::stop() {
  stopped_ = true;
  boost::system::error_code ignored;
  acceptor_.close(ignored);
  for (auto const& weak : sessions_) {
    if (auto const one = weak.lock()) one->stream.lowest_layer().close(ignored);
  }
  event_.cancel();
  go_on_.cancel();
}

void tls_server::resume() {
  go_on_.cancel();
}

void tls_server::happened() {
  event_.cancel();
}

awaitable<void> tls_server::until(std::function<bool(tls_server_record const&)> holds) {
  while (!stopped_ && !holds(seen_)) co_await event_.async_wait(use_tuple);
}

awaitable<void> tls_server::accept() {
  while (!stopped_) {
    auto [failed, socket] = co_await acceptor_.async_accept(use_tuple);
    if (failed) continue;
    socket.set_option(tcp::no_delay{true});
    auto const one = std::make_shared<session>(std::move(socket), context_);
    one->index = seen_.accepted++;
    if (!scripts_.empty()) one->plan = scripts_[std::min(one->index, scripts_.size() - 1)];
    sessions_.push_back(one);
    seen_.peak_open = std::max(seen_.peak_open, seen_.accepted - seen_.finished);
    happened();
    asio::co_spawn(executor_, serve(one), &rethrow);
  }
}

awaitable<void> tls_server::serve(std::shared_ptr<session> one) {
  auto const& steps = one->plan.steps();
  bool going = true;
  for (std::size_t at = 0; going && at < steps.size(); ++at) {
    if (steps[at].what == script::action::again) {
      while (at > 0 && steps[at].what != script::action::handshake) --at;
      continue;
    }
    going = co_await play(*one, steps[at]);
  }
  while (going) {
    std::string ignored(4096, '\0');
    auto const room = asio::buffer(ignored);
    auto const [failed, count] = co_await one->stream.next_layer().async_read_some(room, use_tuple);
    going = !failed;
  }
  boost::system::error_code ignored;
  one->stream.lowest_layer().close(ignored);
  ++seen_.finished;
  happened();
}

awaitable<bool> tls_server::play(session& one, script::step const& step) {
  auto& socket = one.stream.next_layer();
  switch (step.what) {
    case script::action::handshake:
      co_return co_await shake_hands(one);
    case script::action::read:
      co_return co_await read_request(one);
    case script::action::send:
      co_return co_await send(one, step);
    case script::action::flood:
      co_return co_await flood(one, step);
    case script::action::end:
      // The goodbye leaves at once; the client's is not waited for.
      one.stream.async_shutdown([keep = one.shared_from_this()](boost::system::error_code const&) {});
      co_return false;
    case script::action::reset:
      socket.set_option(asio::socket_base::linger{true, 0});
      co_return false;
    case script::action::pause:
      ++seen_.pauses;
      happened();
      co_await go_on_.async_wait(use_tuple);
      co_return !stopped_;
    default:
      co_return false;
  }
}

awaitable<bool> tls_server::shake_hands(session& one) {
  seen_.peak_shaking = std::max(seen_.peak_shaking, ++shaking_);
  auto const [failed] = co_await one.stream.async_handshake(asio::ssl::stream_base::server, use_tuple);
  --shaking_;
  one.encrypted = !failed;
  if (!failed) {
    ++seen_.handshakes;
    auto const* const name = SSL_get_servername(one.stream.native_handle(), TLSEXT_NAMETYPE_host_name);
    seen_.server_names.emplace_back(name != nullptr ? name : "");
    if (SSL_session_reused(one.stream.native_handle()) == 1) ++seen_.resumed;
  }
  happened();
  co_return !failed;
}

namespace {

template <class Stream>
awaitable<bool> read_more(Stream& stream, std::string& held) {
  std::string room(16 * 1024, '\0');
  auto const buffer = asio::buffer(room);
  auto const [failed, count] = co_await stream.async_read_some(buffer, use_tuple);
  held.append(room, 0, count);
  co_return !failed;
}

}  // namespace

awaitable<bool> tls_server::read_request(session& one) {
  for (;;) {
    auto const head = one.held.find("\r\n\r\n");
    if (head != std::string::npos) {
      auto const size = head + 4 + body_length(one.held.substr(0, head));
      if (one.held.size() >= size) {
        seen_.requests.push_back(one.held.substr(0, size));
        seen_.connection_of.push_back(one.index);
        one.held.erase(0, size);
        happened();
        co_return true;
      }
    }
    bool more = false;
    if (one.encrypted) {
      more = co_await read_more(one.stream, one.held);
    } else {
      more = co_await read_more(one.stream.next_layer(), one.held);
    }
    if (!more) co_return false;
  }
}

awaitable<bool> tls_server::flood(session& one, script::step const& step) {
  bool going = !step.bytes.empty();
  while (going) going = co_await send(one, step);
  co_return false;
}

awaitable<bool> tls_server::send(session& one, script::step const& step) {
  auto const piece = step.piece == 0 ? step.bytes.size() : step.piece;
  for (std::size_t at = 0; at < step.bytes.size(); at += piece) {
    auto const part = asio::buffer(step.bytes.data() + at, std::min(piece, step.bytes.size() - at));
    bool failed = false;
    if (one.encrypted) {
      auto const [error, count] = co_await asio::async_write(one.stream, part, use_tuple);
      failed = error.failed();
    } else {
      auto const [error, count] = co_await asio::async_write(one.stream.next_layer(), part, use_tuple);
      failed = error.failed();
    }
    if (failed) co_return false;
  }
  co_return true;
}

}  // namespace rcs::test
