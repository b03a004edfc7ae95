#pragma once

#include <cstdint>
#include <mutex>

namespace rcs::bench {

/// How many numbers may be asked in all: every number asked is billed. A number is paid for before it can be asked: by
/// the source when it hands it to the engine, and once more whenever an exchange came to nothing, since the engine may
/// ask its numbers again. So what is asked is never more than what was paid for. Thread-safe.
class number_cap {
 public:
  /// 0: no limit.
  explicit number_cap(std::uint64_t most) noexcept : most_{most} {}

  /// Pays for `count` numbers; false, and nothing paid, if that would be too many.
  [[nodiscard]] bool pay(std::uint64_t count) noexcept {
    std::lock_guard const held{mutex_};
    if (most_ != 0 && count > most_ - paid_) return false;
    paid_ += count;
    return true;
  }

  [[nodiscard]] std::uint64_t most() const noexcept { return most_; }
  [[nodiscard]] std::uint64_t paid() const noexcept {
    std::lock_guard const held{mutex_};
    return paid_;
  }
  /// What was handed to the engine and never asked.
  void give_back(std::uint64_t count) noexcept {
    std::lock_guard const held{mutex_};
    paid_ -= count;
  }

 private:
  std::uint64_t const most_;
  mutable std::mutex mutex_;
  std::uint64_t paid_ = 0;
};

}  // namespace rcs::bench
