#pragma once

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <string_view>
#include <utility>

namespace rcs::sim {

/// A growing stretch of text with free space in front of it, so that a head whose length depends on the text can be
/// put before it without moving it. Reused from answer to answer; memory is never zero-filled nor given back.
class text_buffer {
 public:
  static constexpr std::size_t front_room = 1024;

  /// Forgets the text, and what was put in front.
  void clear() noexcept { begin_ = end_ = front_room; }

  /// At least `bytes` writable bytes behind the text; valid until the next call of any other member.
  [[nodiscard]] char* room(std::size_t bytes) {
    if (capacity_ - end_ < bytes || !memory_) grow(bytes);
    return memory_.get() + end_;
  }
  /// Takes what was written to `room` up to `end` into the text.
  void advance(char const* end) noexcept { end_ = static_cast<std::size_t>(end - memory_.get()); }

  void append(std::string_view text) {
    std::memcpy(room(text.size()), text.data(), text.size());
    end_ += text.size();
  }
  /// Drops the last `bytes` bytes of the text.
  void drop_back(std::size_t bytes) noexcept { end_ -= bytes; }

  /// Puts `text`, of at most `front_room` bytes in all, before the text.
  void prepend(std::string_view text) {
    (void)room(0);
    begin_ -= text.size();
    std::memcpy(memory_.get() + begin_, text.data(), text.size());
  }

  [[nodiscard]] std::string_view view() const noexcept { return {memory_.get() + begin_, end_ - begin_}; }
  [[nodiscard]] std::size_t size() const noexcept { return end_ - begin_; }

 private:
  void grow(std::size_t bytes) {
    auto const capacity = std::max(end_ + bytes, 2 * capacity_);
    std::unique_ptr<char[]> larger{new char[capacity]};  // make_unique would zero it
    if (memory_) std::memcpy(larger.get() + begin_, memory_.get() + begin_, end_ - begin_);
    memory_ = std::move(larger);
    capacity_ = capacity;
  }

  std::unique_ptr<char[]> memory_;
  std::size_t capacity_ = 0;
  std::size_t begin_ = front_room;
  std::size_t end_ = front_room;
};

}  // namespace rcs::sim
