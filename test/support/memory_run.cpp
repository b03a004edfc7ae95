#include "support/memory_run.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <exception>
#include <future>
#include <list>
#include <memory>
#include <optional>
#include <thread>
#include <utility>

#include "flow/pipeline.hpp"
#include "flow/run_context.hpp"
#include "support/memory_upstream.hpp"

namespace rcs::test {
namespace {

namespace asio = boost::asio;

/// A context that the calling thread runs, or one of its own.
class place_of_work {
 public:
  explicit place_of_work(bool own_thread) : stays_{asio::make_work_guard(context_)} {
    if (own_thread) thread_ = std::jthread{[this] { context_.run(); }};
  }
  ~place_of_work() { finish(); }
  place_of_work(place_of_work const&) = delete;
  place_of_work& operator=(place_of_work const&) = delete;

  [[nodiscard]] asio::any_io_executor executor() { return context_.get_executor(); }
  /// Until `stop`, if the calling thread is the one. In one go, since a thread's memory for coroutines lasts as long.
  void run() {
    if (!thread_.joinable()) context_.run();
  }
  void stop() { context_.stop(); }
  void finish() {
    stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> stays_;
  std::jthread thread_;
};

}  // namespace

summary memory_run::operator()(source& from, sink& into) {
  system_time const time;
  std::list<place_of_work> places;
  std::list<memory_upstream> ways;
  run_environment env;
  for (unsigned i = 0; i < std::max(threads, 1U); ++i) {
    shard_link link;
    link.executor = places.emplace_back(threads != 0).executor();
    link.way = &ways.emplace_back(link.executor);
    env.shards.push_back(std::move(link));
  }
  env.home = env.reader = env.writer = env.shards.front().executor;
  if (threads != 0) {
    env.reader = places.emplace_back(true).executor();
    env.writer = places.emplace_back(true).executor();
  }
  gate.max_in_flight = workers;
  std::optional<shared_gate> leave;
  leave.emplace(gate, time, env.home, 1);
  env.time = &time;
  env.leave = &*leave;
  env.workers = workers;
  env.seed = 1;

  auto run = std::make_unique<run_context>(env, from, into, options, run_hooks{});
  std::promise<summary> ended;
  auto coming = ended.get_future();
  auto const keep = [&ended, &home = places.front()](std::exception_ptr failed, summary done) {
    if (failed) std::rethrow_exception(failed);
    home.stop();
    ended.set_value(std::move(done));
  };
  asio::co_spawn(env.home, pipeline(*run), keep);
  places.front().run();
  auto totals = coming.get();
  run.reset();
  leave.reset();
  for (auto& place : places) place.finish();
  for (auto const& way : ways) writing += way.writing();
  return totals;
}

}  // namespace rcs::test
