#include "sink/checkpoint_file.hpp"

#include <cerrno>
#include <fstream>
#include <iterator>
#include <utility>

#include "file/replace_file.hpp"

namespace rcs {

checkpoint_file::checkpoint_file(std::string name, fingerprint of, std::optional<checkpoint> last)
    : name_{std::move(name)}, last_{std::move(last).value_or(checkpoint{})} {
  last_.fingerprint = std::move(of);
}

std::error_code checkpoint_file::save(run_state const& state, std::vector<output_mark> outputs) {
  last_.state = state;
  last_.outputs = std::move(outputs);
  return replace_file(name_, to_text(last_));
}

std::error_code checkpoint_file::finish(int exit_code) {
  last_.exit_code = exit_code;
  return replace_file(name_, to_text(last_));
}

found_checkpoint read_checkpoint(std::string const& name) {
  found_checkpoint found;
  errno = 0;
  std::ifstream file{name, std::ios::binary};
  if (!file) {
    if (errno != ENOENT) found.why_not = std::generic_category().message(errno);
    return found;
  }
  std::string const text{std::istreambuf_iterator<char>{file}, {}};
  found.content = parse_checkpoint(text, found.why_not);
  return found;
}

}  // namespace rcs
