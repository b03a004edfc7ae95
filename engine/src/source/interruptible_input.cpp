#include "source/interruptible_input.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace rcs {
namespace {

std::error_code last_error() noexcept {
  return {errno, std::system_category()};
}

}  // namespace

interruptible_input::interruptible_input(int descriptor, ownership owned) noexcept
    : descriptor_{descriptor}, owned_{owned} {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) {
    error_ = last_error();
    return;
  }
  may_wait_ = !S_ISREG(about.st_mode);
  if (!may_wait_) return;
  wake_up_ = ::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  if (wake_up_ < 0) error_ = last_error();
}

interruptible_input::~interruptible_input() {
  if (wake_up_ >= 0) ::close(wake_up_);
  if (owned_ == ownership::owned) ::close(descriptor_);
}

std::size_t interruptible_input::read(std::span<char> to, std::error_code& ec) {
  ec = error_;
  if (ec) return 0;
  while (true) {
    if (may_wait_) wait_until_readable(ec);
    if (ec || interrupted()) return 0;
    auto const count = ::read(descriptor_, to.data(), to.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    // EAGAIN: the caller's descriptor does not block, and another process was faster.
    if (errno == EINTR || (may_wait_ && (errno == EAGAIN || errno == EWOULDBLOCK))) continue;
    ec = last_error();
    return 0;
  }
}

void interruptible_input::interrupt() noexcept {
  interrupted_.store(true, std::memory_order_release);
  if (wake_up_ < 0) return;
  int const saved = errno;
  std::uint64_t const once = 1;
  // It fails only when the counter is full, and then it has been written before.
  [[maybe_unused]] auto const written = ::write(wake_up_, &once, sizeof once);
  errno = saved;
}

void interruptible_input::wait_until_readable(std::error_code& ec) const {
  std::array<pollfd, 2> watched{pollfd{.fd = descriptor_, .events = POLLIN, .revents = 0},
                                pollfd{.fd = wake_up_, .events = POLLIN, .revents = 0}};
  while (::poll(watched.data(), watched.size(), -1) < 0) {
    if (errno != EINTR) {
      ec = last_error();
      return;
    }
    if (interrupted()) return;
  }
}

}  // namespace rcs
