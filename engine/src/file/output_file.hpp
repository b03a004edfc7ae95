#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "file/file_mark.hpp"
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

  /// Opens for writing, and changes nothing of what is there; not there: created with mode 0600. Anything that can be
  /// written will do (a FIFO, `/dev/stdout`); a regular file is locked until it is closed, and it is an error
  /// (`device_or_resource_busy`) if it is locked already. Waits for the reader of a FIFO.
  [[nodiscard]] static output_file open(std::string const& name, std::error_code& ec);
  /// Writes to a descriptor that stays the caller's and is left open.
  [[nodiscard]] static output_file borrow(int descriptor) noexcept;

  /// Whether there is anything to write to.
  [[nodiscard]] explicit operator bool() const noexcept { return descriptor_ >= 0; }

  /// Whether a regular file still has before the mark what it had.
  [[nodiscard]] bool holds(file_mark const& mark) const;
  /// Cuts a regular file off at the mark, to go on there; an error (`invalid_argument`) if it does not hold it. What is
  /// no file has nothing to cut off: an error unless the mark is at the beginning.
  [[nodiscard]] std::error_code cut_back(file_mark const& mark);
  /// Bytes that a regular file has on disk or on the way there; 0 for anything else.
  [[nodiscard]] std::uint64_t size() const noexcept;
  /// Writes everything, waiting as long as that takes, non-blocking descriptors included.
  [[nodiscard]] std::error_code write(std::string_view bytes) { return write({&bytes, 1}); }
  /// The same for bytes in several places.
  [[nodiscard]] std::error_code write(std::span<std::string_view const> pieces);
  /// The place where the next byte goes.
  [[nodiscard]] file_mark mark() const noexcept { return {length_, hash_of_tail(tail_)}; }
  /// Brings a regular file's bytes to disk.
  [[nodiscard]] std::error_code sync() const noexcept;
  /// `sync`, and closes what was opened. To be called once; nothing is written afterwards.
  [[nodiscard]] std::error_code finish();

  /// Ends a `write` that waits for a reader, and every later one that would have to: `operation_canceled`. Regular
  /// files are written all the same. Thread-safe, but not against being moved.
  void interrupt() noexcept;

 private:
  output_file(int descriptor, bool owned, std::string name);
  [[nodiscard]] std::string read_tail(std::uint64_t end) const;
  [[nodiscard]] std::error_code write_when_ready(std::string_view bytes);
  void wrote(std::string_view piece);

  int descriptor_ = -1;
  bool owned_ = false;
  std::string name_;
  std::uint64_t length_ = 0;
  std::string tail_;                            ///< of a regular file: what a mark here looks at
  std::unique_ptr<interruption> interruption_;  ///< null for a regular file, which nobody has to read
};

}  // namespace rcs
