#pragma once

#include <string>
#include <string_view>

namespace rcs::test {

/// A file with this content for as long as the object lives. Throws `std::system_error` if it cannot be made.
class temporary_file {
 public:
  explicit temporary_file(std::string_view content);
  ~temporary_file();
  temporary_file(temporary_file const&) = delete;
  temporary_file& operator=(temporary_file const&) = delete;

  [[nodiscard]] std::string const& path() const noexcept { return path_; }

 private:
  std::string path_;
};

}  // namespace rcs::test
