#pragma once

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>
#include <string>

namespace rcs::test {

/// Both ends of a pipe; closed with it. A write to one without a reader is an error and no signal.
class pipe_ends {
 public:
  explicit pipe_ends(int flags = 0) {
    std::signal(SIGPIPE, SIG_IGN);
    if (::pipe2(ends_.data(), flags) != 0) throw std::runtime_error{"no pipe"};
  }
  ~pipe_ends() {
    close_reader();
    close_writer();
  }
  pipe_ends(pipe_ends const&) = delete;
  pipe_ends& operator=(pipe_ends const&) = delete;

  [[nodiscard]] int reader() const noexcept { return ends_[0]; }
  [[nodiscard]] int writer() const noexcept { return ends_[1]; }
  void close_reader() noexcept { close(0); }
  void close_writer() noexcept { close(1); }

  void write(std::string const& text) const {
    if (::write(ends_[1], text.data(), text.size()) != static_cast<ssize_t>(text.size()))
      throw std::runtime_error{"the pipe does not take it"};
  }

 private:
  void close(std::size_t end) noexcept {
    if (ends_[end] >= 0) ::close(ends_[end]);
    ends_[end] = -1;
  }

  std::array<int, 2> ends_{-1, -1};
};

}  // namespace rcs::test
