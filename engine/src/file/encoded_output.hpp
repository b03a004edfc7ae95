#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "file/byte_encoder.hpp"
#include "file/file_coding.hpp"
#include "file/output_file.hpp"

namespace rcs {

/// A file that UTF-8 text is written to, compressed or in another encoding. Used like `output_file`: marks and sizes
/// are those of the file's own bytes, and a mark is a place to go on from if `end_member` came right before it. Text
/// that needs no change goes straight to the file.
class encoded_output {
 public:
  encoded_output() noexcept = default;
  /// Goes on where `file` stands. Throws `std::bad_alloc`.
  encoded_output(output_file file, file_coding how);

  /// Whether there is anything to write to.
  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(file_); }
  [[nodiscard]] bool holds(file_mark const& mark) const { return file_.holds(mark); }
  [[nodiscard]] std::uint64_t size() const noexcept { return file_.size(); }
  [[nodiscard]] file_mark mark() const noexcept { return file_.mark(); }

  /// As `output_file`; what has been kept is dropped, too. Throws `std::bad_alloc`.
  [[nodiscard]] std::error_code cut_back(file_mark const& mark);

  /// Writes text, or keeps some of it for later. Throws `std::bad_alloc`, as do the next three. After an error nothing
  /// more is written, and every later call has the same error.
  [[nodiscard]] std::error_code write(std::string_view text) { return write({&text, 1}); }
  [[nodiscard]] std::error_code write(std::span<std::string_view const> pieces);
  /// Writes what has been kept, so that the file is complete up to here; nothing if it is.
  [[nodiscard]] std::error_code end_member();
  /// `end_member`, and then as `output_file`. A compressed file without any text is not empty.
  [[nodiscard]] std::error_code finish();

  /// Brings what has been written to disk. May be called while another thread writes.
  [[nodiscard]] std::error_code sync() const noexcept { return file_.sync(); }
  /// As `output_file`.
  void interrupt() noexcept { file_.interrupt(); }

 private:
  [[nodiscard]] std::error_code write_encoded();

  output_file file_;
  file_coding how_;
  std::unique_ptr<byte_encoder> encoder_;  ///< null: the text is written as it is
  std::string encoded_;                    ///< not yet written
  bool in_member_ = false;                 ///< there is text since the last `end_member`
  std::error_code failed_;
};

}  // namespace rcs
