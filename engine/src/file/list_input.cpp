#include "file/list_input.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>

namespace rcs {

std::unique_ptr<list_input> open_list_input(std::string const& path, std::error_code& ec) {
  ec.clear();
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) {
    ec.assign(errno, std::system_category());
    return nullptr;
  }
  auto opened = std::make_unique<list_input>(descriptor, interruptible_input::ownership::owned);
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ec = std::make_error_code(std::errc::is_a_directory);
    return nullptr;
  }
  return opened;
}

std::unique_ptr<list_input> make_list_input(int descriptor) {
  return std::make_unique<list_input>(descriptor, interruptible_input::ownership::borrowed);
}

}  // namespace rcs
