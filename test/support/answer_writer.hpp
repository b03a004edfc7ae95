#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rcs::test {

/// Writes answers in every way an upstream may: each has a style, from which a share of its devices departs.
class answer_writer {
 public:
  explicit answer_writer(std::uint64_t seed) : random_{seed} {}

  std::size_t below(std::size_t bound) { return random_() % bound; }

  std::string write(std::size_t devices) {
    style const usual = any_style();
    std::size_t const strange_of_100 = pick(std::array<std::size_t, 5>{0, 0, 2, 30, 100});
    std::string body = below(4) == 0 ? R"({"code": "200", "devices")" : R"({"devices")";
    body += usual.colon + "[";
    for (std::size_t i = 0; i < devices; ++i) {
      if (i != 0) body += ",";
      if (below(100) >= strange_of_100) {
        append_device(body, usual);
      } else if (below(3) != 0) {
        append_device(body, any_style());
      } else {
        body += strange_element();
      }
    }
    body += usual.before_brace + "]";
    if (below(4) == 0) body += R"(,"count":12)";
    return body + "}";
  }

 private:
  struct style {
    std::string before_brace, before_key, colon, before_address;
    bool quoted_address = true;
    bool quoted_enabled = false;
    std::vector<std::string_view> keys;
    std::size_t odd_values_of_100 = 0;
  };

  template <class T, std::size_t Size>
  T pick(std::array<T, Size> const& from) {
    return from[below(Size)];
  }

  style any_style() {
    style s;
    s.before_brace = pick(std::array<std::string_view, 4>{"", "", " ", "\n    "});
    s.before_key = pick(std::array<std::string_view, 4>{"", "", "\t", "\n      "});
    s.colon = pick(std::array<std::string_view, 3>{":", ": ", " : "});
    s.before_address = pick(std::array<std::string_view, 5>{"+", "", "tel:+", "chat:", "chat:+"});
    s.quoted_address = below(6) != 0;
    s.quoted_enabled = below(3) == 0;
    s.keys = {"deviceAddress"};
    if (below(4) != 0) s.keys.insert(s.keys.end(), {"carrierId", "carrierStatus"});
    if (below(8) != 0) s.keys.push_back("rcsEnabled");
    if (below(6) == 0) s.keys.push_back("note");
    if (below(8) == 0) s.keys.push_back("count");
    if (below(20) == 0) s.keys.push_back(s.keys[below(s.keys.size())]);
    if (below(3) == 0) std::shuffle(s.keys.begin(), s.keys.end(), random_);
    s.odd_values_of_100 = pick(std::array<std::size_t, 4>{0, 0, 1, 20});
    return s;
  }

  void append_device(std::string& body, style const& s) {
    body += s.before_brace + "{";
    for (std::size_t i = 0; i < s.keys.size(); ++i) {
      if (i != 0) body += ",";
      body += s.before_key + '"' + std::string{s.keys[i]} + '"' + s.colon + value_of(s.keys[i], s);
    }
    body += s.before_key + "}";
  }

  std::string value_of(std::string_view key, style const& s) {
    if (below(100) < s.odd_values_of_100) return odd_value();
    if (key == "deviceAddress") {
      std::string const digits = below(8) == 0 ? any_digits() : "1202555" + std::to_string(1000 + below(9000));
      return s.quoted_address ? '"' + s.before_address + digits + '"' : digits;
    }
    if (key == "rcsEnabled") {
      std::string const word = below(2) == 0 ? "true" : "false";
      return s.quoted_enabled ? '"' + word + '"' : word;
    }
    if (key == "carrierStatus") {
      return pick(std::array<std::string, 3>{R"("ACTIVE")", R"("INACTIVE")", R"("UNKNOWN")"});
    }
    if (key == "count") return std::to_string(below(3));
    if (below(10) == 0) return '"' + std::string(below(80), static_cast<char>('a' + below(26))) + '"';
    return pick(std::array<std::string, 4>{R"("Example Wireless")", R"("Sample Mobile")", R"("")",
                                           R"("A Carrier With Quite a Long Name (Example), LLC")"});
  }

  std::string any_digits() {
    std::string digits;
    for (std::size_t count = 1 + below(20); digits.size() < count;) digits += static_cast<char>('0' + below(10));
    return digits;
  }

  std::string odd_value() {
    return pick(std::array<std::string, 18>{
        "null", "true", "false", "0", "-1.5e7", "12025550100", R"("TRUE")", R"("truE")", R"("\u0074rue")",
        R"("+12025550100")", R"("\u002b12025550100")", "\"Ex\xC3\xA4mple\"", "\"\xFF\"", R"("a\"}b")", R"("}")",
        R"({"carrierId":"}"})", R"([{"deviceAddress":"+12025550109"}])", "\"Exa\\\\\""});
  }

  std::string strange_element() {
    return pick(std::array<std::string, 9>{"null", "1", R"("}")", R"("a\"}")", "{}", "[]", "[{}]",
                                           R"({"deviceAddress":"nobody"})", R"({"deviceAddress":"+12025550108"} )"});
  }

  std::mt19937_64 random_;
};

}  // namespace rcs::test
