#pragma once

#include <algorithm>
#include <cstddef>

namespace rcs {

/// How far to parse before the next look for a device whose shape is worth learning. A look and the learning cost about
/// what four devices save that are read by their shape: so looks are paid for from such devices, and where there are
/// too few of them the stretches between looks grow.
class strict_stretch {
 public:
  /// So many devices were read by their shape.
  void add(std::size_t devices) noexcept {
    credit_ = static_cast<int>(std::min(devices + static_cast<std::size_t>(credit_ + price), most_credit)) - price;
  }

  /// The parser's turn has come: so many bytes go to it before the next look, which is paid for.
  std::size_t next() noexcept {
    credit_ = std::max(credit_ - price, -price);
    length_ = credit_ >= 0 ? 0 : std::clamp(2 * length_, shortest, longest);
    return length_;
  }

 private:
  static constexpr int price = 4;
  static constexpr std::size_t most_credit = 32;
  static constexpr std::size_t shortest = 512;
  static constexpr std::size_t longest = std::size_t{16} * 1024;

  int credit_ = 4 * price;  // for the first device, and for one that the end of a piece cuts
  std::size_t length_ = 0;
};

}  // namespace rcs
