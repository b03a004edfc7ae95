#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace rcs::test {

/// What a test server does on a connection, step by step. After the last step it listens until the client has gone.
class script {
 public:
  enum class action : std::uint8_t {
    handshake,
    read,   ///< one whole request
    send,   ///< `bytes`, in pieces of `piece`
    flood,  ///< `bytes`, over and over until the client has gone
    end,    ///< TLS goodbye, then close
    cut,    ///< close without goodbye
    reset,  ///< close with RST
    pause,  ///< until the test calls `resume`
    again,  ///< from behind the handshake
  };
  struct step {
    action what;
    std::string bytes;
    std::size_t piece;
  };

  /// Begins with a TLS handshake.
  static script tls() { return script{}.add(action::handshake); }
  /// Begins in clear text.
  static script plain() { return script{}; }

  script&& handshake() && { return std::move(*this).add(action::handshake); }
  script&& read() && { return std::move(*this).add(action::read); }
  script&& send(std::string bytes, std::size_t piece = 0) && {
    return std::move(*this).add(action::send, std::move(bytes), piece);
  }
  script&& flood(std::string bytes) && { return std::move(*this).add(action::flood, std::move(bytes)); }
  script&& end() && { return std::move(*this).add(action::end); }
  script&& cut() && { return std::move(*this).add(action::cut); }
  script&& reset() && { return std::move(*this).add(action::reset); }
  script&& pause() && { return std::move(*this).add(action::pause); }
  script&& again() && { return std::move(*this).add(action::again); }

  [[nodiscard]] std::vector<step> const& steps() const noexcept { return steps_; }

 private:
  script&& add(action what, std::string bytes = {}, std::size_t piece = 0) && {
    steps_.push_back({what, std::move(bytes), piece});
    return std::move(*this);
  }

  std::vector<step> steps_;
};

}  // namespace rcs::test
