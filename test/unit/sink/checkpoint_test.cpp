#include "sink/checkpoint.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

#include "sink/checkpoint_file.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace rcs;
using rcs::test::temp_dir;

checkpoint example() {
  checkpoint made;
  made.fingerprint = {{"input", "12 bytes"}, {"--output", "r\xE9ponses \"1\".csv"}};
  made.outputs = {{"output", {1234, 0xFEDCBA9876543210}}, {"failed", {}}};
  made.state.settled.add({1, 100});
  made.state.settled.add({201, 300});
  made.state.settled.add({302, 302});
  for (std::size_t i = 0; i < outcome_count; ++i) made.state.written[i] = i * 7;
  made.state.latencies = {{3, 5}, {700, 1}};
  auto& s = made.state.totals;
  s.rows = 1;
  s.carriers = {{"T\xE9l\xE9"
                 "com",
                 1},
                {"Carrier \xF0\x9F\x93\xB1", 20},
                {"other", 3}};
  s.carrier_statuses = {{"ACTIVE", 23}};
  s.known_before = 16;
  s.oldest_known_before = std::chrono::hours{17};
  s.requests_sent = 2;
  s.requests_bulk = 3;
  s.requests_single = 4;
  s.requests_retried = 5;
  s.by_status = {{"200", 6}, {"timed_out", 7}};
  s.connections_opened = 8;
  s.connections_reused = 9;
  s.connections_resumed = 10;
  s.connections_failed = 11;
  s.latency_max = std::chrono::milliseconds{12};
  s.elapsed = std::chrono::hours{13};
  s.cpu = std::chrono::seconds{14};
  s.peak_rss_bytes = 15;
  return made;
}

std::string why_not(std::string_view text) {
  std::string why;
  BOOST_TEST(!parse_checkpoint(text, why).has_value());
  BOOST_TEST(!why.empty());
  return why;
}

/// The text of `from` with one part of its JSON replaced, and a checksum that is right.
std::string altered(std::string const& part, std::string const& by) {
  auto text = to_text(example());
  auto const at = text.find(part);
  BOOST_TEST_REQUIRE(at != std::string::npos, part);
  text.replace(at, part.size(), by);
  return text;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(checkpoint_test)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  std::string why;
  auto const text = to_text(example());
  auto const read = parse_checkpoint(text, why);
  BOOST_TEST_REQUIRE(read.has_value(), why);
  BOOST_TEST(to_text(*read) == text);
  auto const expected = example();
  BOOST_TEST((read->fingerprint == expected.fingerprint));
  BOOST_TEST(read->outputs[0].role == "output");
  BOOST_TEST((read->outputs[0].at == expected.outputs[0].at));
  BOOST_TEST((read->state.settled == expected.state.settled));
  BOOST_TEST((read->state.written == expected.state.written));
  BOOST_TEST((read->state.latencies == expected.state.latencies));
  BOOST_TEST((read->state.totals.carriers == expected.state.totals.carriers));
  BOOST_TEST((read->state.totals.elapsed == expected.state.totals.elapsed));
  BOOST_TEST(!read->exit_code.has_value());
}

BOOST_AUTO_TEST_CASE(an_exit_code_says_that_the_run_has_finished) {
  auto ended = example();
  ended.exit_code = 3;
  std::string why;
  BOOST_TEST(parse_checkpoint(to_text(ended), why)->exit_code.value() == 3);
}

BOOST_AUTO_TEST_CASE(every_changed_or_missing_byte_is_noticed) {
  auto const text = to_text(example());
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto damaged = text;
    damaged[i] = static_cast<char>(damaged[i] ^ 1);
    static_cast<void>(why_not(damaged));
    static_cast<void>(why_not(text.substr(0, i)));
  }
  static_cast<void>(why_not(text + "x"));
}

BOOST_AUTO_TEST_CASE(what_is_no_checkpoint_is_said_to_be_none) {
  BOOST_TEST(why_not("").find("no checkpoint") != std::string::npos);
  BOOST_TEST(why_not("row,number\n").find("no checkpoint") != std::string::npos);
  BOOST_TEST(why_not(altered("1234", "1235")).find("checksum") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_file_that_is_not_there_is_no_damaged_one) {
  temp_dir const in;
  auto const none = read_checkpoint(in / "none");
  BOOST_TEST(!none.content.has_value());
  BOOST_TEST(none.why_not.empty());
  auto const damaged = read_checkpoint(in.write("damaged", "x"));
  BOOST_TEST(!damaged.content.has_value());
  BOOST_TEST(!damaged.why_not.empty());
}

BOOST_AUTO_TEST_CASE(a_saved_state_can_be_read_and_a_finished_run_says_so) {
  temp_dir const in;
  checkpoint_file file{in / "answers.checkpoint", example().fingerprint};
  BOOST_TEST(!file.save(example().state, example().outputs));
  BOOST_TEST(to_text(*read_checkpoint(file.name()).content) == to_text(example()));
  BOOST_TEST(!file.finish(0));
  BOOST_TEST(read_checkpoint(file.name()).content->exit_code.value() == 0);
}

BOOST_AUTO_TEST_SUITE_END()
