#pragma once

#include <cstddef>
#include <span>
#include <system_error>

namespace rcs {

/// Where the bytes of a list come from: a descriptor, or another input whose bytes are changed on their way.
class byte_input {
 public:
  /// Room that `read` needs at least: for one character or the first bytes that tell what an input is.
  static constexpr std::size_t least_room = 16;

  byte_input() = default;
  byte_input(byte_input const&) = delete;
  byte_input& operator=(byte_input const&) = delete;
  virtual ~byte_input() = default;

  /// Reads what is there, waiting until there is something; the number of bytes put into `to`, which has room for
  /// `least_room`. 0 at the end of the input, after `interrupt`, or with `ec` set. One thread at a time.
  [[nodiscard]] virtual std::size_t read(std::span<char> to, std::error_code& ec) = 0;

  /// Ends a `read` that waits, and every later one. Thread-safe, also safe in a signal handler.
  virtual void interrupt() noexcept = 0;
  [[nodiscard]] virtual bool interrupted() const noexcept = 0;
};

}  // namespace rcs
