#include "simulator/contract.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

namespace {

using namespace rcs::sim;

std::string body_of(std::size_t count, std::vector<std::string> const& more = {}) {
  std::string body = R"({"deviceAddresses":[)";
  for (std::size_t i = 0; i < count; ++i) body += "\"+" + std::to_string(999'000'000'000 + i) + "\",";
  for (auto const& address : more) body += "\"" + address + "\",";
  if (body.back() == ',') body.pop_back();
  return body + "]}";
}

struct asking {
  contract_rules rules;
  address_list numbers;

  ruling operator()(request_view const& request) { return contract{rules, 1}.judge(request, numbers); }
  ruling post(std::string const& body) {
    auto request = bulk();
    request.body = body;
    return (*this)(request);
  }
  ruling get(std::string const& path) {
    auto request = bulk();
    request.method = "GET";
    request.content_type = "";
    request.target = path;
    return (*this)(request);
  }
  static request_view bulk() {
    request_view request;
    request.method = "POST";
    request.target = "/v1/simulator/rcs/lookup";
    request.key = "simulator-key";
    request.content_type = "application/json";
    return request;
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(simulator_contract)

BOOST_AUTO_TEST_CASE(requests_within_the_limits_are_granted) {
  asking ask;
  for (std::size_t const size : {100U, 101U, 499U, 500U}) {
    auto const r = ask.post(body_of(size));
    BOOST_TEST((r.why == refusal::none));
    BOOST_TEST((r.to == resource::bulk));
    BOOST_TEST(ask.numbers.size() == size);
  }
}

BOOST_AUTO_TEST_CASE(requests_outside_the_limits_are_refused) {
  asking ask;
  BOOST_TEST((ask.post(body_of(0)).why == refusal::below_minimum));
  BOOST_TEST((ask.post(body_of(99)).why == refusal::below_minimum));
  BOOST_TEST((ask.post(body_of(501)).why == refusal::above_maximum));
}

BOOST_AUTO_TEST_CASE(one_duplicate_in_a_batch_of_the_minimum_fails_it) {
  asking ask;
  auto const r = ask.post(body_of(99, {"+999000000000"}));
  BOOST_TEST((r.why == refusal::below_minimum));
  BOOST_TEST(r.left_out.repeated == 1U);
}

BOOST_AUTO_TEST_CASE(invalid_addresses_are_dropped_before_the_size_is_checked) {
  asking ask;
  std::vector<std::string> const bad{"",
                                     "+",
                                     "15551234567",
                                     "+0555123456",
                                     "+155512",
                                     "+1555a345678",
                                     "tel:+15551234567",
                                     "+1234567890123456",
                                     "+1 5551234567"};
  auto const short_of_one = ask.post(body_of(99, bad));
  BOOST_TEST((short_of_one.why == refusal::below_minimum));
  BOOST_TEST(short_of_one.left_out.invalid == bad.size());
  auto const enough = ask.post(body_of(500, bad));
  BOOST_TEST((enough.why == refusal::none));
  BOOST_TEST(ask.numbers.size() == 500U);
}

BOOST_AUTO_TEST_CASE(lenient_adds_a_missing_plus) {
  asking ask;
  ask.rules.lenient = true;
  BOOST_TEST((ask.post(body_of(99, {"4155550123"})).why == refusal::none));
  BOOST_TEST(ask.numbers.numbers().back().value() == 4155550123U);
}

BOOST_AUTO_TEST_CASE(a_body_is_exactly_one_list_of_strings) {
  asking ask;
  for (auto const* const body : {"", "{", "nonsense", R"({"deviceAddresses":["+15550100)",
                                 R"({"deviceAddresses":[]} x)", R"({"deviceAddresses":["+15555550100",]})"}) {
    BOOST_TEST((ask.post(body).why == refusal::not_json), body);
  }
  for (auto const* const body :
       {"[]", "{}", "null", R"({"deviceAddresses":"+15555550100"})", R"({"deviceAddresses":[15555550100]})",
        R"({"deviceaddresses":[]})", R"({"deviceAddresses":[],"more":1})", R"({"deviceAddresses":null})"}) {
    BOOST_TEST((ask.post(body).why == refusal::wrong_shape), body);
  }
}

BOOST_AUTO_TEST_CASE(any_spelling_of_json_is_understood) {
  asking ask;
  ask.rules.min = 1;
  for (auto const* const body : {"{ \"deviceAddresses\" : [ \"+15555550100\" , \n\t\"+15555550101\"\r\n] } ",
                                 R"({"deviceAddresses":["\u002b15555550100","+15555550101"]})",
                                 R"({"device\u0041ddresses":["+15555550100","+15555550101"]})"}) {
    BOOST_TEST((ask.post(body).why == refusal::none), body);
    BOOST_TEST(ask.numbers.size() == 2U, body);
  }
}

BOOST_AUTO_TEST_CASE(key_is_checked_before_anything_in_the_body) {
  asking ask;
  auto request = asking::bulk();
  request.key.reset();
  BOOST_TEST((ask(request).why == refusal::key_missing));
  request.key = "other";
  BOOST_TEST((ask(request).why == refusal::key_wrong));
}

BOOST_AUTO_TEST_CASE(content_type_is_json) {
  asking ask;
  auto request = asking::bulk();
  auto const body = body_of(100);
  request.body = body;
  for (auto const* const type : {"", "text/plain", "application/json2", "application/x-www-form-urlencoded"}) {
    request.content_type = type;
    BOOST_TEST((ask(request).why == refusal::content_type), type);
  }
  for (auto const* const type : {"application/json", "Application/JSON", "application/json; charset=utf-8"}) {
    request.content_type = type;
    BOOST_TEST((ask(request).why == refusal::none), type);
  }
}

BOOST_AUTO_TEST_CASE(paths_methods_and_accounts_are_told_apart) {
  asking ask;
  auto request = asking::bulk();
  auto const why = [&](std::string_view method, std::string_view target) {
    request.method = method;
    request.target = target;
    return ask(request).why;
  };
  BOOST_TEST((why("GET", "/v1/simulator/rcs/lookup") == refusal::method));
  BOOST_TEST((why("PUT", "/v1/simulator/rcs/lookup") == refusal::method));
  BOOST_TEST((why("GET", "/v1/simulator/rcs/lookup/bulk") == refusal::method));
  BOOST_TEST((why("POST", "/v1/simulator/rcs/lookup/%2B15555550100") == refusal::method));
  BOOST_TEST((why("POST", "/v1/other/rcs/lookup") == refusal::sid));
  BOOST_TEST((why("POST", "/v1/simulator/rcs/lookup/") == refusal::path));
  BOOST_TEST((why("POST", "/v1/simulator/rcs/lookups") == refusal::path));
  BOOST_TEST((why("POST", "/v1/simulator/rcs") == refusal::path));
  BOOST_TEST((why("POST", "/") == refusal::path));
  BOOST_TEST((why("POST", "/v1/simulator/rcs/lookup?x=1") == refusal::path));
}

BOOST_AUTO_TEST_CASE(an_account_is_percent_encoded_in_the_path) {
  asking ask;
  ask.rules.sid = "a/b c";
  auto request = asking::bulk();
  auto const body = body_of(100);
  request.body = body;
  request.target = "/v1/a%2Fb%20c/rcs/lookup";
  BOOST_TEST((ask(request).why == refusal::none));
}

BOOST_AUTO_TEST_CASE(single_look_up_wants_an_encoded_plus) {
  asking ask;
  BOOST_TEST((ask.get("/v1/simulator/rcs/lookup/%2B15555550100").why == refusal::none));
  BOOST_TEST(ask.numbers.numbers().front().value() == 15555550100U);
  BOOST_TEST((ask.get("/v1/simulator/rcs/lookup/%2b15555550100").why == refusal::none));
  for (auto const* const address : {"+15555550100", "15555550100", "%2B", "%2B0555555", "%2B1555555010x", "hello"}) {
    BOOST_TEST((ask.get("/v1/simulator/rcs/lookup/" + std::string{address}).why == refusal::bad_address), address);
  }
}

BOOST_AUTO_TEST_CASE(more_numbers_than_the_payload_limit_are_too_large) {
  asking ask;
  ask.rules.max_numbers_413 = 250;
  BOOST_TEST((ask.post(body_of(250)).why == refusal::none));
  BOOST_TEST((ask.post(body_of(251)).why == refusal::too_many_numbers));
}

BOOST_AUTO_TEST_CASE(a_longer_body_than_allowed_is_too_large) {
  asking ask;
  ask.rules.max_body = body_of(100).size();
  BOOST_TEST((ask.post(body_of(100)).why == refusal::none));
  BOOST_TEST((ask.post(body_of(101)).why == refusal::body_too_large));
}

BOOST_AUTO_TEST_CASE(a_poison_number_fails_every_request_it_is_in) {
  asking ask;
  ask.rules.poison = 0.004;
  auto const r = ask.post(body_of(500));
  BOOST_REQUIRE((r.why == refusal::poison));
  BOOST_REQUIRE(static_cast<bool>(r.culprit));
  auto const single = ask.get("/v1/simulator/rcs/lookup/%2B" + std::to_string(r.culprit.value()));
  BOOST_TEST((single.why == refusal::poison));
  BOOST_TEST((single.culprit == r.culprit));
}

BOOST_AUTO_TEST_CASE(numbers_dropped_upstream_can_bring_a_batch_under_the_minimum) {
  asking ask;
  ask.rules.dropped = 0.02;
  auto const full = ask.post(body_of(500));
  BOOST_TEST((full.why == refusal::none));
  BOOST_TEST(full.distinct == 500U);
  auto const kept = ask.numbers.size();
  BOOST_TEST(kept < 500U);
  BOOST_TEST(kept > 470U);
  ask.rules.dropped = 0.5;
  BOOST_TEST((ask.post(body_of(100)).why == refusal::dropped_below_minimum));
}

BOOST_AUTO_TEST_SUITE_END()
