#include "simulator/help_format.hpp"

#include <cstddef>
#include <sstream>
#include <string>

namespace rcs::sim {
namespace {

constexpr std::size_t name_width = 34;
constexpr std::size_t text_width = 78;

class help_format : public CLI::Formatter {
 public:
  std::string make_option(CLI::Option const* option, bool is_positional) const override {
    auto left = "  " + make_option_name(option, is_positional) + make_option_opts(option);
    auto text = make_option_desc(option);
    // Whoever describes a default in words does not need it again.
    if (!option->get_default_str().empty() && !text.ends_with(']')) text += " [" + option->get_default_str() + "]";

    std::string out = left;
    if (left.size() + 2 > name_width)
      out += "\n" + std::string(name_width, ' ');
    else
      out += std::string(name_width - left.size(), ' ');
    std::istringstream words{text};
    std::size_t used = 0;
    for (std::string word; words >> word;) {
      if (used != 0 && used + 1 + word.size() > text_width) {
        out += "\n" + std::string(name_width, ' ');
        used = 0;
      }
      if (used != 0) out += ' ';
      out += word;
      used += word.size() + 1;
    }
    return out + "\n";
  }

  std::string make_option_opts(CLI::Option const* option) const override {
    if (option->get_type_size() == 0 || option->get_type_name().empty()) return "";
    return " " + option->get_type_name();
  }

  std::string make_usage(CLI::App const*, std::string) const override { return ""; }
};

}  // namespace

std::shared_ptr<CLI::FormatterBase> make_help_format() {
  return std::make_shared<help_format>();
}

}  // namespace rcs::sim
