#pragma once

#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace rcs::test {

/// A folder of the test's own, removed with everything in it.
class temp_dir {
 public:
  temp_dir() {
    auto pattern = (std::filesystem::temp_directory_path() / "rcs-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error{"no temporary folder"};
    path_ = pattern;
  }
  ~temp_dir() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  temp_dir(temp_dir const&) = delete;
  temp_dir& operator=(temp_dir const&) = delete;

  /// The path of a file in it.
  [[nodiscard]] std::string operator/(std::string const& name) const { return (path_ / name).string(); }

  /// Writes a file and returns its path.
  std::string write(std::string const& name, std::string const& content) const {
    std::ofstream{path_ / name, std::ios::binary} << content;
    return *this / name;
  }

 private:
  std::filesystem::path path_;
};

/// A file's content; empty if it is not there.
[[nodiscard]] inline std::string read_file(std::string const& path) {
  std::ifstream in{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

}  // namespace rcs::test
