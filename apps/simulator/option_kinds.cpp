#include "simulator/option_kinds.hpp"

#include <charconv>
#include <optional>

#include "common/duration_text.hpp"

namespace rcs::sim {
namespace {

std::optional<double> parse_share(std::string_view text) noexcept {
  if (text.empty() || text == "true") return 1;
  if (text == "false") return 0;
  double scale = 1;
  if (text.ends_with('%')) {
    text.remove_suffix(1);
    scale = 100;
  }
  double share = 0;
  auto const* const all = text.data() + text.size();
  auto const [end, ec] = std::from_chars(text.data(), all, share);
  if (ec != std::errc{} || end != all) return std::nullopt;
  return share / scale;
}

}  // namespace

CLI::Option* add_share(CLI::App& app, std::string const& name, double& into, std::string const& help) {
  return app
      .add_option_function<std::string>(
          name,
          [&into, name](std::string const& given) {
            auto const share = parse_share(given);
            if (!share || !(*share >= 0 && *share <= 1)) {
              throw CLI::ValidationError{name, "'" + given + "' is no share (0 to 1, or 10%)"};
            }
            into = *share;
          },
          help)
      ->type_name("P")
      ->expected(0, 1);
}

CLI::Option* add_duration(CLI::App& app, std::string const& name, duration& into, std::string const& help) {
  return app
      .add_option_function<std::string>(
          name,
          [&into, name](std::string const& given) {
            auto const parsed = parse_duration(given);
            if (!parsed) throw CLI::ValidationError{name, "'" + given + "' is no time (such as 250us, 20ms, 1.5s, 2m)"};
            into = *parsed;
          },
          help)
      ->type_name("TIME");
}

}  // namespace rcs::sim
