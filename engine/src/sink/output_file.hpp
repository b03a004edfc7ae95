#pragma once

#include <string>
#include <string_view>
#include <system_error>

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
  /// Writes to a descriptor that stays the caller's and is left open.
  [[nodiscard]] static output_file borrow(int descriptor) noexcept;

  /// Whether there is anything to write to.
  [[nodiscard]] explicit operator bool() const noexcept { return descriptor_ >= 0; }

  /// Writes everything, waiting as long as that takes, non-blocking descriptors included.
  [[nodiscard]] std::error_code write(std::string_view bytes);
  /// Brings a regular file's bytes to disk and closes what was opened. To be called once; nothing is written
  /// afterwards.
  [[nodiscard]] std::error_code finish();

 private:
  output_file(int descriptor, bool owned) noexcept : descriptor_{descriptor}, owned_{owned} {}

  int descriptor_ = -1;
  bool owned_ = false;
};

}  // namespace rcs
