#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "model/entry.hpp"

namespace rcs {

/// The numbers of one request. Move-only, so that no number is in two requests by accident.
class batch {
 public:
  enum class endpoint : std::uint8_t {
    bulk,    ///< POST, between the minimum and the maximum of distinct numbers
    single,  ///< GET, exactly one number
  };

  batch() = default;
  batch(endpoint to, std::vector<entry> entries) noexcept : to_{to}, entries_{std::move(entries)} {}
  batch(batch&&) noexcept = default;
  batch& operator=(batch&&) noexcept = default;
  batch(batch const&) = delete;
  batch& operator=(batch const&) = delete;
  ~batch() = default;

  [[nodiscard]] endpoint to() const noexcept { return to_; }
  [[nodiscard]] std::vector<entry> const& entries() const noexcept { return entries_; }
  [[nodiscard]] std::vector<entry>& entries() noexcept { return entries_; }
  [[nodiscard]] std::size_t size() const noexcept { return entries_.size(); }
  [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

  /// Whether this is another try of a failed exchange, which the retry budget pays for.
  bool retried = false;
  /// Whether these numbers, as this batch, have been sent before: a retry or a replay.
  bool again = false;
  /// The isolation that these suspects belong to; 0: none. Given by the planner, opaque to everyone else.
  std::uint32_t isolation = 0;

 private:
  endpoint to_ = endpoint::bulk;
  std::vector<entry> entries_;
};

}  // namespace rcs
