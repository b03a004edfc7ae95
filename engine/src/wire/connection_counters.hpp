#pragma once

#include <atomic>
#include <cstdint>

#include "wire/upstream.hpp"

namespace rcs {

/// Counts connections on one thread, to be read from any.
struct connection_counters {
  std::atomic<std::uint64_t> opened{0};
  std::atomic<std::uint64_t> reused{0};
  std::atomic<std::uint64_t> resumed{0};
  std::atomic<std::uint64_t> failed{0};
  std::atomic<std::uint64_t> live{0};

  static void add(std::atomic<std::uint64_t>& counter, std::uint64_t by = 1) noexcept {
    counter.fetch_add(by, std::memory_order_relaxed);
  }

  [[nodiscard]] connection_counts read() const noexcept {
    constexpr auto relaxed = std::memory_order_relaxed;
    return {opened.load(relaxed), reused.load(relaxed), resumed.load(relaxed), failed.load(relaxed),
            live.load(relaxed)};
  }
};

}  // namespace rcs
