#include "common/command_line_parts.hpp"

#include <algorithm>
#include <memory>
#include <stdexcept>
#include <vector>

#include "common/duration_text.hpp"
#include "rcs/version.hpp"

namespace rcs {
namespace {

/// Names what is no option, and repeats no value: it may be a key or a proxy's password.
std::string left_over(std::vector<std::string> const& words, std::string const& too_many_words) {
  std::string options;
  for (auto const& word : words) {
    if (!word.starts_with('-')) continue;
    // What follows a short option's letter may be its value.
    auto const name = word.starts_with("--") ? word.substr(0, word.find('=')) : word.substr(0, 2);
    options += (options.empty() ? "" : ", ") + name;
  }
  if (options.empty()) return too_many_words;
  return fmt::format("{}: no option of this program", options);
}

}  // namespace

void set_up(CLI::App& app, std::string const& footer) {
  constexpr std::size_t column = 34;
  app.config_formatter(std::make_shared<CLI::ConfigTOML>());
  app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
  app.get_formatter()->column_width(column);
  app.set_version_flag("--version", app.get_name() + " " + std::string{version});
  app.footer(footer);
}

CLI::Option* add_duration(CLI::App& app, std::string const& name, std::chrono::nanoseconds& into,
                          std::string const& help) {
  auto const read = [&into, name](std::string const& text) {
    try {
      into = read_duration(text);
    } catch (std::invalid_argument const& wrong) {
      throw CLI::ValidationError{name, wrong.what()};
    }
  };
  return app.add_option_function<std::string>(name, read, help)->type_name("D")->default_str(to_text(into));
}

std::optional<std::string> parse_layers(CLI::App& app, std::span<char const* const> arguments,
                                        std::span<option_pair const> rivals, std::string const& too_many_words) {
  try {
    auto layers = layered_arguments(app, static_cast<int>(arguments.size()), arguments.data(), rivals);
    std::reverse(layers.begin(), layers.end());  // CLI11 takes a vector from its end
    app.parse(layers);
  } catch (CLI::CallForHelp const&) {
    return app.help();
  } catch (CLI::CallForVersion const&) {
    return app.version() + "\n";
  } catch (CLI::ExtrasError const&) {
    throw std::invalid_argument{left_over(app.remaining(), too_many_words)};
  } catch (CLI::ParseError const& wrong) {
    throw std::invalid_argument{wrong.what()};
  }
  return std::nullopt;
}

}  // namespace rcs
