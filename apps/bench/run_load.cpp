#include "bench/run_load.hpp"

#include <boost/asio/bind_executor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <utility>

#include "bench/null_sink.hpp"

namespace rcs::bench {
namespace {

namespace asio = boost::asio;

/// How long an open loop that has fallen behind may send after its end.
constexpr duration to_catch_up = std::chrono::seconds{1};

/// Tells two observers.
class both final : public observer {
 public:
  both(observer& one, observer* other) noexcept : one_{one}, other_{other} {}
  void on_progress(progress const& now) noexcept override {
    one_.on_progress(now);
    if (other_) other_->on_progress(now);
  }

 private:
  observer& one_;
  observer* other_;
};

}  // namespace

load_result run_load(load_environment const& on, load const& what, duration warm_up, give_up_limits const& limits) {
  load_result made;
  auto const start = std::chrono::steady_clock::now();
  made.seen = std::make_unique<recorder>(what, on.cap, start, warm_up);
  made.seen->give_up_at(limits);
  auto& stop = made.seen->stop();
  std::stop_callback const on_signal{on.signals.gently(), [&stop] { stop.request_stop(); }};

  load_source from{what, on.numbers, on.cap, start};
  null_sink into;
  both watching{*made.seen, on.watcher};
  run_hooks hooks;
  hooks.stop = stop.get_token();
  hooks.stop_now = on.signals.at_once();
  hooks.watcher = &watching;
  hooks.exchanges = made.seen.get();

  asio::steady_timer timer{on.context};
  if (what.lasts) {
    timer.expires_at(start + *what.lasts + (what.by ? to_catch_up : duration::zero()));
    timer.async_wait([&stop](boost::system::error_code const& cancelled) {
      if (!cancelled) stop.request_stop();
    });
  }
  bool ended = false;
  auto const paid = on.cap.paid();
  on.asking.async_run(from, into, on.options, hooks, asio::bind_executor(on.context.get_executor(), [&](summary done) {
                        made.totals = std::move(done);
                        ended = true;
                      }));
  while (!ended) on.context.run_one();  // the signals keep it from running out of work
  timer.cancel();
  on.context.poll();  // what was cancelled refers to us

  made.why_ended = from.why_ended();
  made.handed_over = from.handed_over();
  made.elapsed = made.seen->last() - start;
  made.interrupted = on.signals.gently().stop_requested();
  auto const asked = made.seen->measured().numbers_asked() + made.seen->warm_up().numbers_asked();
  on.cap.give_back(on.cap.paid() - paid - asked);
  return made;
}

}  // namespace rcs::bench
