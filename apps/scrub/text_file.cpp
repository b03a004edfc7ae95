#include "scrub/text_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "file/output_file.hpp"
#include "scrub/file_error.hpp"

namespace rcs::scrub {

void check_writable(std::string const& file) {
  int const out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (out < 0) throw file_error{fmt::format("{}: {}", file, std::generic_category().message(errno))};
  ::close(out);
}

void write_text(std::string const& file, std::string const& text) {
  std::error_code failed;
  auto out = output_file::open(file, failed);
  if (!failed) failed = out.cut_back({});
  if (!failed) failed = out.write(text);
  if (!failed) failed = out.finish();
  if (failed) throw file_error{file, failed};
}

}  // namespace rcs::scrub
