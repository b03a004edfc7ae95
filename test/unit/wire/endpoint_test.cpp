#include "wire/endpoint.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

BOOST_AUTO_TEST_SUITE(endpoint)

namespace {

/// The message a URL is refused with.
template <class Endpoint>
std::string refusal(std::string_view url) {
  try {
    Endpoint const taken{url};
    return "taken: " + taken.host;
  } catch (std::invalid_argument const& error) {
    return error.what();
  }
}

bool contains(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_CASE(a_host_without_a_port_is_reached_at_443) {
  rcs::endpoint const e{"https://rcs-api.na.example.com"};
  BOOST_TEST(e.host == "rcs-api.na.example.com");
  BOOST_TEST(e.port == 443);
  BOOST_TEST(e.host_header == "rcs-api.na.example.com");
  BOOST_TEST(!e.is_address);
}

BOOST_AUTO_TEST_CASE(a_port_other_than_443_is_part_of_the_host_field) {
  rcs::endpoint const e{"https://localhost:8443/"};
  BOOST_TEST(e.host == "localhost");
  BOOST_TEST(e.port == 8443);
  BOOST_TEST(e.host_header == "localhost:8443");
  BOOST_TEST(rcs::endpoint{"https://localhost:443"}.host_header == "localhost");
}

BOOST_AUTO_TEST_CASE(scheme_and_host_are_understood_in_any_case) {
  BOOST_TEST(rcs::endpoint{"HTTPS://Api.Example.COM"}.host == "api.example.com");
}

BOOST_AUTO_TEST_CASE(ip_literals_are_known_as_addresses) {
  rcs::endpoint const v4{"https://127.0.0.1:8443"};
  BOOST_TEST(v4.is_address);
  BOOST_TEST(v4.host_header == "127.0.0.1:8443");
  rcs::endpoint const v6{"https://[2001:DB8::1]:8443"};
  BOOST_TEST(v6.is_address);
  BOOST_TEST(v6.host == "2001:db8::1");
  BOOST_TEST(v6.host_header == "[2001:db8::1]:8443");
  BOOST_TEST(rcs::endpoint{"https://[::1]"}.host_header == "[::1]");
}

BOOST_AUTO_TEST_CASE(what_is_not_scheme_host_and_port_is_refused) {
  for (std::string const url : {"",
                                "https://",
                                "https:///",
                                "http://api.example.com",
                                "api.example.com",
                                "https://:443",
                                "https://api.example.com:",
                                "https://api.example.com:0",
                                "https://api.example.com:65536",
                                "https://api.example.com:+44",
                                "https://api.example.com:44x",
                                "https://api.example.com:443:443",
                                "https://api.example.com/v1",
                                "https://api.example.com//",
                                "https://api.example.com?x",
                                "https://api.example.com#x",
                                "https://api example.com",
                                "https://api.example.com\r\nX: y",
                                "https://api.example.com\t",
                                "https://api..example.com",
                                "https://.example.com",
                                "https://example.com.",
                                "https://-api.example.com",
                                "https://b\xC3\xBC"
                                "cher.example",
                                "https://api%2eexample.com",
                                "https://api{pod}.example.com",
                                "https://2001:db8::1",
                                "https://[2001:db8::1",
                                "https://[]",
                                "https://[::1]x",
                                "https://[fe80::1%eth0]",
                                "https://127.1",
                                "https://256.0.0.1",
                                "https://12345"}) {
    BOOST_TEST_CONTEXT(url) {
      BOOST_CHECK_THROW(rcs::endpoint{url}, std::invalid_argument);
      BOOST_CHECK_THROW(rcs::proxy_endpoint{"http" + url.substr(std::min<std::size_t>(url.size(), 5))},
                        std::invalid_argument);
    }
  }
  BOOST_CHECK_THROW(rcs::endpoint{std::string_view("https://api\0.example.com", 24)}, std::invalid_argument);
  BOOST_CHECK_THROW(rcs::endpoint{"https://user@api.example.com"}, std::invalid_argument);
  BOOST_CHECK_THROW(rcs::endpoint{"https://" + std::string(64, 'a') + ".example"}, std::invalid_argument);
}

BOOST_AUTO_TEST_CASE(a_refusal_says_what_is_wrong_and_never_quotes) {
  std::string const path = refusal<rcs::endpoint>("https://api.example.com/v1");
  BOOST_TEST(contains(path, "the endpoint must be https://host[:port]"), path);
  BOOST_TEST(contains(path, "a path"), path);
  std::string const user = refusal<rcs::endpoint>("https://me:hidden@api.example.com");
  BOOST_TEST(contains(user, "user name"), user);
  BOOST_TEST(!contains(user, "hidden"), user);
  for (auto const* url : {"http://me:hidden@proxy.example:0", "http://me:hid%zzden@proxy.example",
                          "http://:hidden@proxy.example", "http://me:hidden@proxy.example/x", "me:hidden@proxy.example",
                          "http://me:hidden @proxy.example", "http://me:hidden@"}) {
    std::string const why = refusal<rcs::proxy_endpoint>(url);
    BOOST_TEST(contains(why, "the proxy must be"), why);
    BOOST_TEST(!contains(why, "hid"), why);
  }
}

BOOST_AUTO_TEST_CASE(a_proxy_without_a_port_is_reached_at_8080) {
  rcs::proxy_endpoint const p{"http://proxy.example"};
  BOOST_TEST(p.host == "proxy.example");
  BOOST_TEST(p.port == 8080);
  BOOST_TEST(p.authorization.empty());
  BOOST_TEST(rcs::proxy_endpoint{"http://[::1]:3128/"}.host == "::1");
  BOOST_TEST(rcs::proxy_endpoint{"http://proxy.example:3128"}.port == 3128);
}

BOOST_AUTO_TEST_CASE(proxy_credentials_are_decoded_and_sent_as_basic) {
  // RFC 7617, section 2.
  BOOST_TEST(rcs::proxy_endpoint{"http://Aladdin:open%20sesame@p.example"}.authorization ==
             "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
  BOOST_TEST(rcs::proxy_endpoint{"http://u:p@p.example"}.authorization == "Basic dTpw");
  BOOST_TEST(rcs::proxy_endpoint{"http://u@p.example"}.authorization == "Basic dTo=");
  BOOST_TEST(rcs::proxy_endpoint{"http://u:%0d%0A:@p.example"}.authorization == "Basic dToNCjo=");
}

BOOST_AUTO_TEST_CASE(a_proxy_password_may_hold_an_at_sign_a_slash_or_a_question_mark) {
  rcs::proxy_endpoint const p{"http://u:a@b/c?d@p.example:3128"};
  BOOST_TEST(p.host == "p.example");
  BOOST_TEST(p.port == 3128);
  BOOST_TEST(p.authorization == "Basic dTphQGIvYz9k");
}

BOOST_AUTO_TEST_CASE(bad_proxy_credentials_are_refused) {
  for (auto const* url : {"http://@p.example", "http://:p@p.example", "http://u%3Av:p@p.example",
                          "http://u:p%@p.example", "http://u:p%4@p.example", "http://u:p%4g@p.example"}) {
    BOOST_CHECK_THROW(rcs::proxy_endpoint{url}, std::invalid_argument);
  }
}

BOOST_AUTO_TEST_SUITE_END()
