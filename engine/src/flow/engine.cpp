#include "rcs/engine.hpp"

#include <algorithm>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <condition_variable>
#include <list>
#include <mutex>
#include <random>
#include <thread>

#include "flow/lookup.hpp"
#include "flow/pipeline.hpp"
#include "flow/run_context.hpp"
#include "flow/suspended.hpp"
#include "source/span_source.hpp"
#include "wire/tls_upstream.hpp"

namespace rcs {
namespace {

namespace asio = boost::asio;

/// A context with a thread of its own.
class worker_thread {
 public:
  worker_thread() : work_{asio::make_work_guard(context_)}, thread_{[this] { context_.run(); }} {}
  ~worker_thread() { finish(); }
  worker_thread(worker_thread const&) = delete;
  worker_thread& operator=(worker_thread const&) = delete;

  [[nodiscard]] asio::any_io_executor executor() { return context_.get_executor(); }

  /// Ends the thread; what is left on the context is destroyed with it.
  void finish() {
    context_.stop();
    if (thread_.joinable()) thread_.join();
  }

 private:
  asio::io_context context_{1};
  asio::executor_work_guard<asio::io_context::executor_type> work_;
  std::jthread thread_;
};

/// A run under way, with what lives as long as it does.
struct job {
  std::unique_ptr<worker_thread> reading;
  std::unique_ptr<worker_thread> writing;
  std::unique_ptr<source> from;
  std::unique_ptr<answer_sink> into;
  std::unique_ptr<run_context> run;
};

/// A completion handler with its own executor, or `home` if it has none; the executor's context has work until then.
template <typename T>
class completion {
 public:
  completion(asio::any_io_executor const& home, asio::any_completion_handler<void(T)> handler)
      : executor_{asio::prefer(asio::get_associated_executor(handler, home),
                               asio::execution::outstanding_work.tracked)},
        handler_{std::move(handler)} {}

  /// Hands `news` over, which may be here and now. Once.
  void operator()(T news) {
    executor_.execute(
        [handler = std::move(handler_), news = std::move(news)]() mutable { std::move(handler)(std::move(news)); });
  }

 private:
  asio::any_completion_executor executor_;
  asio::any_completion_handler<void(T)> handler_;
};

gate_options limits_of(engine_options const& o) {
  gate_options made;
  made.rate = o.rate;
  made.burst = o.burst;
  made.rate_numbers = o.rate_numbers;
  made.batch_max = o.batch_max;
  made.max_in_flight = most_in_flight(o);
  made.learn_in_flight = !o.max_in_flight;
  made.retry_budget = o.retry_budget;
  return made;
}

tls_upstream_options way_of(engine_options const& o) {
  tls_upstream_options made;
  made.endpoint = o.endpoint;
  made.bulk_path = o.bulk_path;
  made.single_path = o.single_path;
  made.sid = o.sid;
  made.ca_file = o.ca_file;
  made.proxy = o.proxy;
  made.connections = (most_connections(o) + o.threads - 1) / o.threads;
  made.connect_timeout = o.connect_timeout;
  made.request_timeout = o.timeout;
  made.max_age = o.connection_max_age;
  made.max_requests = o.connection_max_requests;
  return made;
}

engine_options checked(engine_options options) {
  check(options);
  if (options.seed == 0) {
    std::random_device entropy;
    options.seed = (std::uint64_t{entropy()} << 32) | entropy();
  }
  return options;
}

}  // namespace

class engine::implementation {
 public:
  implementation(engine_options const& options, secret key)
      : options_{checked(options)}, key_{std::move(key)}, shards_(options_.threads) {
    for (auto& one : shards_) {
      one.upstream = make_tls_upstream(
          one.thread.executor(), way_of(options_), [this] { return present_key(); }, next_seed());
    }
    gate_.emplace(limits_of(options_), time_, shards_.front().thread.executor(), next_seed());
  }

  ~implementation() {
    std::unique_lock held{mutex_};
    for (auto const& one : jobs_) {
      if (!one->run) continue;  // it has ended, and is about to say so
      one->run->end_at_once("the engine is being destroyed");
    }
    no_jobs_.wait(held, [this] { return jobs_.empty(); });
    held.unlock();
    for (auto& one : shards_) one.thread.finish();
  }

  implementation(implementation const&) = delete;
  implementation& operator=(implementation const&) = delete;

  void replace_key(secret key) {
    std::lock_guard const held{mutex_};
    key_ = std::move(key);
  }

  void limit_rate(double rate) {
    auto changed = options_;
    changed.rate = rate;
    check(changed);
    gate_->limit_rate(rate);
  }

  void look_up(std::vector<number> numbers, run_options const& options, run_hooks const& hooks,
               asio::any_completion_handler<void(lookup_report)> handler) {
    auto made = std::make_shared<job>();
    made->into = std::make_unique<answer_sink>(numbers);
    auto env = environment(std::min<std::size_t>(numbers.size(), in_flight()));
    env.reader = env.writer = env.home;
    made->from = make_span_source(std::move(numbers));
    made->run = std::make_unique<run_context>(env, *made->from, *made->into, options, hooks);
    completion<lookup_report> done{env.home, std::move(handler)};
    begin(made, [done = std::move(done)](job& ended, summary totals) mutable {
      done(lookup_report{ended.into->take(), std::move(totals)});
    });
  }

  void stream(source& from, sink& into, run_options const& options, run_hooks const& hooks,
              asio::any_completion_handler<void(summary)> handler) {
    auto made = std::make_shared<job>();
    made->reading = std::make_unique<worker_thread>();
    made->writing = std::make_unique<worker_thread>();
    auto env = environment(in_flight());
    env.reader = made->reading->executor();
    env.writer = made->writing->executor();
    made->run = std::make_unique<run_context>(env, from, into, options, hooks);
    completion<summary> done{env.home, std::move(handler)};
    begin(made, [done = std::move(done)](job&, summary totals) mutable { done(std::move(totals)); });
  }

  engine_options const& options() const noexcept { return options_; }

 private:
  struct shard {
    worker_thread thread;
    std::unique_ptr<rcs::upstream> upstream;
  };

  [[nodiscard]] std::size_t in_flight() const { return limits_of(options_).max_in_flight; }

  std::shared_ptr<std::string const> present_key() {
    std::lock_guard const held{mutex_};
    return key_.reveal();
  }

  std::uint64_t next_seed() {
    std::lock_guard const held{mutex_};
    return seeds_();
  }

  run_environment environment(std::size_t workers) {
    run_environment env;
    env.time = &time_;
    env.leave = &*gate_;
    for (auto& one : shards_) {
      shard_link link;
      link.executor = one.thread.executor();
      link.way = one.upstream.get();
      env.shards.push_back(std::move(link));
    }
    // Each run begins at another shard, so that many small ones spread.
    std::rotate(env.shards.begin(), env.shards.begin() + static_cast<std::ptrdiff_t>(turn_++ % env.shards.size()),
                env.shards.end());
    env.home = env.shards.front().executor;
    env.workers = std::max<std::size_t>(workers, 1);
    env.seed = next_seed();
    return env;
  }

  /// When the run has ended the job is let go, and `report` is the last thing done, on the run's home executor.
  template <typename Report>
  void begin(std::shared_ptr<job> made, Report report) {
    {
      std::lock_guard const held{mutex_};
      jobs_.push_back(made);
    }
    auto& run = *made->run;
    auto const home = run.env.home;
    auto ended = [this, made = std::move(made), report = std::move(report)](std::exception_ptr failed,
                                                                            summary totals) mutable {
      if (failed) std::rethrow_exception(failed);
      auto const own = std::move(made);
      take_run(*own).reset();
      own->reading.reset();
      own->writing.reset();
      forget(own);
      report(*own, std::move(totals));
    };
    asio::co_spawn(home, pipeline(run), std::move(ended));
  }

  /// Under the mutex, since the destructor looks at the runs of the jobs.
  std::unique_ptr<run_context> take_run(job& ended) {
    std::lock_guard const held{mutex_};
    return std::move(ended.run);
  }

  void forget(std::shared_ptr<job> const& ended) {
    std::lock_guard const held{mutex_};
    std::erase(jobs_, ended);
    if (jobs_.empty()) no_jobs_.notify_all();
  }

  engine_options const options_;
  system_time const time_;
  std::mutex mutex_;
  std::condition_variable no_jobs_;
  secret key_;
  std::mt19937_64 seeds_{options_.seed};
  std::atomic<std::size_t> turn_{0};
  std::vector<shard> shards_;
  std::optional<shared_gate> gate_;
  std::vector<std::shared_ptr<job>> jobs_;
};

engine::engine(engine_options const& options, secret key)
    : implementation_{std::make_unique<implementation>(options, std::move(key))} {}

engine::~engine() = default;

void engine::replace_key(secret key) {
  implementation_->replace_key(std::move(key));
}

void engine::limit_rate(double requests_per_second) {
  implementation_->limit_rate(requests_per_second);
}

void engine::start_lookup(std::vector<number> numbers, run_options const& options, run_hooks const& hooks,
                          asio::any_completion_handler<void(lookup_report)> handler) {
  check(options, implementation_->options());
  implementation_->look_up(std::move(numbers), options, hooks, std::move(handler));
}

void engine::start_run(source& from, sink& into, run_options const& options, run_hooks const& hooks,
                       asio::any_completion_handler<void(summary)> handler) {
  check(options, implementation_->options());
  implementation_->stream(from, into, options, hooks, std::move(handler));
}

}  // namespace rcs
