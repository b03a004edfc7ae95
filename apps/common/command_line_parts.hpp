#pragma once

#include <fmt/format.h>

// Without these two an App links only where the compiler happens to emit what is declared in the first.
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <chrono>
#include <map>
#include <optional>
#include <span>
#include <string>

#include "common/layered_arguments.hpp"

namespace rcs {

/// What all command lines have in common: TOML files, the last of several values, `--version`. `footer` follows the
/// options in the help.
void set_up(CLI::App& app, std::string const& footer);

CLI::Option* add_duration(CLI::App& app, std::string const& name, std::chrono::nanoseconds& into,
                          std::string const& help);

template <typename Enum>
CLI::Option* add_choice(CLI::App& app, std::string const& name, Enum& into, std::map<std::string, Enum> const& values,
                        std::string const& help) {
  std::string names;
  std::string preset;
  for (auto const& [text, value] : values) {
    names += (names.empty() ? "" : "|") + text;
    if (value == into) preset = text;
  }
  auto const read = [&into, name, values, names](std::string const& text) {
    auto const found = values.find(text);
    if (found == values.end()) throw CLI::ValidationError{name, fmt::format("'{}' is not one of {}", text, names)};
    into = found->second;
  };
  return app.add_option_function<std::string>(name, read, help)->type_name(names)->default_str(preset);
}

/// Reads the layers of `layered_arguments`. Gives the text to print, help or version, if that is what is asked for.
/// Throws `std::invalid_argument` with a message for people, in which no value is repeated that may be a secret;
/// `too_many_words` is the one for words that belong to no option.
[[nodiscard]] std::optional<std::string> parse_layers(CLI::App& app, std::span<char const* const> arguments,
                                                      std::span<option_pair const> rivals,
                                                      std::string const& too_many_words);

}  // namespace rcs
