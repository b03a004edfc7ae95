#include "support/model_upstream.hpp"

#include <algorithm>
#include <utility>

namespace rcs::test {
namespace {

namespace asio = boost::asio;

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

double to_unit(std::uint64_t x) {
  return static_cast<double>(x >> 11) * 0x1p-53;
}

}  // namespace

/// Ends its wait early when the run is cut off.
class model_upstream::lease final : public connection_lease, private interrupter::hook {
 public:
  lease(model_upstream& server, interrupter& stop) : server_{server}, stop_{stop}, got_{server.time_.now()} {
    ++server_.connections_;
  }
  ~lease() override { --server_.connections_; }

  bool usable() override {
    auto const since = server_.time_.now() - got_;
    if (server_.model_.idle_limit == duration::zero() || since < server_.model_.idle_limit) return true;
    ++server_.log_.died_idle;
    return false;
  }

  asio::awaitable<void> ask(batch const& numbers, exchange& into) override {
    into.clear();
    auto const alive = server_.note(numbers);
    alarm_ = server_.time_.make_alarm(server_.executor_);
    if (!stop_.fired()) {
      stop_.link(*this);
      co_await alarm_->wait_until(server_.time_.now() + server_.draw_latency());
    }
    unlink();
    --server_.in_flight_;
    if (stop_.fired()) {
      into.error = transport::aborted;
    } else {
      server_.answer(numbers, alive, into);
    }
  }

 private:
  void interrupted() noexcept override { alarm_->cancel(); }
  void unlink() {
    if (is_linked()) interrupter::hook::unlink();
  }

  model_upstream& server_;
  interrupter& stop_;
  time_point got_;
  std::unique_ptr<alarm> alarm_;
};

/// Waits until the run is cut off.
class endless_wait final : private interrupter::hook {
 public:
  endless_wait(clock const& time, asio::any_io_executor const& executor, interrupter& stop)
      : alarm_{time.make_alarm(executor)} {
    stop.link(*this);
  }

  asio::awaitable<void> wait() { co_await alarm_->wait_until(time_point::max()); }

 private:
  void interrupted() noexcept override { alarm_->cancel(); }

  std::unique_ptr<alarm> alarm_;
};

model_upstream::model_upstream(server_model const& model, clock const& time, asio::any_io_executor executor,
                               std::uint64_t seed)
    : model_{model}, time_{time}, executor_{std::move(executor)}, seed_{seed}, random_{seed} {}

asio::awaitable<std::unique_ptr<connection_lease>> model_upstream::acquire(bool, interrupter& stop, exchange& into) {
  if (!stop.fired() && connections_ >= model_.most_connections) {
    endless_wait waiting{time_, executor_, stop};
    co_await waiting.wait();
  }
  if (stop.fired()) {
    into.clear();
    into.error = transport::aborted;
    co_return nullptr;
  }
  co_return std::make_unique<lease>(*this, stop);
}

double model_upstream::share_of(number n, std::uint64_t salt) const {
  return to_unit(mixed(n.value() ^ mixed(seed_ + salt)));
}

double model_upstream::draw() {
  return to_unit(random_());
}

duration model_upstream::draw_latency() {
  auto const more = static_cast<double>(model_.jitter.count()) * draw();
  return model_.latency + duration{static_cast<duration::rep>(more)};
}

bool model_upstream::note(batch const& asked) {
  ++log_.requests;
  log_.departures.push_back(time_.now());
  log_.most_in_flight = std::max(log_.most_in_flight, ++in_flight_);
  std::set<std::uint64_t> distinct;
  for (auto const& one : asked.entries()) {
    distinct.insert(one.asked.value());
    if (answered_.contains(one.asked.value())) ++log_.asked_after_answer;
  }
  if (asked.to() == batch::endpoint::single) {
    ++log_.singles;
    if (asked.size() != 1) ++log_.bad_sizes;
    return log_.requests <= model_.dead_after;
  }
  ++log_.bulk;
  if (distinct.size() != asked.size() || asked.size() < model_.batch_min || asked.size() > model_.batch_max) {
    ++log_.bad_sizes;
  }
  return log_.requests <= model_.dead_after;
}

bool model_upstream::fail(bool alive, exchange& into) {
  auto dice = draw();
  auto const hit = [&dice](double share) {
    auto const is = dice < share;
    dice -= share;
    return is;
  };
  if (model_.status_from_start != 0 || !alive) {
    into.status = alive ? model_.status_from_start : 401;
    into.server_text = model_.body_from_start;
    if (into.status == 429) into.retry_after = model_.retry_after;
  } else if (hit(model_.server_errors)) {
    into.status = 503;
  } else if (hit(model_.throttled)) {
    into.status = 429;
    into.retry_after = model_.retry_after;
  } else if (hit(model_.resets)) {
    into.error = transport::closed;
    into.any_byte = true;
  } else if (hit(model_.timeouts)) {
    into.error = transport::timed_out;
  } else if (hit(model_.html)) {
    into.status = 200;
    into.server_text = "<html>";
  } else {
    return false;
  }
  return true;
}

void model_upstream::answer(batch const& asked, bool alive, exchange& into) {
  if (fail(alive, into)) return;
  auto const poisoned = std::any_of(asked.entries().begin(), asked.entries().end(),
                                    [this](entry const& one) { return is_poison(one.asked); });
  if (poisoned) {
    into.status = 400;
    into.server_text = R"({"code":1417,"message":"INVALID_NUMBER"})";
    return;
  }
  give_devices(asked, into);
}

void model_upstream::give_devices(batch const& asked, exchange& into) {
  into.status = 200;
  into.body = body_kind::devices;
  auto const foreign = log_.requests <= model_.foreign;
  for (auto const& one : asked.entries()) {
    auto const value = one.asked.value();
    if (is_missing(one.asked)) continue;
    if (share_of(one.asked, 3) < model_.missing_once && left_out_once_.insert(value).second) continue;
    device_answer device;
    device.device = foreign ? *number::from_value(value + 1'000'000'000) : one.asked;
    device.rcs = value % 3 == 0 ? enablement::no : enablement::yes;
    device.carrier_id = "Example Mobile";
    device.carrier_status = "ACTIVE";
    into.answers.push_back(device);
    if (!foreign) answered_.insert(value);
  }
}

}  // namespace rcs::test
