#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "source/text_source.hpp"

namespace rcs {

/// Several lists one after the other, each with its own layout. Row numbers go on from list to list: the first line of
/// the second one has the number behind the last line of the first.
class joined_source final : public source {
 public:
  /// The lists, opened.
  explicit joined_source(std::vector<std::unique_ptr<text_source>> lists) noexcept : lists_{std::move(lists)} {}

  bool read(row_block& into, std::error_code& ec) override;
  void interrupt() noexcept override;

  /// Which list the last block came from, from 0; the number of lists at the end. One thread at a time, together with
  /// `read`.
  [[nodiscard]] std::size_t current() const noexcept { return current_; }

 private:
  std::vector<std::unique_ptr<text_source>> lists_;
  std::atomic<bool> interrupted_ = false;
  std::size_t current_ = 0;
  std::uint64_t lines_before_ = 0;  ///< of the lists before the current one
};

}  // namespace rcs
