#pragma once

#include <CLI/CLI.hpp>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "simulator/profile.hpp"

namespace rcs::sim {

/// A share: a number within 0 and 1, or a percentage such as `10%`; without a value all of them.
CLI::Option* add_share(CLI::App& app, std::string const& name, double& into, std::string const& help);

/// A span of time, as `parse_duration` reads it.
CLI::Option* add_duration(CLI::App& app, std::string const& name, duration& into, std::string const& help);

/// One of several words, each of which stands for a value. The first is the default.
template <class T>
CLI::Option* add_choice(CLI::App& app, std::string const& name, T& into,
                        std::initializer_list<std::pair<std::string_view, T>> words, std::string const& help) {
  std::string names;
  for (auto const& word : words) names.append(names.empty() ? "" : "|").append(word.first);
  std::vector<std::pair<std::string, T>> const known{words.begin(), words.end()};
  return app
      .add_option_function<std::string>(
          name,
          [&into, known, name, names](std::string const& given) {
            for (auto const& [word, value] : known) {
              if (word != given) continue;
              into = value;
              return;
            }
            throw CLI::ValidationError{name, "'" + given + "' is none of " + names};
          },
          help)
      ->type_name(names)
      ->default_str(known.front().first);
}

}  // namespace rcs::sim
