#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <stdexcept>
#include <string>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "scrub/command_line.hpp"

// Any bytes as the configuration file of rcs-scrub.

namespace rcs::test {
namespace {

/// A file in memory, with a path.
class memory_file {
 public:
  memory_file() : descriptor_{::memfd_create("configuration", MFD_CLOEXEC)} {
    claim(descriptor_ >= 0, "there is a file in memory");
    path_ = "/proc/self/fd/" + std::to_string(descriptor_);
  }

  void assign(std::string_view content) const {
    claim(::ftruncate(descriptor_, 0) == 0 &&
              ::pwrite(descriptor_, content.data(), content.size(), 0) == static_cast<ssize_t>(content.size()),
          "the file in memory can be written");
  }

  [[nodiscard]] std::string const& path() const noexcept { return path_; }

 private:
  int descriptor_;
  std::string path_;
};

}  // namespace

void fuzz(std::string_view input) {
  static bool const without_environment = ::clearenv() == 0;
  static memory_file const file;
  claim(without_environment, "the environment is empty");
  file.assign(input);
  std::array const arguments{"rcs-scrub", "--config", file.path().c_str(), "list.txt"};
  try {
    auto const wanted = scrub::read_command_line(static_cast<int>(arguments.size()), arguments.data());
    claim(wanted.run.has_value() && wanted.text.empty(), "a file asks for no help");
    claim(wanted.run->inputs == std::vector<std::string>{"list.txt"}, "the list is that of the command line");
    check(wanted.run->run, wanted.run->engine);
    if (wanted.run->dry_run) return;  // nothing is asked
    claim(!wanted.run->engine.endpoint.empty() && !wanted.run->engine.sid.empty(), "settings are complete");
    check(wanted.run->engine);
  } catch (std::invalid_argument const& refused) {
    claim(*refused.what() != '\0', "a refusal has a reason");
  }
}

}  // namespace rcs::test
