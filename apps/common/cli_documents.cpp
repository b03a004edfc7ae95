#include "common/cli_documents.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <stdexcept>

namespace rcs {
namespace {

/// An option as it is documented.
struct documented {
  std::vector<std::string> names;  ///< with their hyphens, short ones first
  std::string value;               ///< placeholder, empty for a flag
  std::vector<std::string> choices;
  std::string preset;  ///< the value without the option; empty: none
  std::string help;
  std::string group;
  bool names_file = false;
};

/// The words among which a placeholder such as `N|auto` lets choose.
std::vector<std::string> choices_in(std::string_view placeholder) {
  std::vector<std::string> made;
  while (!placeholder.empty()) {
    auto const end = std::min(placeholder.find('|'), placeholder.size());
    std::string word{placeholder.substr(0, end)};
    if (std::ranges::any_of(word, [](unsigned char c) { return std::islower(c) != 0; })) made.push_back(word);
    placeholder.remove_prefix(std::min(end + 1, placeholder.size()));
  }
  return made;
}

std::vector<documented> options_of(CLI::App const& app) {
  std::vector<documented> made;
  for (auto const* option : app.get_options()) {
    documented one;
    for (auto const& name : option->get_snames()) one.names.push_back("-" + name);
    for (auto const& name : option->get_lnames()) one.names.push_back("--" + name);
    if (one.names.empty()) continue;  // what stands without a name is in the synopsis
    if (option->get_items_expected_max() != 0) one.value = option->get_type_name();
    one.choices = choices_in(one.value);
    one.preset = option->get_default_str();
    one.help = option->get_description();
    one.group = option->get_group();
    one.names_file = one.value == "FILE" || one.value == "DIR";
    made.push_back(std::move(one));
  }
  return made;
}

std::vector<std::string> groups_of(std::vector<documented> const& options) {
  std::vector<std::string> made;
  for (auto const& one : options) {
    if (std::ranges::find(made, one.group) == made.end()) made.push_back(one.group);
  }
  return made;
}

/// Text as it stands in roff: nothing of it is a request or an escape.
std::string roff(std::string_view text) {
  std::string made;
  for (char const c : text) {
    bool const begins_line = made.empty() || made.back() == '\n';
    if (begins_line && (c == '.' || c == '\'')) made += "\\&";
    if (c == '\\') {
      made += "\\e";
    } else if (c == '-') {
      made += "\\-";
    } else {
      made += c;
    }
  }
  return made;
}

std::string heading_of(documented const& option) {
  std::string made;
  for (auto const& name : option.names) made += fmt::format("{}\\fB{}\\fR", made.empty() ? "" : ", ", roff(name));
  if (!option.value.empty()) made += fmt::format(" \\fI{}\\fR", roff(option.value));
  return made;
}

std::string first_line(std::string_view text) {
  return std::string{text.substr(0, text.find('\n'))};
}

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  return text;
}

/// Text in single quotes of a shell.
std::string in_quotes(std::string_view text) {
  std::string made = "'";
  for (char const c : text) made += c == '\'' ? std::string{"'\\''"} : std::string{c};
  return made + "'";
}

std::string joined(std::vector<std::string> const& words) {
  std::string made;
  for (auto const& word : words) made += (made.empty() ? "" : " ") + word;
  return made;
}

std::string function_name(std::string_view program) {
  std::string made = "_";
  for (char const c : program) made += c == '-' ? '_' : c;
  return made;
}

std::string bash(std::string const& program, std::vector<documented> const& options) {
  std::string choices;
  std::vector<std::string> names;
  for (auto const& one : options) {
    names.insert(names.end(), one.names.begin(), one.names.end());
    if (one.choices.empty()) continue;
    choices += fmt::format("    {}) mapfile -t COMPREPLY < <(compgen -W {} -- \"$current\"); return ;;\n",
                           fmt::join(one.names, "|"), in_quotes(joined(one.choices)));
  }
  auto const function = function_name(program);
  return fmt::format(
      "# Completion of {0} for bash: source this, or put it into the folder of bash-completion.\n"
      "{1}() {{\n"
      "  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}}\n"
      "  case $previous in\n"
      "{2}"
      "  esac\n"
      "  if [[ $current == -* ]]; then\n"
      "    mapfile -t COMPREPLY < <(compgen -W {3} -- \"$current\")\n"
      "  else\n"
      "    mapfile -t COMPREPLY < <(compgen -f -- \"$current\")\n"
      "  fi\n"
      "}}\n"
      "complete -o filenames -F {1} {0}\n",
      program, function, choices, in_quotes(joined(names)));
}

std::string zsh(std::string const& program, std::vector<documented> const& options) {
  // In a specification brackets and colons end what they stand in.
  auto const plain = [](std::string const& text) {
    std::string made;
    for (char const c : text) (c == '[' || c == ']' || c == ':' || c == '\\') ? (made += '\\') += c : made += c;
    return made;
  };
  std::string arguments;
  for (auto const& one : options) {
    for (auto const& name : one.names) {
      auto spec = fmt::format("{}[{}]", name, plain(one.help));
      if (!one.choices.empty()) {
        spec += fmt::format(":{}:({})", plain(one.value), joined(one.choices));
      } else if (!one.value.empty()) {
        spec += fmt::format(":{}:{}", plain(one.value), one.names_file ? "_files" : "");
      }
      arguments += fmt::format("  {} \\\n", in_quotes(spec));
    }
  }
  return fmt::format(
      "#compdef {}\n# Completion for zsh: put it into a folder of $fpath as _{}.\n_arguments \\\n{}  '*:list:_files'\n",
      program, program, arguments);
}

std::string fish(std::string const& program, std::vector<documented> const& options) {
  auto made = fmt::format("# Completion of {} for fish: put it into ~/.config/fish/completions.\n", program);
  for (auto const& one : options) {
    made += fmt::format("complete -c {}", program);
    for (auto const& name : one.names) {
      made += name.starts_with("--") ? fmt::format(" -l {}", name.substr(2)) : fmt::format(" -s {}", name.substr(1));
    }
    if (!one.choices.empty()) {
      made += fmt::format(" -x -a {}", in_quotes(joined(one.choices)));
    } else if (!one.value.empty()) {
      made += one.names_file ? " -r" : " -x";
    }
    made += fmt::format(" -d {}\n", in_quotes(one.help));
  }
  return made;
}

}  // namespace

std::string man_page(CLI::App const& app, std::string_view version) {
  auto const program = app.get_name();
  auto const options = options_of(app);
  auto text = fmt::format(".TH {} 1 \"\" \"{} {}\"\n.SH NAME\n{} \\- {}\n", roff(upper(program)), roff(program),
                          roff(version), roff(program), roff(first_line(app.get_description())));
  text += fmt::format(".SH SYNOPSIS\n\\fB{}\\fR [\\fIOPTIONS\\fR] [\\fIINPUT\\fR...]\n", roff(program));
  text += fmt::format(".SH DESCRIPTION\n{}\n.SH OPTIONS\n", roff(app.get_description()));
  for (auto const& group : groups_of(options)) {
    text += fmt::format(".SS {}\n", roff(group));
    for (auto const& one : options) {
      if (one.group != group) continue;
      text += fmt::format(".TP\n{}\n{}", heading_of(one), roff(one.help));
      text += one.preset.empty() ? "\n" : fmt::format(" (without it: {})\n", roff(one.preset));
    }
  }
  return text + fmt::format(".SH NOTES\n.nf\n{}\n.fi\n", roff(app.get_footer()));
}

std::vector<std::string> completion_shells() {
  return {"bash", "zsh", "fish"};
}

std::string completion(CLI::App const& app, std::string_view shell) {
  auto const options = options_of(app);
  if (shell == "bash") return bash(app.get_name(), options);
  if (shell == "zsh") return zsh(app.get_name(), options);
  if (shell == "fish") return fish(app.get_name(), options);
  throw std::invalid_argument{fmt::format("there are completions for bash, zsh and fish, and not for '{}'", shell)};
}

}  // namespace rcs
