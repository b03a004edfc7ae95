#include "wire/name_lookup.hpp"

#include <boost/asio/ip/address.hpp>
#include <memory>
#include <utility>

#include "wire/one_shot.hpp"
#include "wire/wire_error.hpp"

namespace rcs {
namespace {

using boost::asio::ip::tcp;

/// Outlives the coroutine that waits, if that gives up first.
struct look_up_state {
  explicit look_up_state(boost::asio::any_io_executor const& executor) : resolver{executor}, finished{executor} {}

  tcp::resolver resolver;
  one_shot finished;
  boost::system::error_code failure;
  std::vector<tcp::endpoint> found;
};

void start(std::shared_ptr<look_up_state> state, std::string const& host, std::uint16_t port) {
  auto& resolver = state->resolver;
  auto keep = [state = std::move(state)](boost::system::error_code const& failure, tcp::resolver::results_type found) {
    state->failure = failure;
    for (auto const& one : found) state->found.push_back(one.endpoint());
    state->finished.raise();
  };
  resolver.async_resolve(host, std::to_string(port), tcp::resolver::numeric_service, std::move(keep));
}

}  // namespace

boost::asio::awaitable<std::vector<tcp::endpoint>> look_up(boost::asio::any_io_executor executor, std::string host,
                                                           std::uint16_t port, duration limit, interrupter& stop,
                                                           exchange& into) {
  std::vector<tcp::endpoint> addresses;
  boost::system::error_code no_literal;
  auto const literal = boost::asio::ip::make_address(host, no_literal);
  if (!no_literal) {
    addresses.emplace_back(literal, port);
    co_return addresses;
  }
  auto const state = std::make_shared<look_up_state>(executor);
  start(state, host, port);
  auto const ended = co_await state->finished.wait(limit, stop);
  if (ended == one_shot::ending::stopped) {
    set_aborted(into);
  } else if (ended == one_shot::ending::timed_out) {
    set_error(into, transport::resolve, "cannot look up " + host + ": no answer " + within(limit));
  } else if (state->found.empty()) {
    set_error(into, transport::resolve, "cannot look up " + host + ": " + state->failure.message());
  }
  if (into.error == transport::none) addresses = std::move(state->found);
  co_return addresses;
}

}  // namespace rcs
