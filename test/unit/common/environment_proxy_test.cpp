#include "common/environment_proxy.hpp"

#include <stdlib.h>

#include <boost/test/unit_test.hpp>

namespace {

using rcs::goes_direct;
using rcs::proxy_from_environment;

struct clean_environment {
  clean_environment() {
    for (auto const* const name : {"https_proxy", "HTTPS_PROXY", "no_proxy", "NO_PROXY"}) ::unsetenv(name);
  }
};

}  // namespace

BOOST_FIXTURE_TEST_SUITE(environment_proxy, clean_environment)

BOOST_AUTO_TEST_CASE(names_exempt_themselves_and_what_is_under_them) {
  BOOST_TEST(goes_direct("api.example.com", "example.com"));
  BOOST_TEST(goes_direct("api.example.com", "other.org, .example.com"));
  BOOST_TEST(goes_direct("example.com", "example.com:443"));
  BOOST_TEST(!goes_direct("notexample.com", "example.com"));
  BOOST_TEST(!goes_direct("example.com.evil.org", "example.com"));
  BOOST_TEST(!goes_direct("example.com", ""));
  BOOST_TEST(!goes_direct("example.com", ", ,"));
  BOOST_TEST(goes_direct("example.com", "*"));
}

BOOST_AUTO_TEST_CASE(this_machine_is_never_reached_through_a_proxy) {
  for (auto const* const host : {"localhost", "127.0.0.1", "::1"}) BOOST_TEST(goes_direct(host, ""));
}

BOOST_AUTO_TEST_CASE(the_environment_names_the_proxy_with_or_without_its_scheme) {
  BOOST_TEST(proxy_from_environment("api.example.com").empty());
  ::setenv("HTTPS_PROXY", "proxy.example:3128", 1);
  BOOST_TEST(proxy_from_environment("api.example.com") == "http://proxy.example:3128");
  ::setenv("https_proxy", "http://other.example:8080", 1);
  BOOST_TEST(proxy_from_environment("api.example.com") == "http://other.example:8080");
  ::setenv("NO_PROXY", "example.com", 1);
  BOOST_TEST(proxy_from_environment("api.example.com").empty());
}

BOOST_AUTO_TEST_SUITE_END()
