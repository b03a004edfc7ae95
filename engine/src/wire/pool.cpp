#include "wire/pool.hpp"

#include <optional>
#include <utility>

#include "wire/wire_error.hpp"

namespace rcs {
namespace {

time_point now() noexcept {
  return std::chrono::steady_clock::now();
}

std::optional<proxy_endpoint> proxy_of(std::string const& url) {
  if (url.empty()) return std::nullopt;
  return std::optional<proxy_endpoint>{std::in_place, url};
}

}  // namespace

pool::pool(boost::asio::any_io_executor executor, tls_upstream_options const& options, key_provider key,
           std::uint64_t seed)
    : executor_{std::move(executor)},
      way_{endpoint{options.endpoint}, proxy_of(options.proxy), options.connect_timeout},
      tls_{way_.server, options.ca_file},
      connector_{executor_, tls_, way_},
      commons_{request_encoder{way_.server.host_header, options.bulk_path, options.single_path, options.sid},
               std::move(key), options},
      random_{seed},
      backoff_end_{executor_},
      places_{options.connections, [this] { serve(); }},
      handshakes_{options.connecting, [this] { serve(); }} {
  idle_.reserve(options.connections);
}

pool::~pool() {
  idle_.clear();  // while everything that their places' coming back touches is there
}

boost::asio::awaitable<pool::handle> pool::acquire(bool patient, interrupter& stop, exchange& into) {
  into.clear();
  while (!stop.fired()) {
    pool_waiter mine{executor_};
    waiting_.push_back(mine);
    serve();
    auto const ended = co_await mine.served.wait(one_shot::no_limit, stop);
    if (mine.given) co_return std::move(mine.given);
    if (ended != one_shot::ending::raised) {
      mine.unlink();
      serve();  // it may have been the last to wait for the end of the back-off
      break;
    }
    auto opened = co_await open(std::move(mine.place), stop, into);
    if (opened) co_return opened;
    if (!patient || into.error == transport::certificate || into.error == transport::aborted) co_return nullptr;
  }
  set_aborted(into);
  co_return nullptr;
}

boost::asio::awaitable<pool::handle> pool::open(allowance::share place, interrupter& stop, exchange& into) {
  auto const started = now();
  auto channel = co_await connector_.open(stop, into);
  if (!channel) {
    if (into.error != transport::aborted) note_failure(started);
    co_return nullptr;
  }
  failures_ = 0;
  not_before_ = {};
  into.clear();
  co_return std::make_unique<pooled_connection>(std::move(place), std::move(channel), commons_);
}

void pool::note_failure(time_point started) {
  commons_.counters.add(commons_.counters.failed);
  if (started < last_failure_) return;
  last_failure_ = now();
  std::uniform_real_distribution<double> draw{0.0, 1.0};
  not_before_ = last_failure_ + backoff_.delay(++failures_, draw(random_));
}

void pool::give_back(handle used) {
  if (closed_ || !(*used)->may_be_kept(now())) return;
  idle_.push_back(std::move(used));
  serve();
}

void pool::close() {
  closed_ = true;
  idle_.clear();
}

/// Gives the waiting, in turn, what there is for them. Called whenever there may be more than before; what it frees
/// itself, by discarding dead connections, it sees in the same round.
void pool::serve() {
  if (serving_) return;
  serving_ = true;
  auto const at = now();
  while (!waiting_.empty()) {
    auto& next = waiting_.front();
    next.given = take_idle(at);
    if (!next.given) {
      if (!may_open(at)) break;
      next.place = places_.take();
      next.handshake = handshakes_.take();
    }
    next.unlink();
    next.served.raise();
  }
  serving_ = false;
  serve_after_backoff(at);
}

pool::handle pool::take_idle(time_point at) {
  while (!idle_.empty()) {
    auto last = std::move(idle_.back());
    idle_.pop_back();
    if ((*last)->usable(at)) return last;
  }
  return nullptr;
}

bool pool::may_open(time_point at) const noexcept {
  bool const has_turn = failures_ == 0 ? handshakes_.available() : handshakes_.taken() == 0;
  return has_turn && at >= not_before_ && places_.available();
}

void pool::serve_after_backoff(time_point at) {
  if (waiting_.empty() || at >= not_before_) {
    backoff_end_.cancel();
    return;
  }
  backoff_end_.expires_at(not_before_);
  backoff_end_.async_wait([weak = weak_from_this()](boost::system::error_code const& cancelled) {
    auto const self = weak.lock();
    if (self && !cancelled) self->serve();
  });
}

}  // namespace rcs
