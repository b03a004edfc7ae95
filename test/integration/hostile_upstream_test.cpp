#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <ostream>
#include <string>
#include <vector>

#include "integration/scripted_upstream.hpp"
#include "integration/scrub_run.hpp"
#include "support/sanitized.hpp"
#include "support/wire_fixture.hpp"

namespace {

using namespace rcs::test;
namespace data = boost::unit_test::data;

std::vector<std::string> account_of(scripted_upstream const& upstream, std::string const& sid = "simulator") {
  return {"--endpoint", upstream.url(), "--ca-file", upstream.ca_file(), "--sid", sid};
}

/// A server that sends without an end, and what is to come of it.
struct flood {
  char const* name;
  std::string begin;  ///< sent once
  std::string over_and_over;
  int exit_code;  ///< 4 where not even a status came, 3 where every number failed
  char const* says;
};

std::ostream& operator<<(std::ostream& out, flood const& one) {
  return out << one.name;
}

std::string const ok = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
std::string const chunked = ok + "Transfer-Encoding: chunked\r\n\r\n";

/// `unit` as often as makes a piece that is worth sending.
std::string many(std::string const& unit) {
  constexpr std::size_t piece = 64 * 1024;
  std::string made;
  while (made.size() < piece) made += unit;
  return made;
}

std::vector<flood> const floods{
    {"4 GiB announced", ok + "Content-Length: 4294967296\r\n\r\n", many(" "), 3, "body exceeds 4 MiB"},
    {"a length over 64 bits", ok + "Content-Length: 99999999999999999999\r\n\r\n", many(" "), 3, "not HTTP"},
    {"a body without an end", ok + "\r\n", many(" "), 3, "body exceeds 4 MiB"},
    {"devices without an end", ok + "\r\n{\"devices\":[",
     many(R"({"deviceAddress":"+12125550100","carrierId":"Test","carrierStatus":"ACTIVE","rcsEnabled":true},)"), 3,
     "body exceeds 4 MiB"},
    {"nesting without an end", ok + "\r\n", many("["), 3, "body exceeds 4 MiB"},
    {"an error without an end", "HTTP/1.1 500 No\r\n\r\n", many("no "), 3, "500"},
    {"chunks of one byte without an end", chunked, many("1\r\n \r\n"), 3, "exceeds"},
    {"chunk extensions", chunked, many("1;x=" + std::string(1000, 'x') + "\r\n \r\n"), 3, "framing"},
    {"a chunk extension without an end", chunked + "1;x=", many("x"), 3, "head exceeds 16 KiB"},
    {"trailers without an end", chunked + "0\r\n", many("X: y\r\n"), 3, "head exceeds 16 KiB"},
    {"header fields without an end", ok, many("X-Flood: and another one\r\n"), 3, "head exceeds 16 KiB"},
    {"a header field without an end", ok + "X-Flood: ", many("x"), 3, "head exceeds 16 KiB"},
    {"a status line without an end", "HTTP/1.1 200 ", many("x"), 4, "exceeds the size limit"},
    {"interim answers without an end", "", many("HTTP/1.1 100 Continue\r\n\r\n"), 4, "head exceeds 16 KiB"},
    {"a bomb in an encoding nobody asked for", ok + "Content-Encoding: gzip\r\n\r\n", many("\x1f\x8b\x08\xff\xff"), 3,
     "body exceeds 4 MiB"},
};

/// Names that would break out of a request if they could, and what is sent for them.
struct odd_sid {
  std::string sid;
  std::string sent;
};

std::ostream& operator<<(std::ostream& out, odd_sid const& one) {
  return out << one.sent;
}

std::vector<odd_sid> const odd_sids{
    {"a/b", "a%2Fb"},
    {"../admin", "..%2Fadmin"},
    {"..%2fadmin", "..%252fadmin"},
    {"a?b=c&d", "a%3Fb%3Dc%26d"},
    {"a#b", "a%23b"},
    {"a b\tc", "a%20b%09c"},
    {"a HTTP/1.1\r\nX-Evil: 1\r\n\r\nPOST /", "a%20HTTP%2F1.1%0D%0AX-Evil%3A%201%0D%0A%0D%0APOST%20%2F"},
    {"a\nX-Evil: 1", "a%0AX-Evil%3A%201"},
    {"a\\..\\b;c@d:e", "a%5C..%5Cb%3Bc%40d%3Ae"},
    {"{address}", "%7Baddress%7D"},
    {"\xE2\x80\xAE\x7f", "%E2%80%AE%7F"},
};

script refusing() {
  return script::tls().read().send(answer("400 No", "{}")).again();
}

/// The head's lines, the first and those of host and length left out.
std::string fields_of(std::string const& request) {
  std::string fields;
  auto const head = request.substr(0, request.find("\r\n\r\n"));
  for (auto at = head.find("\r\n"); at != std::string::npos; at = head.find("\r\n", at + 2)) {
    auto const line = head.substr(at + 2, head.find("\r\n", at + 2) - at - 2);
    if (!line.starts_with("Host:") && !line.starts_with("Content-Length:")) fields += line + "\n";
  }
  return fields;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(hostile_upstream)

BOOST_DATA_TEST_CASE(an_answer_without_an_end_is_cut_off_in_bounded_memory, data::make(floods), what) {
  scripted_upstream upstream{script::tls().read().send(what.begin).flood(what.over_and_over)};
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(),
                   {"--attempts", "1", "--summary", folder / "summary", folder.write("list", generated_list(100))});
  scrub_run const run{arguments, {"RCS_API_KEY=some-key"}};
  auto const told = run.err + run.out.substr(0, 500);
  BOOST_TEST(run.exit_code == what.exit_code, told);
  BOOST_TEST(told.find(what.says) != std::string::npos, told);
  auto const summary = boost::json::parse(read_file(folder / "summary"));
  if (what.exit_code == 3) BOOST_TEST(number_at(summary, "outcomes.failed") == 100U);
  if (!sanitized) BOOST_TEST(number_at(summary, "peak_rss_bytes") < 32'000'000U);
  BOOST_TEST(upstream.seen().requests.size() == 1U);
}

BOOST_DATA_TEST_CASE(a_sid_cannot_change_the_request, data::make(odd_sids), odd) {
  scripted_upstream upstream{refusing()};
  temp_dir const folder;
  auto const list = folder.write("list", generated_list(100));
  for (auto const& sid : {odd.sid, std::string{"plain"}}) {
    auto arguments = account_of(upstream, sid);
    arguments.push_back(list);
    scrub_run const run{arguments, {"RCS_API_KEY=some-key"}};
    BOOST_TEST(run.exit_code == 4, run.err);
  }
  auto const& requests = upstream.seen().requests;
  BOOST_TEST_REQUIRE(requests.size() == 2U);
  BOOST_TEST(requests[0].starts_with("POST /v1/" + odd.sent + "/rcs/lookup HTTP/1.1\r\n"), requests[0]);
  BOOST_TEST(fields_of(requests[0]) == fields_of(requests[1]));
}

BOOST_AUTO_TEST_CASE(what_cannot_be_encoded_is_refused_before_anything_is_sent) {
  scripted_upstream upstream{refusing()};
  temp_dir const folder;
  auto const list = folder.write("list", generated_list(100));
  std::vector<std::vector<std::string>> const wrong{
      {"--sid", "."},
      {"--sid", ".."},
      {"--endpoint", "https://localhost\r\nX-Evil: 1"},
      {"--endpoint", "https://localhost /"},
      {"--endpoint", "https://localhost/../x"},
      {"--endpoint", "https://localhost?x"},
      {"--endpoint", "https://localhost#x"},
      {"--endpoint", "https://local%68ost"},
      {"--proxy", "http://localhost\nX-Evil: 1"},
      {"--bulk-path", "/v1/{sid}/a b"},
      {"--bulk-path", "/v1/{sid} HTTP/1.1\r\nX-Evil: 1\r\n\r\n"},
      {"--bulk-path", "/v1/{sid}#x"},
      {"--single-path", "/v1/{sid}/{address}\nX"},
      {"--api-key-file", folder.write("space", "some key\n")},
      {"--api-key-file", folder.write("tab", "some\tkey\n")},
      {"--api-key-file", folder.write("return", "some\rX-Evil: 1\n")},
      {"--api-key-file", folder.write("null", std::string{"some\0key", 8})},
      {"--api-key-file", folder.write("accent", "cl\xC3\xA9\n")},
      {"--api-key-file", folder.write("empty", "\n")},
  };
  for (auto const& more : wrong) {
    auto arguments = account_of(upstream);
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(list);
    scrub_run const run{arguments, {"RCS_API_KEY=some-key"}};
    BOOST_TEST(run.exit_code == 2, more.back() << ": " << run.err);
    BOOST_TEST(run.err.starts_with("rcs-scrub: "), run.err);
  }
  BOOST_TEST(upstream.seen().accepted == 0U);
}

BOOST_AUTO_TEST_CASE(nothing_behind_the_first_line_of_a_key_file_is_sent) {
  scripted_upstream upstream{refusing()};
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"--api-key-file", folder.write("key", "some-key\r\nX-Evil: 1\r\n"),
                                     folder.write("list", generated_list(100))});
  scrub_run const run{arguments, {"RCS_API_KEY="}};
  BOOST_TEST(run.exit_code == 4, run.err);
  auto const& requests = upstream.seen().requests;
  BOOST_TEST_REQUIRE(requests.size() == 1U);
  BOOST_TEST(requests[0].find("api-key: some-key\r\n") != std::string::npos);
  BOOST_TEST(requests[0].find("X-Evil") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_configuration_file_cannot_break_out_either) {
  scripted_upstream upstream{refusing()};
  temp_dir const folder;
  scrub_run const run{
      {"--endpoint", upstream.url(), "--ca-file", upstream.ca_file(), "--config",
       folder.write("c.toml", "sid = \"a\\r\\nX-Evil: 1\"\n"), folder.write("list", generated_list(100))},
      {"RCS_API_KEY=some-key", "RCS_SID="}};
  BOOST_TEST(run.exit_code == 4, run.err);
  auto const& requests = upstream.seen().requests;
  BOOST_TEST_REQUIRE(requests.size() == 1U);
  BOOST_TEST(requests[0].find("\nX-Evil") == std::string::npos, requests[0]);
}

// --- certificates that the simulator does not have; the others are in the refusals

BOOST_AUTO_TEST_CASE(a_self_signed_certificate_is_refused) {
  scripted_upstream upstream{refusing(), self_signed({{"localhost"}})};
  auto arguments = account_of(upstream);
  temp_dir const folder;
  arguments.push_back(folder.write("list", generated_list(100)));
  scrub_run const run{arguments, {"RCS_API_KEY=some-key"}};
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(run.err.find("it is self-signed and not in the CA file") != std::string::npos, run.err);
  BOOST_TEST(upstream.seen().requests.empty());
}

BOOST_AUTO_TEST_CASE(a_server_of_tls_1_1_is_refused_with_that_reason) {
  scripted_upstream upstream{refusing(), {}, TLS1_VERSION, TLS1_1_VERSION};
  auto arguments = account_of(upstream);
  temp_dir const folder;
  arguments.push_back(folder.write("list", generated_list(100)));
  scrub_run const run{arguments, {"RCS_API_KEY=some-key"}};
  BOOST_TEST(run.exit_code == 4, run.err);
  BOOST_TEST(run.err.find("the server speaks no TLS version from 1.2 on") != std::string::npos, run.err);
  BOOST_TEST(upstream.seen().requests.empty());
}

BOOST_AUTO_TEST_SUITE_END()
