#include "file/list_error.hpp"

#include <string>

namespace rcs {
namespace {

class category final : public std::error_category {
 public:
  [[nodiscard]] char const* name() const noexcept override { return "list"; }

  [[nodiscard]] std::string message(int value) const override {
    switch (static_cast<list_error>(value)) {
      case list_error::ends_early:
        return "the compressed list ends early";
      case list_error::damaged:
        return "the compressed list is damaged";
      case list_error::followed:
        return "the compressed list is followed by something that is no part of it";
      case list_error::needs_too_much:
        return "the compressed list needs a dictionary, or more than 128 MiB of memory";
      case list_error::half_a_character:
        return "the list is UTF-16 and ends in the middle of a character";
      case list_error::workbook:
        return "this is a workbook or a ZIP archive, and no text: save it as CSV UTF-8, or unpack it";
      case list_error::foreign_packing:
        return "this is compressed by xz or bzip2: unpack it, or compress it by gzip or zstd";
    }
    return "the list cannot be read";
  }
};

}  // namespace

std::error_category const& list_category() noexcept {
  static category const the_one;
  return the_one;
}

std::error_code make_error_code(list_error what) noexcept {
  return {static_cast<int>(what), list_category()};
}

}  // namespace rcs
