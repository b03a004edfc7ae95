#pragma once

#include <cstddef>
#include <functional>
#include <utility>

namespace rcs {

/// So many of something at once. One thread only; outlives its shares.
class allowance {
 public:
  /// `returned` is called, and must not throw, after a share has come back.
  allowance(std::size_t most, std::function<void()> returned) : most_{most}, returned_{std::move(returned)} {}
  allowance(allowance const&) = delete;
  allowance& operator=(allowance const&) = delete;

  /// One of them; comes back when destroyed. Tests false when it is none: default-constructed or moved from.
  class share {
   public:
    share() noexcept = default;
    share(share&& other) noexcept : of_{std::exchange(other.of_, nullptr)} {}
    share& operator=(share&& other) noexcept {
      share{std::move(other)}.swap(*this);
      return *this;
    }
    ~share() {
      if (of_ != nullptr) of_->take_back();
    }
    [[nodiscard]] explicit operator bool() const noexcept { return of_ != nullptr; }
    void swap(share& other) noexcept { std::swap(of_, other.of_); }

   private:
    friend allowance;
    explicit share(allowance* of) noexcept : of_{of} {}
    allowance* of_ = nullptr;
  };

  [[nodiscard]] std::size_t taken() const noexcept { return taken_; }
  [[nodiscard]] bool available() const noexcept { return taken_ < most_; }
  /// Only while `available`.
  [[nodiscard]] share take() noexcept {
    ++taken_;
    return share{this};
  }

 private:
  void take_back() noexcept {
    --taken_;
    returned_();
  }

  std::size_t most_;
  std::size_t taken_ = 0;
  std::function<void()> returned_;
};

}  // namespace rcs
