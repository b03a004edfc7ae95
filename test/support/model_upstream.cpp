#include "support/model_upstream.hpp"

#include <fmt/chrono.h>

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "gate/backoff.hpp"
#include "gate/cool_down.hpp"
#include "gate/retry_after.hpp"

namespace rcs::test {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

std::uint64_t mixed(std::uint64_t x) {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
  x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
  return x ^ (x >> 31);
}

double to_unit(std::uint64_t x) {
  return static_cast<double>(x >> 11) * 0x1p-53;
}

/// The upstream's own clock, which nobody sets.
constexpr std::chrono::sys_seconds upstream_began{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};

std::string http_date(std::chrono::sys_seconds when) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::chrono::system_clock::to_time_t(when)));
}

/// The longest time that these numbers may have to stay away if this was a failure.
duration longest_back_off(batch const& asked) {
  unsigned failures = 1;
  for (auto const& one : asked.entries()) failures = std::max(failures, one.attempts + 1U);
  return backoff{}.delay(failures, 1);
}

/// Whether this refuses the one number that was asked, and nothing else.
bool refuses_its_number(batch const& asked, exchange const& into, bool proven) {
  if (asked.to() != batch::endpoint::single || (into.status != 400 && into.status != 422)) return false;
  return proven || into.server_text.find("INVALID_NUMBER") != std::string::npos;
}

}  // namespace

/// A connection while somebody holds it.
class model_upstream::lease final : public connection_lease {
 public:
  lease(model_upstream& server, interrupter& stop, bool carried)
      : server_{server}, stop_{stop}, got_{server.time_.now()}, carried_{carried} {}
  ~lease() override { server_.give_back(carried_, healthy_); }

  bool usable() override {
    auto const limit = server_.now().idle_limit;
    if (limit == duration::zero() || server_.time_.now() - got_ < limit) return true;
    ++server_.log_.died_idle;
    healthy_ = false;
    return false;
  }

  asio::awaitable<void> ask(batch const& numbers, exchange& into) override {
    into.clear();
    into.reused_connection = carried_;
    if (carried_) ++server_.counts_.reused;
    server_.note(numbers);
    auto const takes = server_.receive(numbers, into);
    model_wait waiting{server_.time_, server_.executor_, stop_};
    co_await waiting.until(server_.time_.now() + takes);
    --server_.in_flight_;
    if (stop_.fired()) {
      into.clear();
      into.error = transport::aborted;
    } else {
      into.total = takes;
      server_.delivered(numbers, into);
    }
    server_.log_.busy += takes;
    server_.log_.back_off += longest_back_off(numbers);
    healthy_ = into.error == transport::none;
    carried_ = true;
  }

 private:
  model_upstream& server_;
  interrupter& stop_;
  time_point got_;
  bool carried_;
  bool healthy_ = true;
};

model_upstream::model_upstream(server_model const& model, clock const& time, asio::any_io_executor executor,
                               std::uint64_t seed)
    : model_{model},
      schedule_{model, model.changes},
      time_{time},
      start_{time.now()},
      executor_{std::move(executor)},
      seed_{seed},
      random_{seed} {}

// --- connections

asio::awaitable<std::unique_ptr<connection_lease>> model_upstream::acquire(bool patient, interrupter& stop,
                                                                           exchange& into) {
  model_wait waiting{time_, executor_, stop};
  while (!stop.fired()) {
    if (!idle_.empty()) {
      auto const carried = idle_.back();
      idle_.pop_back();
      co_return std::make_unique<lease>(*this, stop, carried);
    }
    if (open_ < now().most_connections) {
      ++open_;
      co_await waiting.until(time_.now() + now().connect_time);
      auto const failed = draw() < now().connect_failures;
      if (!failed) ++counts_.opened;
      if (!failed) co_return std::make_unique<lease>(*this, stop, false);
      open_failed(into);
      if (!patient) co_return nullptr;
      co_await waiting.until(time_.now() + 1s);
    } else {
      waiting_.push_back(&waiting);
      co_await waiting.until(patience());
      std::erase(waiting_, &waiting);
    }
  }
  into.clear();
  into.error = transport::aborted;
  co_return nullptr;
}

void model_upstream::open_failed(exchange& into) {
  --open_;
  ++counts_.failed;
  into.clear();
  into.error = transport::connect;
}

/// How long it is worth waiting for a connection before looking again.
time_point model_upstream::patience() const {
  auto const change = schedule_.next_change(elapsed());
  return change ? start_ + *change : time_point::max();
}

void model_upstream::give_back(bool carried, bool healthy) {
  if (healthy && open_ <= now().most_connections) {
    idle_.push_back(carried);
  } else {
    --open_;
  }
  if (waiting_.empty()) return;
  waiting_.front()->end();
  waiting_.pop_front();
}

// --- chance

double model_upstream::share_of(number n, std::uint64_t salt) const {
  return to_unit(mixed(n.value() ^ mixed(seed_ + salt)));
}

double model_upstream::draw() {
  return to_unit(random_());
}

// --- requests

void model_upstream::note(batch const& asked) {
  ++log_.requests;
  log_.departures.push_back(time_.now());
  log_.sent.push_back({time_.now(), asked.size(), asked.retried, log_.successes});
  if (log_.successes == 0 && in_flight_ > 0) ++log_.unproven;
  if (quiet_until_ && time_.now() < *quiet_until_) ++log_.hasty;
  if (asked.isolation != 0 && !asked.again) ++log_.isolations[asked.isolation].requests;
  log_.most_in_flight = std::max(log_.most_in_flight, ++in_flight_);

  std::vector<std::uint64_t> numbers;
  std::size_t fresh = 0;
  for (auto const& one : asked.entries()) {
    auto const value = one.asked.value();
    numbers.push_back(value);
    if (final_.contains(value)) ++log_.asked_after_answer;
    if (final_rows_.contains(one.row)) ++log_.rows_after_answer;
    if (!left_out_.contains(value)) ++fresh;
  }
  if (asked.to() == batch::endpoint::single) {
    ++log_.singles;
    if (asked.size() != 1) ++log_.bad_sizes;
    return;
  }
  ++log_.bulk;
  std::sort(numbers.begin(), numbers.end());
  auto const repeated = std::adjacent_find(numbers.begin(), numbers.end()) != numbers.end();
  if (repeated || asked.size() < model_.batch_min || asked.size() > model_.batch_max) ++log_.bad_sizes;
  if (fresh < model_.batch_min) ++log_.thin;
}

duration model_upstream::receive(batch const& asked, exchange& into) {
  auto const& today = now();
  auto const jitter = static_cast<double>(today.jitter.count()) * draw();
  auto takes = schedule_.latency_at(elapsed()) + duration{static_cast<duration::rep>(jitter)};
  takes = load_.takes(today, takes, time_.now(), in_flight_);
  if (!fail(today, takes, into) && !refuse(asked, today, into)) {
    give_devices(asked, into);
    mix_up(today, into);
  }
  if (takes < model_.request_timeout) return takes;
  auto const any_byte = into.any_byte;  // an answer that comes too late has not begun
  auto const reused = into.reused_connection;
  auto const status = any_byte ? into.status : 0;
  into.clear();
  into.error = transport::timed_out;
  into.any_byte = any_byte;
  into.reused_connection = reused;
  into.status = status;
  return model_.request_timeout;
}

/// So many in each window, windows being counted from the beginning.
bool model_upstream::within_window(weather const& today) {
  auto const window = elapsed() / today.window;
  if (window != window_) in_window_ = 0;
  window_ = window;
  constexpr double rounding = 1e-6;
  if (in_window_ + 1 > today.rate * std::chrono::duration<double>(today.window).count() + rounding) return false;
  in_window_ += 1;
  return true;
}

/// A token bucket, full at first.
bool model_upstream::within_rate(weather const& today) {
  if (today.rate <= 0) {
    tokens_as_of_.reset();
    return true;
  }
  auto const now = time_.now();
  if (tokens_as_of_) {
    tokens_ += today.rate * std::chrono::duration<double>(now - *tokens_as_of_).count();
  } else {
    tokens_ = today.burst;
  }
  tokens_ = std::min(tokens_, today.burst);
  tokens_as_of_ = now;
  constexpr double rounding = 1e-6;
  if (tokens_ < 1 - rounding) return false;
  tokens_ -= 1;
  return true;
}

/// What goes wrong whatever is asked.
bool model_upstream::fail(weather const& today, duration& takes, exchange& into) {
  auto dice = draw();
  auto const hit = [&dice](double share) {
    auto const is = dice < share;
    dice -= share;
    return is;
  };
  if (into.reused_connection && draw() < today.stale) {
    into.error = transport::closed;
    takes = 1ms;
  } else if (log_.requests > model_.dead_after) {
    into.status = 401;
  } else if (today.status == 429) {
    throttle(today, into);
  } else if (today.status != 0) {
    into.status = today.status;
    into.server_text = today.body;
  } else if (!(today.window > duration::zero() ? within_window(today) : within_rate(today)) || hit(today.throttled)) {
    throttle(today, into);
  } else if (hit(today.server_errors)) {
    if (today.error_status == 503 && !today.retry_after.empty()) throttle(today, into);
    into.status = today.error_status;
  } else if (hit(today.resets)) {
    into.error = transport::closed;
    into.any_byte = true;
  } else if (hit(today.resets_unheard)) {
    into.error = transport::closed;
  } else if (hit(today.timeouts)) {
    takes = model_.request_timeout;
  } else if (hit(today.drips)) {
    into.status = 200;
    into.any_byte = true;
    takes = model_.request_timeout;
  } else if (hit(today.html)) {
    into.status = 200;
    into.server_text = "<html>";
  } else {
    return false;
  }
  return true;
}

void model_upstream::throttle(weather const& today, exchange& into) {
  constexpr std::string_view as_date = "date+";
  into.status = 429;
  into.server_text = today.body;
  into.retry_after = today.retry_after;
  auto const clock = upstream_began + std::chrono::floor<std::chrono::seconds>(elapsed());
  if (today.sends_date) into.date = http_date(clock);
  if (today.retry_after.starts_with(as_date)) {
    into.retry_after = http_date(clock + std::chrono::seconds{std::stol(today.retry_after.substr(as_date.size()))});
  }
}

/// Refusals on account of what is asked.
bool model_upstream::refuse(batch const& asked, weather const& today, exchange& into) {
  auto const& all = asked.entries();
  if (asked.to() == batch::endpoint::bulk) {
    auto const valid =
        std::count_if(all.begin(), all.end(), [this](entry const& one) { return !is_missing(one.asked); });
    if (asked.size() > today.most_numbers) {
      into.status = 413;
      return true;
    }
    if (static_cast<std::size_t>(valid) < today.fewest_numbers) {
      into.status = 400;
      into.server_text = fmt::format(R"({{"code":1400,"message":"At least {} unique valid numbers are required"}})",
                                     today.fewest_numbers);
      return true;
    }
  }
  auto const poisoned = std::any_of(all.begin(), all.end(), [this](entry const& one) { return is_poison(one.asked); });
  if (!poisoned) return false;
  into.status = 400;
  into.server_text = R"({"code":1417,"message":"INVALID_NUMBER"})";
  return true;
}

void model_upstream::give_devices(batch const& asked, exchange& into) {
  into.status = 200;
  into.body = body_kind::devices;
  into.any_byte = true;
  for (auto const& one : asked.entries()) {
    auto const value = one.asked.value();
    if (is_missing(one.asked)) continue;
    if (is_missing_once(one.asked) && !left_out_.contains(value)) continue;
    device_answer device;
    device.device = one.asked;
    device.rcs = value % 3 == 0 ? enablement::no : enablement::yes;
    device.carrier_id = "Example Mobile";
    device.carrier_status = "ACTIVE";
    into.answers.push_back(device);
  }
}

void model_upstream::mix_up(weather const& today, exchange& into) {
  auto const nobody = [](std::size_t i) { return *number::from_value(first_generated - 1'000'000 + i); };
  auto& devices = into.answers;
  if (draw() < today.foreign) {
    for (std::size_t i = 0; i < devices.size(); ++i) devices[i].device = nobody(i);
  } else if (draw() < today.untidy && !devices.empty()) {
    std::shuffle(devices.begin(), devices.end(), random_);
    auto const some = devices.size() / 4;
    for (std::size_t i = 0; i < some; ++i) {
      devices.push_back(devices[i]);
      devices.push_back(devices[some + i]);
      devices.back().device = nobody(i);
    }
  }
}

/// What an answer with devices tells the client.
void model_upstream::learned(batch const& asked, exchange const& into) {
  boost::unordered_flat_set<std::uint64_t> told;
  for (auto const& device : into.answers) told.insert(device.device.value());
  std::vector<entry const*> left_out;
  for (auto const& one : asked.entries()) {
    if (!told.contains(one.asked.value())) left_out.push_back(&one);
  }
  if (!told.empty() && left_out.size() == asked.size()) return;  // it is about other numbers
  for (auto const& one : asked.entries()) {
    if (!told.contains(one.asked.value())) continue;
    final_.insert(one.asked.value());
    final_rows_.insert(one.row);
    left_out_.erase(one.asked.value());
  }
  for (auto const* one : left_out) {
    log_.most_left_out = std::max(log_.most_left_out, ++left_out_[one->asked.value()]);
  }
  ++log_.successes;
  log_.longest_drought = std::max(log_.longest_drought, time_.now() - log_.last_success.value_or(start_));
  log_.last_success = time_.now();
}

void model_upstream::delivered(batch const& asked, exchange const& into) {
  auto const now = time_.now();
  if (into.error != transport::none) return;
  if (into.status == 200 && into.body == body_kind::devices) {
    learned(asked, into);
  } else if (refuses_its_number(asked, into, log_.successes > 0)) {
    final_.insert(asked.entries().front().asked.value());
    final_rows_.insert(asked.entries().front().row);
    if (asked.isolation != 0) ++log_.isolations[asked.isolation].found;
  } else if (into.status == 429 || (into.status == 503 && !into.retry_after.empty())) {
    ++log_.throttled;
    auto const apart = parse_retry_after(into.retry_after, into.date, upstream_began);
    if (!apart || (into.date.empty() && !std::isdigit(static_cast<unsigned char>(into.retry_after.front())))) return;
    log_.longest_retry_after = std::max(log_.longest_retry_after, *apart);
    auto const until = now + std::max(*apart, cool_down::least_pause);
    quiet_until_ = std::max(quiet_until_.value_or(until), until);
  }
}

}  // namespace rcs::test
