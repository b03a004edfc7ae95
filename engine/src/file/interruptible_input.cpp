#include "file/interruptible_input.hpp"

#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

namespace rcs {

interruptible_input::interruptible_input(int descriptor, ownership owned) noexcept
    : descriptor_{descriptor}, owned_{owned} {
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) error_.assign(errno, std::system_category());
  may_wait_ = !S_ISREG(about.st_mode);
}

interruptible_input::~interruptible_input() {
  if (owned_ == ownership::owned) ::close(descriptor_);
}

std::size_t interruptible_input::read(std::span<char> to, std::error_code& ec) {
  ec = error_;
  while (!ec && !interrupted()) {
    if (may_wait_) ec = interruption_.wait(descriptor_, POLLIN);
    if (ec) break;
    auto const count = ::read(descriptor_, to.data(), to.size());
    if (count >= 0) return static_cast<std::size_t>(count);
    // EAGAIN: the caller's descriptor does not block, and another process was faster.
    if (errno == EINTR || (may_wait_ && (errno == EAGAIN || errno == EWOULDBLOCK))) continue;
    ec.assign(errno, std::system_category());
  }
  if (ec == std::errc::operation_canceled) ec.clear();
  return 0;
}

}  // namespace rcs
