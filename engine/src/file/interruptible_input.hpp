#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <system_error>

#include "file/interruption.hpp"

namespace rcs {

/// Bytes from a file descriptor, whose waiting can be ended by another thread.
class interruptible_input {
 public:
  /// What becomes of the descriptor in the end.
  enum class ownership { borrowed, owned };

  interruptible_input(int descriptor, ownership owned) noexcept;
  ~interruptible_input();
  interruptible_input(interruptible_input const&) = delete;
  interruptible_input& operator=(interruptible_input const&) = delete;

  /// Reads what is there, waiting until there is something; the number of bytes put into `to`, which is not empty. 0 at
  /// the end of the input, after `interrupt`, or with `ec` set.
  std::size_t read(std::span<char> to, std::error_code& ec);

  /// Ends a `read` that waits, and every later one. Thread-safe, also safe in a signal handler.
  void interrupt() noexcept { interruption_.fire(); }
  [[nodiscard]] bool interrupted() const noexcept { return interruption_.fired(); }

 private:
  int descriptor_;
  ownership owned_;
  bool may_wait_ = false;  ///< not a regular file, which is always readable
  std::error_code error_;  ///< of the constructor, for every `read`
  interruption interruption_;
};

}  // namespace rcs
