#include "scrub/report/provenance.hpp"

#include <boost/test/unit_test.hpp>

#include "scrub/report/html_report.hpp"
#include "scrub/report/json_report.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace rcs;
using namespace rcs::scrub;

bool has(std::string const& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_provenance)

BOOST_AUTO_TEST_CASE(nobody_learns_a_secret_from_a_report) {
  settings s;
  s.inputs = {"-"};
  s.engine.endpoint = "https://gateway:8443";
  s.engine.sid = "SECRETSID";
  s.engine.bulk_path = "/v1/SECRETSID/rcs/lookup/bulk";
  s.engine.proxy = "http://somebody:p@ss:word@proxy.example:3128";
  s.api_key_file = "/etc/keys/secret-key-file";
  auto const report = begin_report(s);
  for (auto const& text : {to_json(report), to_html(report)}) {
    for (auto const* const secret : {"SECRETSID", "somebody", "word@", "p@ss", "secret-key-file"}) {
      BOOST_TEST(!has(text, secret), secret << text);
    }
    BOOST_TEST(has(text, "proxy.example:3128"));
    BOOST_TEST(has(text, "/v1/{sid}/rcs/lookup/bulk"));
    // The account can still be told from another.
    BOOST_TEST(has(text, "sha256 f1f9ff"), text);
  }
}

BOOST_AUTO_TEST_CASE(lists_are_known_by_size_and_hash) {
  test::temp_dir const folder;
  settings s;
  s.inputs = {folder.write("one.txt", "+12125550100\n"), folder.write("two.txt", "+12125550101\n"), "-"};
  auto const first = begin_report(s);
  BOOST_TEST_REQUIRE(first.lists.size() == 3U);
  BOOST_TEST(first.lists[0].bytes.value() == 13U);
  BOOST_TEST(first.lists[0].hash.size() == 32U);
  BOOST_TEST(first.lists[0].hash != first.lists[1].hash);
  BOOST_TEST(!first.lists[2].bytes);
  BOOST_TEST((begin_report(s).lists == first.lists));
}

BOOST_AUTO_TEST_SUITE_END()
