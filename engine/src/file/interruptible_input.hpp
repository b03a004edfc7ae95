#pragma once

#include <cstddef>
#include <span>
#include <system_error>

#include "file/byte_input.hpp"
#include "file/interruption.hpp"

namespace rcs {

/// Bytes from a file descriptor, whose waiting can be ended by another thread.
class interruptible_input final : public byte_input {
 public:
  /// What becomes of the descriptor in the end.
  enum class ownership { borrowed, owned };

  interruptible_input(int descriptor, ownership owned) noexcept;
  ~interruptible_input() override;

  std::size_t read(std::span<char> to, std::error_code& ec) override;
  void interrupt() noexcept override { interruption_.fire(); }
  [[nodiscard]] bool interrupted() const noexcept override { return interruption_.fired(); }

 private:
  int descriptor_;
  ownership owned_;
  bool may_wait_ = false;  ///< not a regular file, which is always readable
  std::error_code error_;  ///< of the constructor, for every `read`
  interruption interruption_;
};

}  // namespace rcs
