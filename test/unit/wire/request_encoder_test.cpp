#include "wire/request_encoder.hpp"

#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>
#include <vector>

#include "rcs/version.hpp"
#include "support/count_allocations.hpp"

BOOST_AUTO_TEST_SUITE(request_encoder)

namespace {

constexpr auto bulk_path = "/v1/{sid}/rcs/lookup";
constexpr auto single_path = "/v1/{sid}/rcs/lookup/{address}";
constexpr auto key = "test-key";

rcs::batch batch_of(rcs::batch::endpoint to, std::vector<std::uint64_t> const& values) {
  std::vector<rcs::entry> entries;
  for (auto const value : values) entries.emplace_back(rcs::number::from_value(value).value(), entries.size() + 1);
  return {to, std::move(entries)};
}

rcs::batch bulk_of(std::vector<std::uint64_t> const& values) {
  return batch_of(rcs::batch::endpoint::bulk, values);
}

/// `count` numbers of 7 to 15 digits; `digits` 0: of all lengths.
std::vector<std::uint64_t> numbers(std::size_t count, unsigned digits = 0) {
  std::vector<std::uint64_t> values;
  for (std::size_t i = 0; i < count; ++i) {
    std::uint64_t value = 1;
    for (std::size_t d = digits != 0 ? digits : 7 + i % 9; d > 1; --d) value *= 10;
    values.push_back(value + i);
  }
  return values;
}

struct request {
  std::string head;
  std::string body;
};

request take_apart(std::string const& bytes) {
  auto const end = bytes.find("\r\n\r\n");
  BOOST_REQUIRE(end != std::string::npos);
  return {bytes.substr(0, end + 4), bytes.substr(end + 4)};
}

rcs::request_encoder encoder_for(std::string_view sid = "SID1") {
  return {"api.example.com:8443", bulk_path, single_path, sid};
}

std::string first_line(rcs::request_encoder const& encoder, rcs::batch const& asked) {
  std::string out;
  encoder.encode(asked, key, out);
  return out.substr(0, out.find('\r'));
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_bulk_request_is_exactly_this) {
  std::string out = "left over";
  encoder_for().encode(bulk_of({12025550100, 1234567, 999999999999999}), key, out);
  BOOST_TEST(out ==
             "POST /v1/SID1/rcs/lookup HTTP/1.1\r\n"
             "Host: api.example.com:8443\r\n"
             "User-Agent: rcs-lookup/" +
                 std::string{rcs::version} +
                 "\r\n"
                 "Accept: application/json\r\n"
                 "Accept-Encoding: identity\r\n"
                 "Content-Type: application/json\r\n"
                 "api-key: test-key\r\n"
                 "Content-Length: 66\r\n"
                 "\r\n"
                 "{\"deviceAddresses\":[\"+12025550100\",\"+1234567\",\"+999999999999999\"]}");
}

BOOST_AUTO_TEST_CASE(a_single_request_is_exactly_this) {
  std::string out = "left over";
  encoder_for().encode(batch_of(rcs::batch::endpoint::single, {12025550100}), key, out);
  BOOST_TEST(out ==
             "GET /v1/SID1/rcs/lookup/%2B12025550100 HTTP/1.1\r\n"
             "Host: api.example.com:8443\r\n"
             "User-Agent: rcs-lookup/" +
                 std::string{rcs::version} +
                 "\r\n"
                 "Accept: application/json\r\n"
                 "Accept-Encoding: identity\r\n"
                 "Content-Type: application/json\r\n"
                 "api-key: test-key\r\n"
                 "\r\n");
}

BOOST_AUTO_TEST_CASE(length_and_body_are_right_for_every_size) {
  auto const encoder = encoder_for();
  std::string out;
  // 50 to 100 and 500 to 900 numbers are where the length's own digits differ from the longest possible.
  for (std::size_t count :
       {1U, 2U, 3U, 4U, 5U, 6U, 7U, 49U, 50U, 60U, 70U, 80U, 99U, 100U, 499U, 500U, 600U, 900U, 1000U}) {
    for (unsigned const digits : {0U, 7U, 11U, 15U}) {
      auto const values = numbers(count, digits);
      encoder.encode(bulk_of(values), key, out);
      auto const [head, body] = take_apart(out);
      BOOST_TEST_CONTEXT(count << " numbers of " << digits << " digits") {
        BOOST_TEST(head.find("\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n") != std::string::npos);
        auto const document = boost::json::parse(body);
        auto const& addresses = document.at("deviceAddresses").as_array();
        BOOST_REQUIRE(addresses.size() == count);
        bool same = document.as_object().size() == 1;
        for (std::size_t i = 0; i < count; ++i)
          same = same && addresses[i].as_string() == "+" + std::to_string(values[i]);
        BOOST_TEST(same);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_warm_buffer_allocates_nothing) {
  auto const encoder = encoder_for();
  auto const bulk = bulk_of(numbers(500, 11));
  auto const single = batch_of(rcs::batch::endpoint::single, {12025550100});
  std::string out;
  encoder.encode(bulk, key, out);
  std::size_t const before = rcs::test::allocations();
  for (int i = 0; i < 10; ++i) {
    encoder.encode(bulk, key, out);
    encoder.encode(single, key, out);
  }
  BOOST_TEST(rcs::test::allocations() == before);
}

BOOST_AUTO_TEST_CASE(a_sid_cannot_leave_its_place_in_the_path) {
  auto const line = [](std::string_view sid) { return first_line(encoder_for(sid), bulk_of({12025550100})); };
  BOOST_TEST(line("A/../b") == "POST /v1/A%2F..%2Fb/rcs/lookup HTTP/1.1");
  BOOST_TEST(line("a b\r\nX: y") == "POST /v1/a%20b%0D%0AX%3A%20y/rcs/lookup HTTP/1.1");
  BOOST_TEST(line("a?b#c%2f") == "POST /v1/a%3Fb%23c%252f/rcs/lookup HTTP/1.1");
  BOOST_TEST(line("{address}{sid}") == "POST /v1/%7Baddress%7D%7Bsid%7D/rcs/lookup HTTP/1.1");
  BOOST_TEST(line("\xC3\xA9") == "POST /v1/%C3%A9/rcs/lookup HTTP/1.1");
  BOOST_TEST(line("aZ09-._~") == "POST /v1/aZ09-._~/rcs/lookup HTTP/1.1");
  for (auto const* sid : {"", ".", ".."}) BOOST_CHECK_THROW(encoder_for(sid), std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(other_paths_can_be_given) {
  rcs::request_encoder const encoder{"h", "/v1/{sid}/rcs/lookup/bulk?of={sid}", "/{address}/of/{sid}", "S"};
  BOOST_TEST(first_line(encoder, bulk_of({12025550100})) == "POST /v1/S/rcs/lookup/bulk?of=S HTTP/1.1");
  BOOST_TEST(first_line(encoder, batch_of(rcs::batch::endpoint::single, {1234567})) == "GET /%2B1234567/of/S HTTP/1.1");
}

BOOST_AUTO_TEST_CASE(a_bad_path_is_refused_by_name) {
  auto const refusal = [](std::string_view bulk, std::string_view single) -> std::string {
    try {
      rcs::request_encoder const taken{"h", bulk, single, "S"};
      return "taken";
    } catch (std::invalid_argument const& error) {
      return error.what();
    }
  };
  for (auto const* bad : {"", "v1/{sid}", "/v1", "/v1/{sid}/{address}", "/v1/{sid}/{other}", "/v1/{sid}/{",
                          "/v1/{sid}}", "/v1/{sid} HTTP/1.1", "/v1/{sid}\r\nX: y", "/v1/{sid}\t", "/v1/{sid}/\x7f",
                          "/v1/{sid}/\xC3\xA9", "/v1/{sid}#x", "/v1/{{sid}}", "/v1/{SID}"}) {
    BOOST_TEST_CONTEXT(bad) BOOST_TEST(refusal(bad, single_path).starts_with("the bulk path"));
  }
  for (auto const* bad : {"", "/v1/{sid}", "/v1/{address}", "/v1/{sid}/{address}/{address}", "/v1/{sid}/{address}/{x}",
                          "/v1/{sid}/{addr{address}ess}", "/v1/{sid}/{address} "}) {
    BOOST_TEST_CONTEXT(bad) BOOST_TEST(refusal(bulk_path, bad).starts_with("the single path"));
  }
}

BOOST_AUTO_TEST_CASE(a_host_that_would_break_the_head_is_refused) {
  for (auto const* host : {"", "h\r\nX: y", "a b"}) {
    BOOST_CHECK_THROW((rcs::request_encoder{host, bulk_path, single_path, "S"}), std::invalid_argument);
  }
}

BOOST_AUTO_TEST_CASE(a_key_that_cannot_be_sent_is_refused_without_being_told) {
  BOOST_CHECK_NO_THROW(rcs::request_encoder::check_key("0aZ!~-_"));
  for (std::string const bad :
       {"", "hidden\n", "hid den", "hidden\r\nX: y", "\thidden", "hidd\xC3\xA9n", "hidden\x7f"}) {
    BOOST_CHECK_EXCEPTION(rcs::request_encoder::check_key(bad), std::invalid_argument, [](auto const& error) {
      return std::string_view{error.what()}.find("hid") == std::string_view::npos;
    });
  }
  BOOST_CHECK_THROW(rcs::request_encoder::check_key(std::string_view("hid\0den", 7)), std::invalid_argument);
}

BOOST_AUTO_TEST_SUITE_END()
