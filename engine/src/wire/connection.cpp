#include "wire/connection.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

#include "wire/redact.hpp"
#include "wire/wire_error.hpp"

namespace rcs {
namespace {

/// A full request has 7.5 KB; with room to spare the buffer is never moved, which would leave a copy of the key behind.
constexpr std::size_t request_room = std::size_t{32} * 1024;
/// Two TLS records: what a read returns is parsed while it is in the cache.
constexpr std::size_t receive_room = std::size_t{32} * 1024;

constexpr duration brand_new_for = std::chrono::seconds{1};

time_point now() noexcept {
  return std::chrono::steady_clock::now();
}

}  // namespace

connection::connection(std::unique_ptr<tls_channel> channel, connection_commons& commons)
    : channel_{std::move(channel)},
      commons_{commons},
      opened_{now()},
      received_(std::max(receive_room, commons.limits.max_head + 1)),
      answer_{commons.names, commons.limits} {
  request_.reserve(request_room);
  auto& counters = commons_.counters;
  counters.add(counters.opened);
  counters.add(counters.live);
  if (channel_->session().resumed()) counters.add(counters.resumed);
}

connection::~connection() {
  if (intact_) channel_->session().shut_down();
  request_.resize(request_.capacity());
  OPENSSL_cleanse(request_.data(), request_.size());
  commons_.counters.live.fetch_sub(1, std::memory_order_relaxed);
}

bool connection::may_be_kept(time_point at) const noexcept {
  bool const worn_out = commons_.max_requests != 0 && requests_ >= commons_.max_requests;
  bool const too_old = commons_.max_age != duration::zero() && at - opened_ > commons_.max_age;
  return intact_ && !worn_out && !too_old;
}

bool connection::usable(time_point at) {
  if (!may_be_kept(at)) return false;
  std::array<char, 1> unasked;
  std::size_t count = 0;
  auto const met = channel_->session().read(unasked, count);
  intact_ = met == tls_session::step::want_read;
  return intact_;
}

bool connection::worth_asking(time_point at) {
  bool const brand_new = requests_ == 0 && at - opened_ < brand_new_for;
  return brand_new || usable(at);
}

boost::asio::awaitable<void> connection::ask(batch const& numbers, interrupter& stop, exchange& into) {
  answer_.start(numbers.to(), into);
  into.reused_connection = requests_ > 0;
  if (!into.reused_connection) {
    into.connect = channel_->connect;
    into.handshake = channel_->handshake;
  }
  auto const key = commons_.key();
  commons_.encoder.encode(numbers, *key, request_);
  if (requests_++ > 0) commons_.counters.add(commons_.counters.reused);
  intact_ = false;
  held_ = 0;
  guarded_socket::guard const bounded{channel_->guarded(), commons_.request_timeout, stop};
  auto const started = now();
  bool const sent = co_await send(into);
  if (sent) co_await receive(started, into);
  into.total = now() - started;
  hide_account(*key, into.server_text);
  intact_ = !answer_.failed() && answer_.keep_alive() && held_ == 0;
  if (answer_.failed()) channel_->close();
}

/// A server may send back what it was sent; its words are shown to people.
void connection::hide_account(std::string_view key, std::string& words) const {
  constexpr std::size_t shortest_telling_sid = 6;  // a shorter one may be part of any word or number
  redact(words, key);
  if (commons_.sid.size() >= shortest_telling_sid) redact(words, commons_.sid);
}

boost::asio::awaitable<bool> connection::send(exchange& into) {
  std::string_view unsent = request_;
  if (channel_->guarded().ended() != transport::none) {
    fail_waiting(into);
    co_return false;
  }
  while (!unsent.empty()) {
    std::size_t written = 0;
    auto const step = channel_->session().write(unsent, written);
    if (step == tls_session::step::done) {
      unsent.remove_prefix(written);
      into.bytes_sent += written;
    } else if (step == tls_session::step::want_read || step == tls_session::step::want_write) {
      bool const ready = co_await channel_->ready(step);
      if (!ready) {
        fail_waiting(into);
        co_return false;
      }
    } else {
      fail(transport::send, into, "the connection broke while the request was sent: " + channel_->session().failure());
      co_return false;
    }
  }
  co_return true;
}

boost::asio::awaitable<void> connection::receive(time_point started, exchange& into) {
  using step = tls_session::step;
  // The answer to what was sent just now is not there yet: to look for it would be a system call in vain.
  auto last = channel_->session().holds_input() ? step::done : step::want_read;
  while (!answer_.done()) {
    if (last == step::want_read || last == step::want_write) {
      bool const ready = co_await channel_->ready(last);
      if (!ready) {
        fail_waiting(into);
        break;
      }
    }
    std::size_t count = 0;
    last = channel_->session().read(std::span{received_}.subspan(held_), count);
    if (last == step::done) {
      if (!into.any_byte) into.first_byte = now() - started;
      take_in(count, into);
    } else if (last == step::ended) {
      answer_.end_of_stream();
    } else if (last == step::failed) {
      fail(transport::closed, into,
           "the connection broke before the answer was complete: " + channel_->session().failure());
    }
  }
}

void connection::take_in(std::size_t count, exchange& into) {
  held_ += count;
  auto const begun = into.times_decoding ? now() : time_point{};
  auto const consumed = answer_.feed(std::span{received_.data(), held_});
  if (into.times_decoding) into.decode += now() - begun;
  held_ -= consumed;
  if (held_ != 0) std::copy_n(received_.data() + consumed, held_, received_.data());
  if (held_ == received_.size() && !answer_.done()) answer_.fail(transport::too_large);
}

void connection::fail(transport why, exchange& into, std::string words) {
  answer_.fail(why);
  into.error_text = std::move(words);
}

void connection::fail_waiting(exchange& into) {
  if (channel_->guarded().ended() == transport::timed_out) {
    fail(transport::timed_out, into, "no complete answer " + within(commons_.request_timeout));
  } else {
    answer_.fail(transport::aborted);
    set_aborted(into);
  }
}

}  // namespace rcs
