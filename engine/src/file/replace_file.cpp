#include "file/replace_file.hpp"

#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include <cerrno>

namespace rcs {
namespace {

std::error_code last_error() noexcept {
  return {errno, std::generic_category()};
}

/// A descriptor of our own.
class descriptor {
 public:
  descriptor(char const* name, int flags) noexcept : value_{::open(name, flags | O_CLOEXEC, 0600)} {}
  ~descriptor() {
    if (value_ >= 0) ::close(value_);
  }
  descriptor(descriptor const&) = delete;
  descriptor& operator=(descriptor const&) = delete;
  [[nodiscard]] int get() const noexcept { return value_; }

 private:
  int value_;
};

std::error_code write_all(int to, std::string_view bytes) noexcept {
  while (!bytes.empty()) {
    auto const written = ::write(to, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) return last_error();
    if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return {};
}

/// A new file, whatever bears its name: what a crash has left, or what somebody has put there for us to write into.
std::error_code make_file(std::string const& name, std::string_view content) noexcept {
  ::unlink(name.c_str());
  descriptor const file{name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW};
  if (file.get() < 0) return last_error();
  if (auto const failed = write_all(file.get(), content)) return failed;
  return ::fsync(file.get()) < 0 ? last_error() : std::error_code{};
}

}  // namespace

std::error_code sync_folder_of(std::string const& name) {
  auto const slash = name.rfind('/');
  auto const folder = slash == std::string::npos ? std::string{"."} : name.substr(0, slash + 1);
  descriptor const opened{folder.c_str(), O_RDONLY | O_DIRECTORY};
  if (opened.get() < 0) return last_error();
  if (::fsync(opened.get()) == 0) return {};
  // Some file systems cannot do that, and need not: their folders are not ours to bring to disk.
  bool const cannot = errno == EINVAL || errno == ENOTSUP;
  return cannot ? std::error_code{} : last_error();
}

std::error_code replace_file(std::string const& name, std::string_view content) {
  auto const fresh = name + std::string{replacement_suffix};
  auto failed = make_file(fresh, content);
  if (!failed && ::rename(fresh.c_str(), name.c_str()) < 0) failed = last_error();
  if (!failed) return sync_folder_of(name);
  ::unlink(fresh.c_str());
  return failed;
}

}  // namespace rcs
