#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "answer_reader.hpp"

/// Answers that are none: ended early, too large, or not HTTP.
BOOST_AUTO_TEST_SUITE(http_answer_failure)

namespace {

using rcs::body_kind;
using rcs::transport;
using rcs::test::answer_reader;

const std::string devices = R"({"devices":[{"deviceAddress":"+12025550100","carrierId":"A","rcsEnabled":true}]})";

std::string with_length(std::string const& head, std::string const& body) {
  return head + "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

void check_failed(answer_reader const& reader, transport why) {
  BOOST_TEST(reader.answer.done());
  BOOST_TEST(reader.answer.failed());
  BOOST_TEST(!reader.answer.keep_alive());
  BOOST_TEST((reader.seen.error == why), static_cast<int>(reader.seen.error) << ' ' << reader.seen.error_text);
  BOOST_TEST(!reader.seen.error_text.empty());
  BOOST_TEST((reader.seen.body == body_kind::not_json));
  BOOST_TEST(reader.seen.answers.empty());
  BOOST_TEST(reader.seen.unreadable_devices == 0U);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(an_end_before_any_byte_is_told_apart, answer_reader) {
  read_to_end("");
  check_failed(*this, transport::closed);
  BOOST_TEST(!seen.any_byte);
  BOOST_TEST(seen.status == 0);
}

BOOST_FIXTURE_TEST_CASE(an_answer_cut_anywhere_is_closed, answer_reader) {
  std::string const interim = "HTTP/1.1 100 Continue\r\n\r\n";
  for (std::string const& bytes :
       {with_length("HTTP/1.1 200 OK", devices), interim + with_length("HTTP/1.1 200 OK", devices),
        with_length("HTTP/1.1 401 No", "dead"),
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dev\r\n" +
            std::string{"b\r\nices\":[1,2]\r\n1\r\n}\r\n0\r\nA: b\r\n\r\n"}}) {
    read(bytes);
    BOOST_TEST(ended_well());
    for (std::size_t length = 1; length < bytes.size(); ++length) {
      BOOST_TEST_CONTEXT(bytes.substr(0, length)) {
        read_to_end(std::string_view{bytes}.substr(0, length));
        check_failed(*this, transport::closed);
        BOOST_TEST(seen.any_byte);
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(the_status_of_a_cut_answer_is_known, answer_reader) {
  read_to_end("HTTP/1.1 401 Unauthorized\r\nContent-Length: 100\r\n\r\n{\"code\":");
  check_failed(*this, transport::closed);
  BOOST_TEST(seen.status == 401);
  BOOST_TEST(seen.server_text == "{\"code\":");
}

BOOST_FIXTURE_TEST_CASE(an_answer_that_only_the_end_delimits_counts_if_its_json_is_complete, answer_reader) {
  for (std::string const head : {"HTTP/1.0 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
                                 "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\n\r\n"}) {
    start();
    receive(head + devices, 10);
    BOOST_TEST(!answer.done());
    answer.end_of_stream();
    BOOST_TEST(ended_well());
    BOOST_TEST((seen.body == body_kind::devices));
    BOOST_TEST(seen.answers.size() == 1U);
    BOOST_TEST(!answer.keep_alive());
    for (std::size_t length = 0; length < devices.size(); ++length) {
      read_to_end(head + devices.substr(0, length));
      check_failed(*this, transport::closed);
      BOOST_TEST(seen.status == 200);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(the_end_completes_an_undelimited_answer_that_is_no_json_anyway, answer_reader) {
  read_to_end("HTTP/1.0 200 OK\r\n\r\n<html>busy");
  BOOST_TEST(ended_well());
  BOOST_TEST((seen.body == body_kind::not_json));
  BOOST_TEST(seen.server_text == "<html>busy");
  read_to_end("HTTP/1.0 503 Busy\r\nRetry-After: 5\r\n\r\n{\"code\":");
  BOOST_TEST(ended_well());
  BOOST_TEST(seen.status == 503);
  BOOST_TEST(seen.retry_after == "5");
  BOOST_TEST(seen.server_text == "{\"code\":");
  read_to_end("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b");
  BOOST_TEST(ended_well());
  BOOST_TEST((seen.body == body_kind::not_json));
}

BOOST_FIXTURE_TEST_CASE(the_end_after_a_complete_answer_changes_nothing, answer_reader) {
  read_to_end(with_length("HTTP/1.1 200 OK", devices));
  BOOST_TEST(ended_well());
  BOOST_TEST(seen.answers.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(what_is_not_http_is_malformed, answer_reader) {
  for (std::string const bytes : {"\x15\x03\x01\x02\x02\x50",
                                  "SSH-2.0-OpenSSH\r\n",
                                  "<html>",
                                  "\r\n\r\n",
                                  "HTTP/2.0 200 OK\r\n\r\n",
                                  "HTTP/1.2 200 OK\r\n\r\n",
                                  "http/1.1 200 OK\r\n\r\n",
                                  "HTTP/1.1 20 OK\r\n\r\n",
                                  "HTTP/1.1 2000 OK\r\n\r\n",
                                  "HTTP/1.1 099 Odd\r\n\r\n",
                                  "HTTP/1.1 000 Odd\r\n\r\n",
                                  "HTTP/1.1 xyz OK\r\n\r\n",
                                  "HTTP/1.1 -10 OK\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nno colon\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nA b: c\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n",
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n",
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n",
                                  "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}xx0\r\n\r\n"}) {
    for (std::size_t const piece : {1U, 1000U}) {
      BOOST_TEST_CONTEXT(bytes) {
        read(bytes, piece);
        check_failed(*this, transport::malformed);
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(equal_content_lengths_are_one, answer_reader) {
  std::string const length = "Content-Length: " + std::to_string(devices.size()) + "\r\n";
  read("HTTP/1.1 200 OK\r\n" + length + length + "\r\n" + devices);
  BOOST_TEST(ended_well());
  BOOST_TEST(seen.answers.size() == 1U);
}

BOOST_AUTO_TEST_CASE(a_head_over_the_limit_is_too_large_however_it_arrives) {
  rcs::answer_limits limits;
  limits.max_head = 1000;
  answer_reader reader{limits};
  std::string const front = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX: ";
  auto const head_of = [&](std::size_t size) { return front + std::string(size - front.size() - 4, 'x') + "\r\n\r\n"; };
  std::string many = "HTTP/1.1 200 OK\r\n";
  while (many.size() < 2000) many += "X: y\r\n";
  for (std::size_t const piece : {1U, 6U, 100U, 5000U}) {
    BOOST_TEST_CONTEXT(piece << " bytes at a time") {
      reader.read(head_of(1000) + "{}", piece);
      BOOST_TEST(reader.ended_well());
      reader.read(head_of(1001) + "{}", piece);
      check_failed(reader, transport::too_large);
      reader.read(std::string(2000, 'x'), piece);
      BOOST_TEST(reader.answer.failed());
      reader.read(many, piece);
      check_failed(reader, transport::too_large);
      BOOST_TEST(reader.waiting() <= 5000U);
    }
  }
  // Whole fields at a time, so that no single piece is ever unfinished.
  reader.start();
  reader.receive("HTTP/1.1 200 OK\r\n");
  for (int i = 0; i < 1000 && !reader.answer.done(); ++i) reader.receive("X: y\r\n");
  check_failed(reader, transport::too_large);
}

BOOST_AUTO_TEST_CASE(a_body_over_the_limit_is_too_large_however_it_is_framed) {
  rcs::answer_limits limits;
  limits.max_body = 100;
  answer_reader reader{limits};
  std::string const fits(100, ' ');
  for (auto const* status : {"HTTP/1.1 200 OK", "HTTP/1.1 500 No"}) {
    std::string const head{status};
    std::string const chunked = head + "\r\nTransfer-Encoding: chunked\r\n\r\n";
    reader.read(with_length(head, fits));
    BOOST_TEST(reader.ended_well());
    reader.read(chunked + "32\r\n" + fits.substr(50) + "\r\n32\r\n" + fits.substr(50) + "\r\n0\r\n\r\n");
    BOOST_TEST(reader.ended_well());
    // A declared length is refused before any of the body.
    reader.read(head + "\r\nContent-Length: 101\r\n\r\n");
    check_failed(reader, transport::too_large);
    BOOST_TEST(reader.seen.status / 100 != 0);
    reader.read(chunked + "65\r\n");
    reader.receive(" ");
    check_failed(reader, transport::too_large);
    reader.read(chunked + "ffffffffffffffff\r\n ");
    check_failed(reader, transport::too_large);
    reader.read(chunked + "64\r\n" + fits + "\r\n1\r\n ");
    check_failed(reader, transport::too_large);
    for (std::size_t const piece : {1U, 60U, 1000U}) {
      reader.read(head + "\r\n\r\n" + fits + " ", piece);
      check_failed(reader, transport::too_large);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(endless_chunk_extensions_and_trailers_are_too_large, answer_reader) {
  std::string const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (std::size_t const piece : {100U, 1000000U}) {
    read(head + "1;x=" + std::string(20'000, 'x'), piece);
    check_failed(*this, transport::too_large);
    std::string trailers = "0\r\n";
    while (trailers.size() < 20'000) trailers += "X: y\r\n";
    read(head + trailers, piece);
    check_failed(*this, transport::too_large);
  }
}

BOOST_AUTO_TEST_CASE(a_body_that_is_next_to_nothing_but_framing_is_too_large) {
  rcs::answer_limits limits;
  limits.max_body = 10'000;
  answer_reader reader{limits};
  std::string const head = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  std::string single;
  for (std::size_t i = 0; i < limits.max_body; ++i) single += "1\r\n \r\n";
  reader.read(head + single + "0\r\n\r\n", 1000);
  BOOST_TEST(reader.ended_well());
  std::string const extended = "1;x=" + std::string(1000, 'x') + "\r\n \r\n";
  reader.read(head);
  for (std::size_t i = 0; i < limits.max_body && !reader.answer.done(); ++i) reader.receive(extended);
  check_failed(reader, transport::too_large);
  BOOST_TEST(reader.seen.bytes_received < limits.max_head + 8 * limits.max_body + 2 * extended.size());
}

BOOST_FIXTURE_TEST_CASE(the_memory_of_an_absurd_answer_is_not_kept, answer_reader) {
  std::string body = R"({"devices":[)";
  for (int i = 0; i < 9000; ++i) body += R"({"deviceAddress":"+12025550100","rcsEnabled":true},)";
  body.back() = ']';
  read(with_length("HTTP/1.1 200 OK", body + "}"));
  BOOST_TEST(seen.answers.size() == 9000U);
  start();
  BOOST_TEST(seen.answers.capacity() <= rcs::exchange::answers_kept);
}

BOOST_FIXTURE_TEST_CASE(an_answer_ended_from_outside_leaves_no_devices, answer_reader) {
  auto const bytes = with_length("HTTP/1.1 200 OK", devices + std::string(100, ' '));
  read(std::string_view{bytes}.substr(0, bytes.size() - 1));
  BOOST_TEST(!answer.done());
  BOOST_TEST(seen.answers.size() == 1U);
  seen.error_text = "no answer in 30 s";
  answer.fail(transport::timed_out);
  check_failed(*this, transport::timed_out);
  BOOST_TEST(seen.error_text == "no answer in 30 s");
  answer.fail(transport::closed);
  BOOST_TEST((seen.error == transport::timed_out));
  receive(" ");
  check_failed(*this, transport::timed_out);
}

BOOST_FIXTURE_TEST_CASE(a_reader_is_as_new_after_any_failure, answer_reader) {
  auto const good = with_length("HTTP/1.1 200 OK", devices);
  for (std::string const& bad : {good.substr(0, 30), good.substr(0, good.size() - 5), std::string{"junk\r\n\r\n"},
                                 std::string{"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"dev"}}) {
    read_to_end(bad);
    BOOST_TEST(answer.failed());
    read(good);
    BOOST_TEST(ended_well());
    BOOST_TEST(answer.keep_alive());
    BOOST_TEST(seen.answers.size() == 1U);
  }
}

BOOST_FIXTURE_TEST_CASE(mutated_answers_end_alike_in_any_pieces, answer_reader) {
  std::string const plain = "HTTP/1.1 100 Continue\r\n\r\n" + with_length("HTTP/1.1 200 OK\r\nDate: x", devices);
  std::string const chunked =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b\r\n{\"dev\r\nb\r\nices\":[1,2]\r\n1\r\n}\r\n0\r\nA: "
      "b\r\n\r\n";
  for (std::uint64_t const seed : {1U, 2U, 20250304U}) {
    std::mt19937_64 random{seed};
    answer_reader other;
    for (int round = 0; round < 4000; ++round) {
      std::string bytes = random() % 2 == 0 ? plain : chunked;
      for (std::size_t changes = random() % 3 + 1; changes != 0; --changes) {
        std::size_t const at = random() % bytes.size();
        switch (random() % 4) {
          case 0:
            bytes[at] = static_cast<char>(random());
            break;
          case 1:
            bytes[at] = "0123456789abcdef\r\n:; ,"[random() % 22];
            break;
          case 2:
            bytes.erase(at, random() % 4);
            break;
          default:
            bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 12));
        }
        if (bytes.empty()) bytes = "x";
      }
      read_to_end(bytes);
      other.read_to_end(bytes, random() % 7 + 1);
      // What is not HTTP may be noticed at once, or only when the peer has nothing more to say.
      auto const kind = [](transport error) { return error == transport::malformed ? transport::closed : error; };
      bool const same_content = seen.status == other.seen.status && seen.body == other.seen.body &&
                                seen.answers.size() == other.seen.answers.size() && seen.date == other.seen.date &&
                                seen.server_text == other.seen.server_text;
      // How far into a broken head one got depends on the pieces; an answer does not.
      bool const alike = kind(seen.error) == kind(other.seen.error) && (seen.error != transport::none || same_content);
      BOOST_TEST(alike, "seed " << seed << ", round " << round << ": " << static_cast<int>(seen.error) << ' '
                                << seen.error_text << " against " << static_cast<int>(other.seen.error) << ' '
                                << other.seen.error_text << "\n"
                                << bytes);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
