#pragma once

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <system_error>

namespace rcs::scrub {

/// A file that cannot be read or written.
struct file_error : std::runtime_error {
  using std::runtime_error::runtime_error;
  file_error(std::string const& file, std::error_code why)
      : std::runtime_error{fmt::format(
            "{}: {}", file, why == std::errc::device_or_resource_busy ? "another run is writing it" : why.message())} {}
};

}  // namespace rcs::scrub
