#include "simulator/error_body.hpp"

#include <fmt/format.h>

namespace rcs::sim {

std::string error_body(error_family family, refusal why, std::string_view message, random_source& chance) {
  auto const& what = info(why);
  bool code_as_text = false;
  if (family == error_family::mixed) {
    auto const drawn = chance.below(4);
    family = drawn < 2 ? error_family::coded : drawn == 2 ? error_family::rcs : error_family::legacy;
    code_as_text = drawn == 1;
  }
  switch (family) {
    case error_family::rcs:
      return fmt::format(R"({{"code":"{}","message":"{}"}})", what.rcs, message);
    case error_family::legacy:
      return fmt::format(R"({{"data":{{"code":"{}","message":"{}"}}}})", what.legacy, message);
    case error_family::coded:
    case error_family::mixed:
      break;
  }
  auto const quote = code_as_text ? "\"" : "";
  return fmt::format(
      R"({{"code":{0}{1}{0},"message":"{2}","data":{{"error":{{"error_code":"{3}","error_message":"{2}"}}}}}})", quote,
      what.code, message, what.token);
}

}  // namespace rcs::sim
