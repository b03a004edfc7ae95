#include "support/temporary_file.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace rcs::test {

temporary_file::temporary_file(std::string_view content)
    : path_{(std::filesystem::temp_directory_path() / "rcs-test-XXXXXX").string()} {
  int const descriptor = ::mkstemp(path_.data());
  if (descriptor < 0) throw std::system_error(errno, std::generic_category(), path_);
  auto const written = ::write(descriptor, content.data(), content.size());
  ::close(descriptor);
  if (written != static_cast<ssize_t>(content.size())) throw std::system_error(EIO, std::generic_category(), path_);
}

temporary_file::~temporary_file() {
  std::error_code ignored;
  std::filesystem::remove(path_, ignored);
}

}  // namespace rcs::test
