#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "file/interruption.hpp"

namespace rcs {

/// A file descriptor that bytes are written to, all of them or an error. Move-only; closes what it opened. A pipe
/// whose reader has gone gives `EPIPE` only if the process ignores `SIGPIPE`, which is the application's business.
class output_file {
 public:
  output_file() noexcept = default;
  output_file(output_file&& other) noexcept;
  output_file& operator=(output_file&& other) noexcept;
  output_file(output_file const&) = delete;
  output_file& operator=(output_file const&) = delete;
  ~output_file();

  /// Opens for writing: truncated if it exists, else created with mode 0600. Anything that can be written will do (a
  /// FIFO, `/dev/stdout`). Waits for the reader of a FIFO.
  [[nodiscard]] static output_file open(std::string const& name, std::error_code& ec);
  /// Opens a regular file to go on behind its first `length` bytes; what is there beyond them is cut off. It is an
  /// error (`invalid_argument`) if it has fewer. Not there and `length` 0: created, as `open` does.
  [[nodiscard]] static output_file reopen(std::string const& name, std::uint64_t length, std::error_code& ec);
  /// Writes to a descriptor that stays the caller's and is left open.
  [[nodiscard]] static output_file borrow(int descriptor) noexcept;

  /// Whether there is anything to write to.
  [[nodiscard]] explicit operator bool() const noexcept { return descriptor_ >= 0; }

  /// Writes everything, waiting as long as that takes, non-blocking descriptors included.
  [[nodiscard]] std::error_code write(std::string_view bytes);
  /// How many bytes the file has, those included that `reopen` found.
  [[nodiscard]] std::uint64_t length() const noexcept { return length_; }
  /// Brings a regular file's bytes to disk.
  [[nodiscard]] std::error_code sync() const noexcept;
  /// `sync`, and closes what was opened. To be called once; nothing is written afterwards.
  [[nodiscard]] std::error_code finish();

  /// Ends a `write` that waits for a reader, and every later one that would have to: `operation_canceled`. Regular
  /// files are written all the same. Thread-safe, but not against being moved.
  void interrupt() noexcept;

 private:
  output_file(int descriptor, bool owned);

  int descriptor_ = -1;
  bool owned_ = false;
  std::uint64_t length_ = 0;
  std::unique_ptr<interruption> interruption_;  ///< null for a regular file, which nobody has to read
};

}  // namespace rcs
