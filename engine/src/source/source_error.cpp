#include "source/source_error.hpp"

#include <string>

namespace rcs {
namespace {

class source_category final : public std::error_category {
 public:
  [[nodiscard]] char const* name() const noexcept override { return "rcs.source"; }
  [[nodiscard]] std::string message(int what) const override {
    switch (static_cast<source_error>(what)) {
      case source_error::layout_unknown:
        return "it is not clear where the numbers are";
      case source_error::line_too_long:
        return "a line is longer than 16 MiB";
    }
    return "unknown";
  }
};

}  // namespace

std::error_code make_error_code(source_error what) noexcept {
  static source_category const category;
  return {static_cast<int>(what), category};
}

}  // namespace rcs
