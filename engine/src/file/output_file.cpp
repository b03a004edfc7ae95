#include "file/output_file.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>
#include <fstream>
#include <utility>

#include "file/unwritten.hpp"

namespace rcs {
namespace {

constexpr ::mode_t owner_only = 0600;

std::error_code last_error() noexcept {
  return {errno, std::generic_category()};
}

/// Why a write that took nothing should not be tried again; no error if it should.
std::error_code why_not(::ssize_t written) noexcept {
  if (written == 0) return std::make_error_code(std::errc::io_error);  // a device that takes nothing: for ever
  return errno == EINTR || errno == EAGAIN || errno == EWOULDBLOCK ? std::error_code{} : last_error();
}

bool is_regular(int descriptor) noexcept {
  struct stat status {};
  return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace

output_file::output_file(int descriptor, bool owned, std::string name)
    : descriptor_{descriptor}, owned_{owned}, name_{std::move(name)} {
  if (!is_regular(descriptor)) interruption_ = std::make_unique<interruption>();
}

output_file::output_file(output_file&& other) noexcept {
  *this = std::move(other);
}

output_file& output_file::operator=(output_file&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(name_, other.name_);
  std::swap(length_, other.length_);
  std::swap(tail_, other.tail_);
  std::swap(interruption_, other.interruption_);
  return *this;
}

output_file::~output_file() {
  if (owned_) ::close(descriptor_);
}

output_file output_file::open(std::string const& name, std::error_code& ec) {
  ec.clear();
  int const descriptor = ::open(name.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY, owner_only);
  if (descriptor < 0) {
    ec = last_error();
    return {};
  }
  output_file opened{descriptor, true, name};
  bool const is_file = !opened.interruption_;
  // Another error than that of a lock that is taken: this file system knows no locks.
  if (is_file && ::flock(descriptor, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK) {
    ec = std::make_error_code(std::errc::device_or_resource_busy);
    return {};
  }
  return opened;
}

std::uint64_t output_file::size() const noexcept {
  struct stat status {};
  bool const is_file = ::fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode);
  return is_file ? static_cast<std::uint64_t>(status.st_size) : 0;
}

/// Our own descriptor is for writing only.
std::string output_file::read_tail(std::uint64_t end) const {
  std::ifstream file{name_, std::ios::binary};
  std::string tail(std::min<std::uint64_t>(end, file_mark::tail_bytes), '\0');
  file.seekg(static_cast<std::streamoff>(end - tail.size()));
  file.read(tail.data(), static_cast<std::streamsize>(tail.size()));
  return file ? tail : std::string{};
}

bool output_file::holds(file_mark const& mark) const {
  return size() >= mark.length && hash_of_tail(read_tail(mark.length)) == mark.tail;
}

std::error_code output_file::cut_back(file_mark const& mark) {
  bool const at_begin = mark.length == 0;
  if (interruption_ && at_begin) return {};
  if (!at_begin && !holds(mark)) return std::make_error_code(std::errc::invalid_argument);
  tail_ = at_begin ? std::string{} : read_tail(mark.length);
  auto const end = static_cast<::off_t>(mark.length);
  if (::ftruncate(descriptor_, end) < 0 || ::lseek(descriptor_, end, SEEK_SET) < 0) return last_error();
  length_ = mark.length;
  return {};
}

void output_file::wrote(std::string_view piece) {
  length_ += piece.size();
  if (interruption_) return;
  tail_ += piece.substr(piece.size() - std::min(piece.size(), file_mark::tail_bytes));
  if (tail_.size() > file_mark::tail_bytes) tail_.erase(0, tail_.size() - file_mark::tail_bytes);
}

output_file output_file::borrow(int descriptor) noexcept {
  return {descriptor, false, {}};
}

std::error_code output_file::write(std::span<std::string_view const> pieces) {
  if (interruption_) {
    for (auto const piece : pieces) {
      if (auto const ec = write_when_ready(piece)) return ec;
    }
    return {};
  }
  for (unwritten left{pieces}; left.next();) {
    auto const written = ::writev(descriptor_, left.gathered.data(), static_cast<int>(left.count));
    if (written > 0) {
      left.pass(static_cast<std::size_t>(written), [this](std::string_view piece) { wrote(piece); });
    } else if (auto const ec = why_not(written)) {
      return ec;
    }
  }
  return {};
}

std::error_code output_file::write_when_ready(std::string_view bytes) {
  while (!bytes.empty()) {
    if (auto const ec = interruption_->wait(descriptor_, POLLOUT)) return ec;
    // A pipe that is ready takes so many without blocking.
    auto const written = ::write(descriptor_, bytes.data(), std::min<std::size_t>(bytes.size(), PIPE_BUF));
    if (written > 0) {
      wrote(bytes.substr(0, static_cast<std::size_t>(written)));
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (auto const ec = why_not(written)) {
      return ec;
    }
  }
  return {};
}

std::error_code output_file::sync() const noexcept {
  if (!interruption_ && ::fdatasync(descriptor_) < 0) return last_error();
  return {};
}

std::error_code output_file::finish() {
  auto ec = sync();
  // After EINTR the descriptor is closed on Linux; closing it again could hit someone else's.
  if (std::exchange(owned_, false) && ::close(std::exchange(descriptor_, -1)) < 0 && errno != EINTR && !ec)
    ec = last_error();
  descriptor_ = -1;
  return ec;
}

void output_file::interrupt() noexcept {
  if (interruption_) interruption_->fire();
}

}  // namespace rcs
