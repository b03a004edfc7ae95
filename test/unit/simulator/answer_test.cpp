#include "simulator/answer.hpp"

#include <algorithm>
#include <boost/json.hpp>
#include <boost/test/unit_test.hpp>
#include <map>
#include <string>
#include <vector>

#include "simulator/asked_set.hpp"

namespace {

using namespace rcs::sim;
using rcs::number;

std::vector<number> many(std::size_t count) {
  std::vector<number> numbers;
  for (std::size_t i = 0; i < count; ++i) numbers.push_back(*number::from_value(999'000'000'000 + i * 7919));
  return numbers;
}

struct answering {
  answer_rules rules;
  std::uint64_t seed = 1;
  answered_numbers told;

  std::string text(std::span<number const> numbers, std::span<std::uint8_t const> history = {}) {
    text_buffer body;
    random_source chance{7};
    told.clear();
    answer_writer{rules, seed}.bulk(numbers, history, chance, body, told);
    return std::string{body.view()};
  }
  boost::json::array devices(std::span<number const> numbers, std::span<std::uint8_t const> history = {}) {
    return boost::json::parse(text(numbers, history)).at("devices").as_array();
  }
};

std::string address(boost::json::value const& device) {
  return std::string{device.at("deviceAddress").as_string()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_answer)

BOOST_AUTO_TEST_CASE(every_number_is_answered_in_the_order_asked) {
  answering a;
  auto const numbers = many(500);
  auto const devices = a.devices(numbers);
  BOOST_REQUIRE(devices.size() == 500U);
  for (std::size_t i = 0; i < 500; ++i) BOOST_TEST(address(devices[i]) == numbers[i].to_string());
  BOOST_TEST(a.told.given.size() == 500U);
}

BOOST_AUTO_TEST_CASE(a_number_has_the_same_answer_every_time_and_another_with_another_seed) {
  answering a;
  auto const numbers = many(500);
  auto const first = a.text(numbers);
  BOOST_TEST(first == a.text(numbers));
  auto const all = a.devices(numbers);
  BOOST_TEST(all[499] == a.devices(std::span{numbers}.subspan(499)).at(0));
  a.seed = 2;
  BOOST_TEST(first != a.text(numbers));
}

BOOST_AUTO_TEST_CASE(the_mix_of_values_is_as_configured) {
  answering a;
  std::map<std::string, int> carriers, statuses;
  int enabled = 0;
  for (auto const& device : a.devices(many(20'000))) {
    ++carriers[std::string{device.at("carrierId").as_string()}];
    ++statuses[std::string{device.at("carrierStatus").as_string()}];
    enabled += device.at("rcsEnabled").as_bool() ? 1 : 0;
  }
  BOOST_TEST(enabled > 20'000 * 0.61);
  BOOST_TEST(enabled < 20'000 * 0.63);
  BOOST_TEST(carriers.size() == 8U);
  BOOST_TEST(statuses.size() == 3U);
}

BOOST_AUTO_TEST_CASE(numbers_of_every_length_are_written_right) {
  answering a;
  std::vector<number> numbers;
  for (std::uint64_t value = 1'000'000; value <= number::max_value; value = value * 10 + 7) {
    numbers.push_back(*number::from_value(value));
  }
  numbers.push_back(*number::from_value(number::max_value));
  auto const devices = a.devices(numbers);
  for (std::size_t i = 0; i < numbers.size(); ++i) BOOST_TEST(address(devices[i]) == numbers[i].to_string());
}

BOOST_AUTO_TEST_CASE(european_answers_have_no_carrier) {
  answering a;
  a.rules.shape = device_shape::eu;
  for (auto const& device : a.devices(many(100))) {
    BOOST_TEST(device.as_object().size() == 2U);
    BOOST_TEST(device.as_object().contains("rcsEnabled"));
  }
}

BOOST_AUTO_TEST_CASE(addresses_come_in_every_style) {
  answering a;
  auto const numbers = many(1);
  std::map<address_style, std::string> const wanted{{address_style::plus, "+999000000000"},
                                                    {address_style::bare, "999000000000"},
                                                    {address_style::tel, "tel:+999000000000"},
                                                    {address_style::chat, "chat:999000000000"}};
  for (auto const& [style, text] : wanted) {
    a.rules.addresses = style;
    BOOST_TEST(address(a.devices(numbers).at(0)) == text);
  }
}

BOOST_AUTO_TEST_CASE(booleans_can_be_strings_and_layout_pretty) {
  answering a;
  a.rules.booleans = boolean_style::string;
  a.rules.pretty = true;
  for (auto const& device : a.devices(many(100))) BOOST_TEST(device.at("rcsEnabled").is_string());
  BOOST_TEST(a.text(many(1)).find("\n      \"deviceAddress\": \"+") != std::string::npos);
  BOOST_TEST(a.devices({}).empty());
}

BOOST_AUTO_TEST_CASE(shuffled_answers_hold_the_same_numbers) {
  answering a;
  a.rules.shuffle = true;
  auto const numbers = many(200);
  auto const devices = a.devices(numbers);
  std::map<std::string, int> seen;
  for (auto const& device : devices) ++seen[address(device)];
  BOOST_TEST(seen.size() == 200U);
  std::size_t in_place = 0;
  for (std::size_t i = 0; i < 200; ++i) in_place += address(devices[i]) == numbers[i].to_string() ? 1U : 0U;
  BOOST_TEST(in_place < 20U);
}

BOOST_AUTO_TEST_CASE(missing_numbers_are_missing_for_ever) {
  answering a;
  a.rules.missing = 0.1;
  auto const numbers = many(1000);
  auto const answered = a.devices(numbers).size();
  BOOST_TEST(answered > 860U);
  BOOST_TEST(answered < 940U);
  std::vector<std::uint8_t> const withheld(numbers.size(), asked_set::asked | asked_set::withheld);
  BOOST_TEST(a.devices(numbers, withheld).size() == answered);
  BOOST_TEST(a.told.given.size() == answered);
}

BOOST_AUTO_TEST_CASE(numbers_missing_once_come_back_when_they_were_withheld) {
  answering a;
  a.rules.missing_once = 0.1;
  auto const numbers = many(1000);
  auto const answered = a.devices(numbers).size();
  BOOST_TEST(answered < 940U);
  BOOST_TEST(a.told.withheld.size() == 1000U - answered);
  std::vector<std::uint8_t> history(numbers.size(), asked_set::asked);
  BOOST_TEST(a.devices(numbers, history).size() == answered);
  std::fill(history.begin(), history.end(), asked_set::asked | asked_set::withheld);
  BOOST_TEST(a.devices(numbers, history).size() == 1000U);
}

BOOST_AUTO_TEST_CASE(repeats_agree_and_conflicts_do_not) {
  answering a;
  auto const numbers = many(1);
  a.rules.repeat = 1;
  auto const twice = a.devices(numbers);
  BOOST_REQUIRE(twice.size() == 2U);
  BOOST_TEST(twice[0] == twice[1]);
  a.rules.repeat = 0;
  a.rules.conflict = 1;
  for (double const indeterminate : {0.0, 1.0}) {
    a.rules.indeterminate = indeterminate;
    for (auto const n : many(50)) {
      auto const torn = a.devices({&n, 1});
      BOOST_REQUIRE(torn.size() == 2U);
      BOOST_TEST(address(torn[0]) == address(torn[1]));
      BOOST_TEST(torn[0] != torn[1]);
    }
  }
}

BOOST_AUTO_TEST_CASE(indeterminate_answers_are_null_or_absent) {
  answering a;
  a.rules.indeterminate = 1;
  std::size_t null = 0, absent = 0;
  for (auto const& device : a.devices(many(200))) {
    auto const* const value = device.as_object().if_contains("rcsEnabled");
    if (value == nullptr) {
      ++absent;
    } else {
      BOOST_TEST(value->is_null());
      ++null;
    }
  }
  BOOST_TEST(null > 50U);
  BOOST_TEST(absent > 50U);
}

BOOST_AUTO_TEST_CASE(extra_devices_are_nobodys) {
  answering a;
  a.rules.extra = 1;
  auto const devices = a.devices(many(10));
  BOOST_REQUIRE(devices.size() == 20U);
  for (std::size_t i = 1; i < 20; i += 2) BOOST_TEST(address(devices[i]).size() == 16U);
  BOOST_TEST(a.told.given.size() == 10U);
}

BOOST_AUTO_TEST_CASE(a_single_answer_is_a_bare_device_or_a_list) {
  answering a;
  auto const n = many(1).front();
  for (auto const shape : {single_shape::bare, single_shape::devices}) {
    a.rules.single = shape;
    text_buffer body;
    random_source chance{1};
    BOOST_TEST((answer_writer{a.rules, 1}.single(n, {}, chance, body, a.told)));
    auto const json = boost::json::parse(boost::json::string_view{body.view().data(), body.size()});
    BOOST_TEST(json.as_object().contains("devices") == (shape == single_shape::devices));
    BOOST_TEST(address(shape == single_shape::bare ? json : json.at("devices").at(0)) == n.to_string());
  }
}

BOOST_AUTO_TEST_CASE(a_missing_single_is_an_empty_list_or_not_found) {
  answering a;
  a.rules.missing = 1;
  auto const n = many(1).front();
  text_buffer body;
  random_source chance{1};
  BOOST_TEST((answer_writer{a.rules, 1}.single(n, {}, chance, body, a.told)));
  BOOST_TEST(body.view() == R"({"devices":[]})");
  a.rules.missing_single = single_missing::not_found;
  body.clear();
  BOOST_TEST(!(answer_writer{a.rules, 1}.single(n, {}, chance, body, a.told)));
  BOOST_TEST(body.size() == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
