#include "micro/decode_bodies.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <numeric>
#include <random>
#include <string_view>

namespace rcs::bench {
namespace {

constexpr std::size_t answers = 16;

class writer {
 public:
  explicit writer(writing how) : how_{how} {}

  std::string answer() {
    std::vector<std::size_t> order(devices_per_answer);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random_);
    std::string body = pretty() ? "{\n  \"devices\": [" : "{\"devices\":[";
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i != 0) body += ',';
      append_device(body, order[i], i);
    }
    return body + (pretty() ? "\n  ]\n}\n" : "]}");
  }

 private:
  [[nodiscard]] bool pretty() const { return how_ == writing::pretty; }
  std::size_t below(std::size_t bound) { return random_() % bound; }

  void append_device(std::string& body, std::size_t which, std::size_t position) {
    auto fields = fields_of(which);
    if (how_ == writing::worst || (how_ == writing::pairs && position % 2 == 0)) layout_ = random_();
    if (how_ == writing::worst || how_ == writing::pairs) std::shuffle(fields.begin(), fields.end(), layout());
    std::string const margin = pretty() ? "\n      " : "";
    body += pretty() ? "\n    {" : "{";
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (i != 0) body += ',';
      body += margin + spaces(i) + fields[i];
    }
    body += pretty() ? "\n    }" : "}";
  }

  std::vector<std::string> fields_of(std::size_t which) {
    static constexpr std::array<std::string_view, 8> carriers{
        "Example Wireless", "Example Wireless", "Sample Mobile US, Inc.", "Sample Mobile US, Inc.",
        "Another Carrier",  "Cable & Voice",    "Test Telecom LLC",       "Regional Cellular of Nowhere"};
    static constexpr std::array<std::string_view, 4> states{"ACTIVE", "ACTIVE", "INACTIVE", "UNKNOWN"};
    std::string const colon = pretty() ? ": " : ":";
    auto const member = [&](std::string_view key, std::string_view value) {
      return '"' + std::string{key} + '"' + colon + std::string{value};
    };
    auto const quoted = [](std::string_view text) { return '"' + std::string{text} + '"'; };
    bool const has_carrier = how_ != writing::europe && (how_ != writing::mixed || below(2) == 0);
    std::vector<std::string> fields{member("deviceAddress", quoted("+1202" + std::to_string(5'550'000 + which)))};
    if (has_carrier) {
      fields.push_back(member("carrierId", quoted(carriers[below(carriers.size())])));
      fields.push_back(member("carrierStatus", quoted(states[below(states.size())])));
    }
    fields.push_back(member("rcsEnabled", below(2) == 0 ? "true" : "false"));
    return fields;
  }

  [[nodiscard]] std::mt19937_64 layout() const { return std::mt19937_64{layout_}; }
  [[nodiscard]] std::string spaces(std::size_t field) const {
    bool const any = how_ == writing::worst || how_ == writing::pairs;
    return std::string(any ? (layout_ >> (3 * field)) % 4 : 0, ' ');
  }

  writing how_;
  std::mt19937_64 random_{20260401};
  std::uint64_t layout_ = 0;
};

}  // namespace

std::vector<std::string> answers_in(writing how) {
  writer from{how};
  std::vector<std::string> bodies;
  for (std::size_t i = 0; i < answers; ++i) bodies.push_back(from.answer());
  return bodies;
}

}  // namespace rcs::bench
