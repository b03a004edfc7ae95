#include "simulator/http_head.hpp"

#include <boost/test/unit_test.hpp>

#include "simulator/error_body.hpp"

BOOST_AUTO_TEST_SUITE(simulator_http_head)

using namespace rcs::sim;

BOOST_AUTO_TEST_CASE(dates_have_the_form_of_rfc_9110) {
  std::chrono::sys_seconds const then{std::chrono::seconds{784111777}};
  BOOST_TEST(http_date(then) == "Sun, 06 Nov 1994 08:49:37 GMT");
}

BOOST_AUTO_TEST_CASE(a_head_is_put_right_before_its_body) {
  text_buffer body;
  body.append("{}");
  http_head head;
  head.extra = "Retry-After: 3\r\n";
  head.close = true;
  auto const size = prepend_head(head, "today", body);
  BOOST_TEST(body.view() ==
             "HTTP/1.1 200 OK\r\nDate: today\r\nServer: rcs-sim\r\nContent-Type: application/json\r\n"
             "Content-Length: 2\r\nRetry-After: 3\r\nConnection: close\r\n\r\n{}");
  BOOST_TEST(size == body.size() - 2);
}

BOOST_AUTO_TEST_CASE(http_1_0_has_no_length_and_204_no_body) {
  text_buffer body;
  http_head head;
  head.http10 = true;
  prepend_head(head, "today", body);
  BOOST_TEST(body.view().starts_with("HTTP/1.0 200 OK\r\n"));
  BOOST_TEST((body.view().find("Content-Length") == std::string_view::npos));
  body.clear();
  http_head empty;
  empty.status = 204;
  prepend_head(empty, "today", body);
  BOOST_TEST(body.view() == "HTTP/1.1 204 No Content\r\nDate: today\r\nServer: rcs-sim\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(chunks_hold_the_whole_body) {
  text_buffer body;
  body.append(std::string(5000, 'x'));
  cut_into_chunks(body);
  BOOST_TEST(body.view() ==
             "1000\r\n" + std::string(4096, 'x') + "\r\n388\r\n" + std::string(904, 'x') + "\r\n0\r\n\r\n");
  body.clear();
  cut_into_chunks(body);
  BOOST_TEST(body.view() == "0\r\n\r\n");
}

BOOST_AUTO_TEST_CASE(errors_come_in_three_families) {
  random_source chance{1};
  BOOST_TEST(error_body(error_family::coded, refusal::poison, "m", chance) ==
             R"({"code":1417,"message":"m","data":{"error":{"error_code":"INVALID_NUMBER","error_message":"m"}}})");
  BOOST_TEST(error_body(error_family::rcs, refusal::not_json, "m", chance) == R"({"code":"RCS701","message":"m"})");
  BOOST_TEST(error_body(error_family::legacy, refusal::key_wrong, "m", chance) ==
             R"({"data":{"code":"LKP401","message":"m"}})");
  bool code_as_text = false, rcs = false, legacy = false;
  for (int i = 0; i < 50; ++i) {
    auto const body = error_body(error_family::mixed, refusal::poison, "m", chance);
    code_as_text = code_as_text || body.starts_with(R"({"code":"1417")");
    rcs = rcs || body.starts_with(R"({"code":"RCS)");
    legacy = legacy || body.starts_with(R"({"data")");
  }
  BOOST_TEST((code_as_text && rcs && legacy));
}

BOOST_AUTO_TEST_CASE(every_refusal_is_listed_under_its_name) {
  BOOST_TEST(info(refusal::path).name == "path");
  BOOST_TEST(info(refusal::bad_address).name == "bad_address");
  BOOST_TEST(info(refusal::poison).name == "poison");
  BOOST_TEST(info(refusal::not_found).name == "not_found");
}

BOOST_AUTO_TEST_SUITE_END()
