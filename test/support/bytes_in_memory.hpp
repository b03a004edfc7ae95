#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "file/byte_input.hpp"

namespace rcs::test {

/// Bytes in memory that are read in pieces of one size, or as many at once as there is room for.
class bytes_in_memory final : public byte_input {
 public:
  explicit bytes_in_memory(std::string bytes, std::size_t piece = std::string::npos)
      : bytes_{std::move(bytes)}, piece_{piece} {}

  std::size_t read(std::span<char> to, std::error_code& ec) override {
    ec.clear();
    if (interrupted_) return 0;
    auto const taken = std::string_view{bytes_}.substr(at_, std::min(piece_, to.size()));
    std::copy(taken.begin(), taken.end(), to.begin());
    at_ += taken.size();
    return taken.size();
  }
  void interrupt() noexcept override { interrupted_ = true; }
  [[nodiscard]] bool interrupted() const noexcept override { return interrupted_; }

 private:
  std::string bytes_;
  std::size_t piece_;
  std::size_t at_ = 0;
  bool interrupted_ = false;
};

}  // namespace rcs::test
