#include "wire/tls_upstream.hpp"

#include <stdexcept>
#include <utility>

#include "wire/pool.hpp"

namespace rcs {
namespace {

class pooled_lease final : public connection_lease {
 public:
  pooled_lease(std::shared_ptr<pool> from, pool::handle held, interrupter& stop)
      : pool_{std::move(from)}, held_{std::move(held)}, stop_{stop} {}
  ~pooled_lease() override { pool_->give_back(std::move(held_)); }

  bool usable() override { return (*held_)->worth_asking(std::chrono::steady_clock::now()); }

  boost::asio::awaitable<void> ask(batch const& numbers, exchange& into) override {
    return (*held_)->ask(numbers, stop_, into);
  }

 private:
  std::shared_ptr<pool> pool_;  // before the connection, which must not outlive it
  pool::handle held_;
  interrupter& stop_;
};

class tls_upstream final : public upstream {
 public:
  explicit tls_upstream(std::shared_ptr<pool> connections) : pool_{std::move(connections)} {}
  ~tls_upstream() override { pool_->close(); }

  boost::asio::awaitable<std::unique_ptr<connection_lease>> acquire(bool patient, interrupter& stop,
                                                                    exchange& into) override {
    auto const keeps = pool_;
    auto held = co_await keeps->acquire(patient, stop, into);
    std::unique_ptr<connection_lease> lease;
    if (held) lease = std::make_unique<pooled_lease>(keeps, std::move(held), stop);
    co_return lease;
  }

  [[nodiscard]] connection_counts counts() const noexcept override { return pool_->counts(); }

 private:
  std::shared_ptr<pool> pool_;
};

void require(bool holds, char const* complaint) {
  if (!holds) throw std::invalid_argument(complaint);
}

void check(tls_upstream_options const& options, key_provider const& key) {
  require(options.connections > 0, "connections: must be at least 1");
  require(options.connecting > 0, "connecting: must be at least 1");
  require(options.connect_timeout > duration::zero(), "connect_timeout: must be more than zero");
  require(options.request_timeout > duration::zero(), "request_timeout: must be more than zero");
  require(options.max_age >= duration::zero(), "max_age: must not be negative");
  require(options.max_head > 0, "max_head: must be more than zero");
  require(options.max_body > 0, "max_body: must be more than zero");
  require(static_cast<bool>(key), "key: no provider given");
}

}  // namespace

std::unique_ptr<upstream> make_tls_upstream(boost::asio::any_io_executor executor, tls_upstream_options const& options,
                                            key_provider key, std::uint64_t seed) {
  check(options, key);
  auto connections = std::make_shared<pool>(std::move(executor), options, std::move(key), seed);
  return std::make_unique<tls_upstream>(std::move(connections));
}

}  // namespace rcs
