#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "file/byte_input.hpp"
#include "file/compression.hpp"
#include "file/inflater.hpp"

namespace rcs {

/// The bytes of an input that may be compressed, as they were before. What is compressed is known by its first bytes;
/// anything else is passed on as it is, without being copied. What is cut off or damaged is a `list_error`, after bytes
/// that stand before it.
class inflated_input final : public byte_input {
 public:
  /// `packed` outlives it.
  explicit inflated_input(byte_input& packed) noexcept : packed_{packed} {}

  std::size_t read(std::span<char> to, std::error_code& ec) override;
  void interrupt() noexcept override { packed_.interrupt(); }
  [[nodiscard]] bool interrupted() const noexcept override { return packed_.interrupted(); }

  /// What the input is compressed with; none before the first `read`.
  [[nodiscard]] compression packed_with() const noexcept { return packed_with_; }

 private:
  std::size_t read_first(std::span<char> to, std::error_code& ec);
  std::size_t inflate(std::span<char> to, std::error_code& ec);
  bool fill(std::error_code& ec);

  byte_input& packed_;
  bool begun_ = false;
  compression packed_with_ = compression::none;
  std::unique_ptr<inflater> inflater_;  ///< null: the bytes are passed on
  std::vector<char> buffer_;            ///< compressed bytes
  std::string_view left_;               ///< those of them that have not been taken
  std::error_code error_;               ///< for this `read` and every later one
};

}  // namespace rcs
