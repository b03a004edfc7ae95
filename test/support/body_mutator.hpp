#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace rcs::test {

/// Spoils the bodies of answers, and most often so that they are JSON still.
class body_mutator {
 public:
  explicit body_mutator(std::uint64_t seed) : random_{seed} {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  void mutate(std::string& body) {
    static constexpr std::array<std::string_view, 14> tokens{
        "null", "true", "[", "]", "{", "}", ",", ":", "\"", "\\u0000", "\\ud800", "1e9", " ", "\xF0\x9F"};
    static constexpr std::array<std::string_view, 6> keys{"devices",       "deviceAddress", "carrierId",
                                                          "carrierStatus", "rcsEnabled",    "other"};
    static constexpr std::array<std::string_view, 10> values{"null",        "true",
                                                             "\"FALSE\"",   "\"+12025550107\"",
                                                             "12025550108", "[]",
                                                             "{}",          "[{\"deviceAddress\":12025550109}]",
                                                             "-1.5",        "\"Ex\\u00e4mple\""};
    std::size_t const at = below(body.size() + 1);
    std::size_t const length = below(24);
    switch (below(10)) {
      case 0:
        if (at < body.size()) body[at] = static_cast<char>(random_());
        break;
      case 1:
        body.erase(at, length);
        break;
      case 2:
        body.insert(below(body.size() + 1), std::string{body.substr(at, length)});
        break;
      case 3:
        body.resize(at);
        break;
      case 4:
        body.insert(at, pick(tokens));
        break;
      default:  // another member at the front of some object: most likely still JSON
        if (auto const brace = body.find('{', at); brace != std::string::npos) {
          std::string const empty = body.find_first_not_of(' ', brace + 1) == body.find('}', brace + 1) ? "" : ",";
          body.insert(brace + 1, '"' + std::string{pick(keys)} + "\":" + std::string{pick(values)} + empty);
        }
    }
  }

 private:
  template <std::size_t Size>
  std::string_view pick(std::array<std::string_view, Size> const& from) {
    return from[below(Size)];
  }

  std::mt19937_64 random_;
};

}  // namespace rcs::test
