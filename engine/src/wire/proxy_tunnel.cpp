#include "wire/proxy_tunnel.hpp"

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>
#include <cstdint>
#include <string>
#include <utility>

#include "wire/use_tuple.hpp"
#include "wire/wire_error.hpp"

namespace rcs {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using head_parser = http::response_parser<http::empty_body>;

constexpr std::uint32_t max_head = 16 * 1024;

std::string connect_request(endpoint const& target, proxy_endpoint const& proxy) {
  bool const bracketed = target.host.find(':') != std::string::npos;
  auto const authority = (bracketed ? '[' + target.host + ']' : target.host) + ':' + std::to_string(target.port);
  auto request = "CONNECT " + authority + " HTTP/1.1\r\nHost: " + authority + "\r\n";
  if (!proxy.authorization.empty()) request += "Proxy-Authorization: " + proxy.authorization + "\r\n";
  return request + "\r\n";
}

/// What a broken conversation came to: the guard's verdict, or the error's.
std::string reason(guarded_socket const& connected, error_code const& error) {
  return connected.ended() == transport::timed_out ? "no answer in time" : error.message();
}

bool is_open(head_parser const& head) {
  return http::to_status_class(head.get().result()) == http::status_class::successful;
}

/// Reads the head of the answer. Nothing may follow it if the tunnel is open, since the server speaks only when spoken
/// to.
boost::asio::awaitable<error_code> read_head(guarded_socket& connected, head_parser& head) {
  boost::beast::flat_buffer held{max_head};
  error_code error;
  while (!head.is_header_done()) {
    auto const room = held.prepare(std::min<std::size_t>(4096, max_head - held.size()));
    auto const [failed, count] = co_await connected.socket().async_read_some(room, use_tuple);
    if (failed) co_return failed;
    held.commit(count);
    held.consume(head.put(held.data(), error));
    if (error == http::error::need_more && held.size() < max_head) error = {};
    if (error) co_return error;
  }
  if (held.size() != 0 && is_open(head)) error = http::error::unexpected_body;
  co_return error;
}

}  // namespace

boost::asio::awaitable<bool> open_tunnel(guarded_socket& connected, endpoint const& target, proxy_endpoint const& proxy,
                                         exchange& into) {
  auto const who = "the proxy " + proxy.host + ':' + std::to_string(proxy.port);
  auto const request = connect_request(target, proxy);
  auto const asked = boost::asio::buffer(request);
  auto const [unsent, sent] = co_await boost::asio::async_write(connected.socket(), asked, use_tuple);
  head_parser head;
  head.skip(true);
  head.header_limit(max_head);
  error_code error = unsent;
  if (!error) error = co_await read_head(connected, head);
  if (connected.ended() == transport::aborted) {
    set_aborted(into);
  } else if (error || connected.ended() != transport::none) {
    set_error(into, transport::proxy, who + " opened no tunnel: " + reason(connected, error));
  } else if (!is_open(head)) {
    auto const words = http::obsolete_reason(head.get().result());
    set_error(into, transport::proxy,
              who + " refused the tunnel: " + std::to_string(head.get().result_int()) + ' ' +
                  std::string{words.data(), words.size()});
  }
  co_return into.error == transport::none;
}

}  // namespace rcs
