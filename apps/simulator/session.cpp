#include "simulator/session.hpp"

#include <algorithm>
#include <boost/asio/as_tuple.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/deferred.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <memory>

namespace rcs::sim {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using asio::ip::tcp;
using boost::system::error_code;

constexpr auto use_tuple = asio::as_tuple(asio::deferred);

constexpr std::size_t head_limit = 16 * 1024;
constexpr std::size_t read_at_once = 64 * 1024;
constexpr std::size_t most_drained = std::size_t{64} << 20U;  ///< bytes of a too large body that are read and dropped
constexpr auto handshake_timeout = std::chrono::seconds{10};
constexpr auto closing_timeout = std::chrono::seconds{1};

constexpr std::string_view interim_answers =
    "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload\r\n\r\n";

/// One connection. Shared by its coroutine and the handlers of its timer.
class session : public std::enable_shared_from_this<session> {
 public:
  session(tcp::socket socket, asio::ssl::context& tls, simulation& upstream)
      : upstream_{upstream}, stream_{std::move(socket), tls}, timer_{stream_.get_executor()} {
    buffer_.reserve(read_at_once);
  }

  asio::awaitable<void> run() {
    arm(handshake_timeout);
    auto const [ec] = co_await stream_.async_handshake(asio::ssl::stream_base::server, use_tuple);
    disarm();
    if (ec) {
      upstream_.counts().handshake_failed();
      co_return;
    }
    upstream_.counts().connected(SSL_session_reused(stream_.native_handle()) == 1);
    bool going_on = true;
    while (going_on) going_on = co_await serve_one();
    upstream_.counts().disconnected();
  }

 private:
  using request_parser = http::request_parser<http::empty_body>;

  /// Reads a request and replies; false when the connection is done with.
  asio::awaitable<bool> serve_one() {
    request_parser parser;
    parser.header_limit(head_limit);
    parser.body_limit(boost::none);
    auto const idle = upstream_.rules().connections.idle_timeout;
    if (idle > duration::zero()) arm(idle);
    auto const [ec, head_size] = co_await http::async_read_header(stream_, buffer_, parser, use_tuple);
    disarm();
    request_view request;
    if (ec) {
      request.malformed = ec.category() == http::make_error_code(http::error::bad_method).category() &&
                          ec != http::error::end_of_stream && ec != http::error::partial_message;
      if (!request.malformed) {
        if (ec == http::error::end_of_stream) co_await say_goodbye();
        co_return false;
      }
    } else {
      bool const readable = co_await read_body(parser, request);
      if (!readable) co_return false;
      describe(parser, request);
    }
    bool const going_on = co_await reply_to(request);
    buffer_.consume(body_size_);
    body_size_ = 0;
    co_return going_on;
  }

  /// Has the whole body in `buffer_`; false if the client left in the middle of it.
  asio::awaitable<bool> read_body(request_parser& parser, request_view& request) {
    request.length_missing = parser.chunked();
    auto const announced = parser.content_length();
    auto const length = announced ? *announced : 0;
    if (parser.get()[http::field::expect] == "100-continue") {
      constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
      bool const sent = co_await write(go_on);
      if (!sent) co_return false;
    }
    if (length > upstream_.rules().contract.max_body) {
      request.body_too_large = true;
      co_return co_await drain(length);
    }
    body_size_ = static_cast<std::size_t>(length);
    while (buffer_.size() < body_size_) {
      auto const [ec, got] = co_await stream_.async_read_some(buffer_.prepare(read_at_once), use_tuple);
      if (ec) co_return false;
      buffer_.commit(got);
    }
    co_return true;
  }

  /// Reads and drops a body, so that the client hears the answer instead of a reset.
  asio::awaitable<bool> drain(std::uint64_t left) {
    if (left > most_drained) co_return false;
    while (true) {
      auto const now = std::min<std::uint64_t>(left, buffer_.size());
      buffer_.consume(static_cast<std::size_t>(now));
      left -= now;
      if (left == 0) co_return true;
      auto const [ec, got] = co_await stream_.async_read_some(buffer_.prepare(read_at_once), use_tuple);
      if (ec) co_return false;
      buffer_.commit(got);
    }
  }

  static std::string_view view(boost::beast::string_view text) { return {text.data(), text.size()}; }

  void describe(request_parser& parser, request_view& request) {
    auto const& head = parser.get();
    request.method = view(head.method_string());
    request.target = view(head.target());
    request.malformed = head.version() == 11 && head.find(http::field::host) == head.end();
    auto const key = head.find("api-key");
    if (key != head.end()) request.key = view(key->value());
    request.content_type = view(head[http::field::content_type]);
    request.body = {static_cast<char const*>(buffer_.data().data()), body_size_};
    request.keep_alive = parser.keep_alive();
    request.nth = requests_ + 1;
  }

  asio::awaitable<bool> reply_to(request_view const& request) {
    upstream_.handle(request, {std::chrono::steady_clock::now(), std::chrono::system_clock::now()}, reply_);
    if (reply_.counts) ++requests_;
    bool going_on = co_await deliver();
    if (reply_.counts) upstream_.counts().finished();
    auto const silently = upstream_.rules().connections.close_silently_after;
    if (going_on && (reply_.close || (silently != 0 && requests_ >= silently))) {
      co_await say_goodbye();
      going_on = false;
    }
    co_return going_on;
  }

  /// Sends the reply the way it is to be sent; false if that ended the connection.
  asio::awaitable<bool> deliver() {
    if (reply_.interim) {
      bool const sent = co_await write(interim_answers);
      if (!sent) co_return false;
    }
    if (reply_.delay > duration::zero()) {
      bool const there = co_await pause(reply_.delay);
      if (!there) co_return left();
    }
    auto const text = reply_.text.view();
    auto const body_size = text.size() - reply_.head_size;
    switch (reply_.how) {
      case delivery::whole:
        break;
      case delivery::slow:
        co_return co_await drip(text);
      case delivery::stall: {
        bool const there = co_await pause(upstream_.rules().faults.stall_for);
        if (!there) co_return left();
        co_return false;
      }
      case delivery::reset:
        co_return reset();
      case delivery::reset_mid_body: {
        co_await write(text.substr(0, reply_.head_size + body_size / 2));
        // What was sent has to reach the client: it would be dropped there if the RST came with it.
        constexpr auto on_its_way = std::chrono::milliseconds{5};
        co_await pause(on_its_way);
        co_return reset();
      }
      case delivery::truncate:
        co_await write(text.substr(0, reply_.head_size + body_size * 3 / 4));
        co_return false;
      case delivery::endless:
        co_return co_await pour(text);
    }
    upstream_.counts().answered(reply_.told);
    co_return co_await write(text);
  }

  asio::awaitable<bool> drip(std::string_view text) {
    constexpr std::size_t pieces = 20;
    auto const piece = text.size() / pieces + 1;
    while (text.size() > piece) {
      bool const sent = co_await write(text.substr(0, piece));
      if (!sent) co_return left();
      text.remove_prefix(piece);
      bool const there = co_await pause(upstream_.rules().faults.slow_for / pieces);
      if (!there) co_return left();
    }
    upstream_.counts().answered(reply_.told);
    co_return co_await write(text);
  }

  /// A list of devices without end, in chunks.
  asio::awaitable<bool> pour(std::string_view head) {
    constexpr std::size_t devices_at_once = 500;
    bool sent = co_await write(head);
    text_buffer piece;
    upstream_.answers().endless_start(piece);
    std::size_t poured = 0;
    for (std::uint64_t nth = 0; sent && poured < upstream_.rules().faults.huge_cap;) {
      for (std::size_t i = 0; i < devices_at_once; ++i) upstream_.answers().endless_piece(nth++, piece);
      poured += piece.size();
      auto const chunk = as_chunk(piece.view());
      sent = co_await write(chunk);
      piece.clear();
    }
    co_return false;
  }

  asio::awaitable<bool> write(std::string_view text) {
    auto const [ec, size] = co_await asio::async_write(stream_, asio::buffer(text.data(), text.size()), use_tuple);
    co_return !ec;
  }

  /// Waits; false as soon as the client closes, or says anything: it is not its turn.
  asio::awaitable<bool> pause(duration length) {
    paused_ = true;
    arm(length);
    co_await socket().async_wait(tcp::socket::wait_read, use_tuple);
    disarm();
    bool const elapsed = !paused_;
    paused_ = false;
    co_return elapsed;
  }

  /// The client did not wait for its answer.
  bool left() {
    upstream_.counts().abandoned();
    return false;
  }

  bool reset() {
    error_code ignored;
    socket().set_option(asio::socket_base::linger(true, 0), ignored);
    socket().close(ignored);
    return false;
  }

  /// Ends TLS as one should, but does not wait long for the client to do the same.
  asio::awaitable<void> say_goodbye() {
    arm(closing_timeout);
    co_await stream_.async_shutdown(use_tuple);
    disarm();
  }

  /// After `limit`, unless disarmed, wakes `pause` or else closes the socket.
  void arm(duration limit) {
    timer_.expires_after(limit);
    timer_.async_wait([self = shared_from_this()](error_code ec) {
      // A wait that was over before it was called off still arrives as a success.
      if (ec || self->timer_.expiry() > std::chrono::steady_clock::now()) return;
      if (self->paused_) {
        self->paused_ = false;
        self->socket().cancel(ec);
      } else {
        self->socket().close(ec);
      }
    });
  }
  void disarm() { timer_.expires_at(asio::steady_timer::time_point::max()); }

  tcp::socket& socket() { return stream_.next_layer(); }

  simulation& upstream_;
  asio::ssl::stream<tcp::socket> stream_;
  asio::steady_timer timer_;
  boost::beast::flat_buffer buffer_;
  std::size_t body_size_ = 0;   ///< of the request being served, at the front of `buffer_`
  std::uint64_t requests_ = 0;  ///< look-ups so far
  bool paused_ = false;
  reply reply_;
};

}  // namespace

asio::awaitable<void> serve_connection(tcp::socket socket, asio::ssl::context& tls, simulation& upstream) {
  auto const connection = std::make_shared<session>(std::move(socket), tls, upstream);
  co_await connection->run();
}

}  // namespace rcs::sim
