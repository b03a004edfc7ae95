#include "sink/output_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

namespace rcs {
namespace {

std::error_code last_error() noexcept {
  return {errno, std::generic_category()};
}

/// Waits until a non-blocking descriptor takes bytes again, or an error that the next write will tell.
std::error_code wait_for_room(int descriptor) noexcept {
  pollfd waiting{descriptor, POLLOUT, 0};
  while (::poll(&waiting, 1, -1) < 0) {
    if (errno != EINTR) return last_error();
  }
  return {};
}

bool is_regular(int descriptor) noexcept {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

output_file::output_file(output_file&& other) noexcept
    : descriptor_{std::exchange(other.descriptor_, -1)}, owned_{std::exchange(other.owned_, false)} {}

output_file& output_file::operator=(output_file&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  return *this;
}

output_file::~output_file() {
  if (owned_) ::close(descriptor_);
}

output_file output_file::open(std::string const& name, std::error_code& ec) {
  constexpr ::mode_t owner_only = 0600;
  int const descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, owner_only);
  if (descriptor < 0) {
    ec = last_error();
    return {};
  }
  ec.clear();
  return {descriptor, true};
}

output_file output_file::borrow(int descriptor) noexcept {
  return {descriptor, false};
}

std::error_code output_file::write(std::string_view bytes) {
  while (!bytes.empty()) {
    auto const written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written > 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (written == 0) {
      return std::make_error_code(std::errc::io_error);  // a device that takes nothing would be asked for ever
    } else if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (auto const ec = wait_for_room(descriptor_)) return ec;
    } else if (errno != EINTR) {
      return last_error();
    }
  }
  return {};
}

std::error_code output_file::finish() {
  std::error_code ec;
  if (is_regular(descriptor_) && ::fsync(descriptor_) < 0) ec = last_error();
  // After EINTR the descriptor is closed on Linux; closing it again could hit someone else's.
  if (std::exchange(owned_, false) && ::close(std::exchange(descriptor_, -1)) < 0 && errno != EINTR && !ec)
    ec = last_error();
  descriptor_ = -1;
  return ec;
}

}  // namespace rcs
