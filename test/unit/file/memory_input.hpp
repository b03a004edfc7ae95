#pragma once

#include <algorithm>
#include <cstddef>
#include <functional>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <system_error>

#include "file/byte_encoder.hpp"
#include "file/byte_input.hpp"

namespace rcs::test {

/// Bytes in memory, given out in pieces of such sizes; without sizes all at once.
class memory_input final : public byte_input {
 public:
  explicit memory_input(std::string_view bytes, std::function<std::size_t()> piece = {})
      : left_{bytes}, piece_{std::move(piece)} {}

  std::size_t read(std::span<char> to, std::error_code& ec) override {
    ec = left_.empty() ? fails_with : std::error_code{};
    if (ec || interrupted_) return 0;
    last_room = to;
    auto const size = std::min(to.size(), piece_ ? std::max<std::size_t>(piece_(), 1) : left_.size());
    auto const count = left_.copy(to.data(), size);
    left_.remove_prefix(count);
    return count;
  }
  void interrupt() noexcept override { interrupted_ = true; }
  [[nodiscard]] bool interrupted() const noexcept override { return interrupted_; }

  std::error_code fails_with;  ///< instead of an end
  std::span<char> last_room;   ///< of the last `read`

 private:
  std::string_view left_;
  std::function<std::size_t()> piece_;
  bool interrupted_ = false;
};

struct all_bytes {
  std::string bytes;
  std::error_code ec;
};

/// Reads to the end or an error, with so much room at a time.
[[nodiscard]] inline all_bytes read_all(byte_input& from, std::size_t room = 4096) {
  all_bytes all;
  std::string piece(room, '\0');
  for (;;) {
    auto const count = from.read(piece, all.ec);
    if (count == 0) return all;
    all.bytes.append(piece, 0, count);
  }
}

/// The bytes of a file that is one member.
[[nodiscard]] inline std::string encoded(std::string_view text, file_coding how) {
  std::string bytes;
  auto const encoder = make_encoder(how);
  encoder->encode(text, bytes);
  encoder->end_member(bytes);
  return bytes;
}

/// Lines of digits, which no compression makes nothing of.
[[nodiscard]] inline std::string random_list(std::uint64_t seed, std::size_t lines) {
  std::mt19937_64 random{seed};
  std::string list;
  for (std::size_t i = 0; i < lines; ++i) list += "+1212555" + std::to_string(1000 + random() % 9000) + '\n';
  return list;
}

}  // namespace rcs::test
