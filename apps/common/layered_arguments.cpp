#include "common/layered_arguments.hpp"

#include <fmt/format.h>

#include <CLI/Config.hpp>
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace rcs {
namespace {

// Options that only make sense on the command line.
bool is_layered(std::string const& name) {
  return name != "help" && name != "version" && name != "config" && name != "man-page" && name != "completion";
}

std::string environment_name(std::string_view option) {
  std::string made = "RCS_";
  for (char const c : option) {
    made += c == '-' ? '_' : static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return made;
}

std::vector<std::string> option_names(CLI::App const& app) {
  std::vector<std::string> names;
  for (auto const* option : app.get_options()) {
    for (auto const& name : option->get_lnames()) {
      if (is_layered(name)) names.push_back(name);
    }
  }
  return names;
}

std::string config_file(int argc, char const* const* argv) {
  constexpr std::string_view flag = "--config";
  std::string found;
  if (auto const* const set = std::getenv("RCS_CONFIG")) found = set;
  for (int i = 1; i < argc; ++i) {
    std::string_view const word = argv[i];
    if (word == "--") break;
    if (word == flag && i + 1 < argc) found = argv[i + 1];
    if (word.starts_with("--config=")) found = word.substr(flag.size() + 1);
  }
  return found;
}

/// Whether it may be repeated in a message. A line without `=` is a name to CLI11, and may be a key or a password.
bool is_name(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '-' || c == '_' || c == '.';
  });
}

void add_file(std::vector<std::string>& arguments, CLI::App& app, std::string const& file) {
  std::ifstream in{file};
  if (!in) throw std::invalid_argument{fmt::format("the configuration file {} cannot be read", file)};
  auto const names = option_names(app);
  for (auto const& item : app.get_config_formatter()->from_config(in)) {
    if (item.name == "++" || item.name == "--") continue;  // CLI11's marks of a section; its options are refused below
    if (!is_name(item.fullname())) throw std::invalid_argument{fmt::format("{}: a line is no `name = value`", file)};
    if (!item.parents.empty() || std::find(names.begin(), names.end(), item.name) == names.end()) {
      throw std::invalid_argument{fmt::format("{}: '{}' is no option of this program", file, item.fullname())};
    }
    if (item.inputs.size() != 1) {
      throw std::invalid_argument{fmt::format("{}: '{}' takes one value", file, item.name)};
    }
    // Without a value, the option would take the next argument for it.
    if (!item.inputs.front().empty()) arguments.push_back(fmt::format("--{}={}", item.name, item.inputs.front()));
  }
}

void add_environment(std::vector<std::string>& arguments, CLI::App const& app) {
  for (auto const& name : option_names(app)) {
    auto const* const set = std::getenv(environment_name(name).c_str());
    if (set != nullptr && *set != '\0') arguments.push_back(fmt::format("--{}={}", name, set));
  }
}

constexpr option_pair upstreams{"--pod", "--endpoint"};

bool sets(std::string const& word, std::string_view option) {
  return word.starts_with(option) && (word.size() == option.size() || word[option.size()] == '=');
}

/// Puts `layer` on top of what there is.
void lay_over(std::vector<std::string>& arguments, std::vector<std::string> const& layer,
              std::span<option_pair const> rivals) {
  auto const displace = [&](option_pair const& pair) {
    auto const is_one = [&pair](std::string const& word) { return sets(word, pair.first) || sets(word, pair.second); };
    if (std::any_of(layer.begin(), layer.end(), is_one)) std::erase_if(arguments, is_one);
  };
  displace(upstreams);
  for (auto const& pair : rivals) displace(pair);
  arguments.insert(arguments.end(), layer.begin(), layer.end());
}

/// What the parser would misread, or repeat in its message.
void check_word(std::string_view word) {
  if (word.starts_with("--api-key") && !word.starts_with("--api-key-file")) {
    throw std::invalid_argument{"the API key is not given on the command line; use --api-key-file or RCS_API_KEY"};
  }
  if (word.starts_with("--") && word.ends_with('=')) throw std::invalid_argument{fmt::format("{} has no value", word)};
}

}  // namespace

std::vector<std::string> layered_arguments(CLI::App& app, int argc, char const* const* argv,
                                           std::span<option_pair const> rivals) {
  std::vector<std::string> arguments;
  if (auto const file = config_file(argc, argv); !file.empty()) add_file(arguments, app, file);
  std::vector<std::string> environment;
  add_environment(environment, app);
  lay_over(arguments, environment, rivals);
  std::vector<std::string> const typed(argv + 1, argv + argc);
  for (auto const& word : typed) check_word(word);
  lay_over(arguments, typed, rivals);
  return arguments;
}

}  // namespace rcs
