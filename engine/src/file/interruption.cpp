#include "file/interruption.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace rcs {

interruption::interruption() noexcept : event_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
  if (event_ < 0) error_.assign(errno, std::system_category());
}

interruption::~interruption() {
  if (event_ >= 0) ::close(event_);
}

std::error_code interruption::wait(int descriptor, short events) const noexcept {
  std::array<pollfd, 2> watched{pollfd{.fd = descriptor, .events = events, .revents = 0},
                                pollfd{.fd = event_, .events = POLLIN, .revents = 0}};
  auto failed = error_;
  while (!failed && !fired() && ::poll(watched.data(), watched.size(), -1) < 0) {
    if (errno != EINTR) failed.assign(errno, std::system_category());
  }
  if (fired()) return std::make_error_code(std::errc::operation_canceled);
  return failed;
}

void interruption::fire() noexcept {
  fired_.store(true, std::memory_order_release);
  if (event_ < 0) return;
  int const saved = errno;
  std::uint64_t const once = 1;
  // It fails only when the counter is full, and then it has been written before.
  [[maybe_unused]] auto const written = ::write(event_, &once, sizeof once);
  errno = saved;
}

}  // namespace rcs
