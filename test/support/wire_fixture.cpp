#include "support/wire_fixture.hpp"

#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/this_coro.hpp>
#include <cstdint>
#include <vector>

namespace rcs::test {
namespace {

constexpr std::uint64_t first_number = 12'005'550'100;

}  // namespace

batch numbers(std::size_t count) {
  std::vector<entry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.emplace_back(*number::from_value(first_number + i), i + 1);
  return {batch::endpoint::bulk, std::move(entries)};
}

std::string answer(std::string_view status, std::string_view body, std::string_view fields) {
  std::string text{"HTTP/1.1 "};
  text.append(status).append("\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n");
  return text.append(fields).append("\r\n").append(body);
}

std::string devices(std::size_t count) {
  std::string body{R"({"devices":[)"};
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) body += ',';
    body += R"({"deviceAddress":"+)" + std::to_string(first_number + i) +
            R"(","carrierId":"Test Carrier","carrierStatus":"ACTIVE","rcsEnabled":true})";
  }
  return body + "]}";
}

std::string good_answer(std::size_t count) {
  return answer("200 OK", devices(count), "Content-Type: application/json\r\n");
}

wire_fixture::wire_fixture() {
  serve({authority.issue({{"localhost", "127.0.0.1"}})});
}

void wire_fixture::serve(tls_server::options const& how) {
  if (server) {
    server->stop();
    retired.push_back(std::move(server));
  }
  server = std::make_unique<tls_server>(context.get_executor(), how);
}

tls_upstream_options wire_fixture::options(std::string const& host) const {
  tls_upstream_options how;
  how.endpoint = "https://" + host + ':' + std::to_string(server->port());
  how.sid = "AC0";
  how.ca_file = ca_file.path();
  return how;
}

std::unique_ptr<upstream> wire_fixture::connect(tls_upstream_options const& how) {
  auto const key = std::make_shared<std::string const>("test-key");
  return make_tls_upstream(
      context.get_executor(), how, [key] { return key; }, 1);
}

boost::asio::awaitable<void> wire_fixture::ask(upstream& of, bool patient) {
  auto const lease = co_await of.acquire(patient, stop, seen);
  if (lease) co_await lease->ask(asked, seen);
}

boost::asio::awaitable<void> wire_fixture::settle() {
  constexpr int turns = 200;  // far more than the steps of a handshake
  auto const executor = co_await boost::asio::this_coro::executor;
  for (int i = 0; i < turns; ++i) co_await boost::asio::post(executor, boost::asio::deferred);
}

void wire_fixture::spawn(boost::asio::awaitable<void> what) {
  auto keep = [this](std::exception_ptr thrown) {
    if (!thrown) return;
    failure = thrown;
    server->stop();
  };
  boost::asio::co_spawn(context, std::move(what), std::move(keep));
}

boost::asio::awaitable<void> wire_fixture::finish(boost::asio::awaitable<void> body) {
  co_await std::move(body);
  server->stop();
}

}  // namespace rcs::test
