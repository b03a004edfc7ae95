#include "wire/redact.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

namespace {

std::string redacted(std::string words, std::string_view secret) {
  rcs::redact(words, secret);
  return words;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(redact)

BOOST_AUTO_TEST_CASE(every_place_of_a_secret_is_hidden) {
  BOOST_TEST(redacted("no such key: test-key, really test-key", "test-key") == "no such key: ***, really ***");
  BOOST_TEST(redacted("test-keytest-key", "test-key") == "******");
  BOOST_TEST(redacted("test-ke", "test-key") == "test-ke");
  BOOST_TEST(redacted("ttest-key", "test-key") == "t***");
  BOOST_TEST(redacted("", "test-key").empty());
  BOOST_TEST(redacted("some words", "") == "some words");
}

BOOST_AUTO_TEST_CASE(a_secret_is_known_as_json_writes_it) {
  BOOST_TEST(redacted(R"({"message":"bad key a\/b\/c"})", "a/b/c") == R"({"message":"bad key ***"})");
  BOOST_TEST(redacted(R"(\u0061\u002fb\u002Fc)", "a/b/c") == "***");
  BOOST_TEST(redacted(R"(a\\b and a\"b)", R"(a\b)") == R"(*** and a\"b)");
  BOOST_TEST(redacted(R"(a\\b)", R"(a\\b)") == "***");
  BOOST_TEST(redacted(R"(\"quoted\")", R"("quoted")") == "***");
}

BOOST_AUTO_TEST_CASE(a_secret_is_known_as_a_url_or_a_page_writes_it) {
  BOOST_TEST(redacted("/v1/a%2Fb%2fc%3D/rcs", "a/b/c=") == "/v1/***/rcs");
  BOOST_TEST(redacted("a&#x2F;b&#47;c&#X3d;", "a/b/c=") == "***");
  BOOST_TEST(redacted("1&amp;2&lt;3&gt;4&quot;5&apos;6", "1&2<3>4\"5'6") == "***");
  BOOST_TEST(redacted("100%", "100%") == "***");
}

BOOST_AUTO_TEST_CASE(what_only_looks_like_another_spelling_stays) {
  for (auto const* const words : {"a%2", "a%", "a\\", "a\\u", "a\\u00", "a&#", "a&#;", "a&#x;", "a&#x2", "a&amp",
                                  "a%zz", "a&#99999999;", "a%+2f"}) {
    BOOST_TEST(redacted(words, "a/") == words);
  }
}

BOOST_AUTO_TEST_SUITE_END()
