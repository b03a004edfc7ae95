#pragma once

#include <memory>
#include <string>
#include <string_view>

namespace rcs {

/// An API key. Shared by whoever uses it, wiped from memory when the last lets go, and with no way to be printed.
class secret {
 public:
  /// Throws `std::invalid_argument`, without the key in the message, unless it is 1 to 4096 visible ASCII characters.
  explicit secret(std::string_view key);

  [[nodiscard]] std::shared_ptr<std::string const> const& reveal() const noexcept { return key_; }

 private:
  std::shared_ptr<std::string const> key_;
};

}  // namespace rcs
