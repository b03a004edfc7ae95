#include "wire/http_answer.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "answer_reader.hpp"
#include "support/count_allocations.hpp"
#include "support/reference_decoder.hpp"

BOOST_AUTO_TEST_SUITE(http_answer)

namespace {

using rcs::body_kind;
using rcs::transport;
using rcs::test::answer_reader;

const std::string devices = R"({"devices":[{"deviceAddress":"+12025550100","carrierId":"A","rcsEnabled":true}]})";

std::string answer_with(std::string const& body, std::string const& fields = {},
                        std::string const& status_line = "HTTP/1.1 200 OK") {
  return status_line + "\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
}

std::string in_chunks(std::string_view body, std::size_t size, std::string_view extension = {},
                      std::string_view trailers = {}) {
  std::string chunked;
  for (; !body.empty(); body.remove_prefix(std::min(size, body.size()))) {
    auto const chunk = body.substr(0, size);
    constexpr std::string_view hex = "0123456789abcdef";
    chunked += {hex[chunk.size() / 256 % 16], hex[chunk.size() / 16 % 16], hex[chunk.size() % 16]};
    chunked.append(extension).append("\r\n").append(chunk).append("\r\n");
  }
  return chunked.append("0\r\n").append(trailers).append("\r\n");
}

std::string chunked_answer(std::string const& chunks) {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks;
}

void check_devices(answer_reader const& reader) {
  BOOST_TEST(reader.ended_well());
  BOOST_TEST((reader.seen.error == transport::none), reader.seen.error_text);
  BOOST_TEST(reader.seen.status == 200);
  BOOST_TEST((reader.seen.body == body_kind::devices));
  BOOST_TEST(reader.seen.answers.size() == 1U);
  BOOST_TEST(reader.seen.server_text.empty());
}

void check_failed(answer_reader const& reader, transport why) {
  BOOST_TEST(reader.answer.done());
  BOOST_TEST(reader.answer.failed());
  BOOST_TEST(!reader.answer.keep_alive());
  BOOST_TEST((reader.seen.error == why), static_cast<int>(reader.seen.error) << ' ' << reader.seen.error_text);
  BOOST_TEST((reader.seen.body == body_kind::not_json));
  BOOST_TEST(reader.seen.answers.empty());
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_plain_answer_fills_the_exchange, answer_reader) {
  auto const bytes = answer_with(devices, "Date: Tue, 04 Mar 2025 10:00:00 GMT\r\nContent-Type: application/json\r\n");
  read(bytes);
  check_devices(*this);
  BOOST_TEST(answer.keep_alive());
  BOOST_TEST(seen.any_byte);
  BOOST_TEST(seen.date == "Tue, 04 Mar 2025 10:00:00 GMT");
  BOOST_TEST(seen.retry_after.empty());
  BOOST_TEST(seen.bytes_received == bytes.size());
}

BOOST_FIXTURE_TEST_CASE(nothing_is_set_before_a_byte_arrives, answer_reader) {
  start();
  BOOST_TEST(answer.feed({}) == 0U);
  BOOST_TEST(!answer.done());
  BOOST_TEST(!answer.failed());
  BOOST_TEST(!answer.keep_alive());
  BOOST_TEST(!seen.any_byte);
  BOOST_TEST(seen.status == 0);
}

BOOST_FIXTURE_TEST_CASE(every_pair_of_pieces_gives_the_same_exchange, answer_reader) {
  std::string const interim = "HTTP/1.1 100 Continue\r\nDate: no\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
  for (std::string const& bytes :
       {answer_with(devices, "Retry-After: 3\r\n"), interim + answer_with(devices, "Retry-After: 3\r\n"),
        "HTTP/1.1 200 OK\r\nRetry-After: 3\r\nTransfer-Encoding: chunked\r\n\r\n" +
            in_chunks(devices, 7, ";a=b;c=\"d\"", "X-Sum: 1\r\nRetry-After: 9\r\n")}) {
    for (std::size_t cut = 1; cut <= bytes.size(); ++cut) {
      BOOST_TEST_CONTEXT("cut at " << cut << " of\n" << bytes) {
        start();
        receive(std::string_view{bytes}.substr(0, cut));
        BOOST_TEST(answer.done() == (cut == bytes.size()));
        receive(std::string_view{bytes}.substr(cut));
        check_devices(*this);
        BOOST_TEST(answer.keep_alive());
        BOOST_TEST(seen.retry_after == "3");
        BOOST_TEST(seen.bytes_received == bytes.size());
        read(bytes, cut);
        check_devices(*this);
        BOOST_TEST(answer.keep_alive());
        BOOST_TEST(seen.bytes_received == bytes.size());
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(an_empty_chunked_body_is_complete_in_any_pieces, answer_reader) {
  for (std::string const chunks : {"0\r\n\r\n", "00\r\n\r\n", "0;x\r\nA: b\r\n\r\n"}) {
    auto const bytes = chunked_answer(chunks);
    for (std::size_t piece = 1; piece <= bytes.size(); ++piece) {
      read(bytes, piece);
      BOOST_TEST(ended_well());
      BOOST_TEST(answer.keep_alive());
      BOOST_TEST((seen.body == body_kind::not_json));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_bare_device_is_read_for_a_single_lookup_only, answer_reader) {
  auto const bytes = answer_with(R"({"deviceAddress":"+12025550100"})");
  start(rcs::batch::endpoint::single);
  receive(bytes);
  BOOST_TEST((seen.body == body_kind::devices));
  start(rcs::batch::endpoint::bulk);
  receive(bytes);
  BOOST_TEST((seen.body == body_kind::no_devices));
}

BOOST_FIXTURE_TEST_CASE(any_number_of_interim_answers_is_skipped_within_the_limit_of_the_head, answer_reader) {
  std::string interim;
  for (int i = 0; i < 100; ++i) interim += "HTTP/1.1 100 Continue\r\nRetry-After: 99\r\nDate: then\r\n\r\n";
  read(interim + answer_with(devices));
  check_devices(*this);
  BOOST_TEST(seen.retry_after.empty());
  BOOST_TEST(seen.date.empty());
  BOOST_TEST(answer.keep_alive());
  for (std::size_t const piece : {1U, 57U, 100000U}) {
    std::string endless = interim;
    for (int i = 0; i < 3; ++i) endless += interim;
    read(endless + answer_with(devices), piece);
    check_failed(*this, transport::too_large);
    BOOST_TEST(seen.status == 0);
  }
}

BOOST_FIXTURE_TEST_CASE(a_protocol_switch_nobody_asked_for_is_malformed, answer_reader) {
  read("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n" + answer_with(devices));
  check_failed(*this, transport::malformed);
}

BOOST_FIXTURE_TEST_CASE(an_error_answer_keeps_status_fields_and_the_servers_words, answer_reader) {
  read(answer_with(R"({"code":"RCS601","message":"no"})", "Retry-After: 120\r\nDate: Tue\r\n",
                   "HTTP/1.1 429 Too Many Requests"));
  BOOST_TEST(ended_well());
  BOOST_TEST(answer.keep_alive());
  BOOST_TEST(seen.status == 429);
  BOOST_TEST(seen.retry_after == "120");
  BOOST_TEST(seen.date == "Tue");
  BOOST_TEST((seen.body == body_kind::not_json));
  BOOST_TEST(seen.server_text == R"({"code":"RCS601","message":"no"})");
}

BOOST_FIXTURE_TEST_CASE(devices_in_an_error_answer_are_words_and_no_answers, answer_reader) {
  read(answer_with(devices, "", "HTTP/1.1 500 Oops"));
  BOOST_TEST(seen.answers.empty());
  BOOST_TEST(seen.server_text == devices);
}

BOOST_FIXTURE_TEST_CASE(the_servers_words_are_bounded, answer_reader) {
  std::string const page(100'000, 'w');
  for (auto const* status : {"HTTP/1.1 502 Bad Gateway", "HTTP/1.1 200 OK"}) {
    for (std::size_t const piece : {1000U, 4096U, 4097U, 1000000U}) {
      read(answer_with(page, "", status), piece);
      BOOST_TEST(ended_well());
      BOOST_TEST(seen.server_text == page.substr(0, 4096));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_200_without_devices_keeps_the_servers_words, answer_reader) {
  for (std::string const body : {"<html>busy</html>", R"({"code":1423,"message":"no"})", R"({"devices":null})"}) {
    for (std::size_t const piece : {1U, 5U, 1000U}) {
      read(answer_with(body), piece);
      BOOST_TEST(ended_well());
      BOOST_TEST(seen.status == 200);
      BOOST_TEST((seen.body != body_kind::devices));
      BOOST_TEST(seen.server_text == body);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(numbers_from_a_broken_devices_array_are_not_kept_as_words, answer_reader) {
  for (std::size_t const piece : {1U, 1000U}) {
    read(answer_with(R"({"code":0,"devices":[{"deviceAddress":"+12025550100"}],"x":})"), piece);
    BOOST_TEST((seen.body == body_kind::not_json));
    BOOST_TEST(seen.answers.empty());
    BOOST_TEST(seen.server_text.empty());
  }
}

BOOST_FIXTURE_TEST_CASE(words_before_the_devices_are_forgotten, answer_reader) {
  read(answer_with(R"({"status":"fine","devices":[{"deviceAddress":"+12025550100"}]})"), 3);
  check_devices(*this);
}

BOOST_FIXTURE_TEST_CASE(an_encoding_that_was_not_asked_for_is_not_decoded, answer_reader) {
  for (auto const* encoding : {"gzip", "br", "gzip, identity", "GZIP"}) {
    read(answer_with(devices, std::string{"Content-Encoding: "} + encoding + "\r\n"));
    BOOST_TEST(ended_well());
    BOOST_TEST(answer.keep_alive());
    BOOST_TEST((seen.body == body_kind::not_json));
    BOOST_TEST(seen.answers.empty());
  }
  for (auto const* encoding : {"identity", "Identity", ""}) {
    read(answer_with(devices, std::string{"Content-Encoding: "} + encoding + "\r\n"));
    check_devices(*this);
  }
}

BOOST_FIXTURE_TEST_CASE(answers_without_a_body_are_complete_at_once, answer_reader) {
  for (auto const* head :
       {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 503 x\r\nContent-Length: 0\r\n\r\n"}) {
    read(head);
    BOOST_TEST(ended_well());
    BOOST_TEST(answer.keep_alive());
    BOOST_TEST((seen.body == body_kind::not_json));
    BOOST_TEST(seen.server_text.empty());
  }
}

BOOST_FIXTURE_TEST_CASE(header_fields_are_bounded_and_free_of_control_characters, answer_reader) {
  read(answer_with(devices, "Retry-After: 1\t2\x01\xC3\xA9\r\nDate: " + std::string(1000, 'd') + "\r\n"));
  if (seen.error == transport::none) BOOST_TEST(seen.retry_after == "12\xC3\xA9");
  read(answer_with(devices, "Retry-After: 1\t2\xC3\xA9\r\nDate: " + std::string(1000, 'd') + "\r\n"));
  check_devices(*this);
  BOOST_TEST(seen.retry_after == "12\xC3\xA9");
  BOOST_TEST(seen.date == std::string(128, 'd'));
}

BOOST_FIXTURE_TEST_CASE(a_connection_is_kept_only_when_both_sides_can_tell_where_they_are, answer_reader) {
  read(answer_with(devices, "Connection: close\r\n"));
  check_devices(*this);
  BOOST_TEST(!answer.keep_alive());
  read(answer_with(devices, "Connection: Keep-Alive, CLOSE\r\n"));
  BOOST_TEST(!answer.keep_alive());
  read(answer_with(devices, "", "HTTP/1.0 200 OK"));
  check_devices(*this);
  BOOST_TEST(!answer.keep_alive());
  read(answer_with(devices, "Connection: keep-alive\r\n", "HTTP/1.0 200 OK"));
  BOOST_TEST(answer.keep_alive());
}

BOOST_FIXTURE_TEST_CASE(bytes_behind_the_answer_end_the_connections_life, answer_reader) {
  read(answer_with(devices) + "H");
  check_devices(*this);
  BOOST_TEST(!answer.keep_alive());
  BOOST_TEST(waiting() == 1U);
  read(chunked_answer(in_chunks(devices, 20)) + answer_with(devices));
  check_devices(*this);
  BOOST_TEST(!answer.keep_alive());
  read(answer_with(devices));
  BOOST_TEST(answer.keep_alive());
  BOOST_TEST(answer.feed(std::string_view{"H"}) == 0U);
  BOOST_TEST(!answer.keep_alive());
}

BOOST_FIXTURE_TEST_CASE(steady_answers_allocate_nothing, answer_reader) {
  std::string body = "{\"devices\":[";
  for (int i = 0; i < 500; ++i) {
    if (i != 0) body += ',';
    body +=
        R"({"deviceAddress":"+12025550100","carrierId":"Example Wireless","carrierStatus":"ACTIVE","rcsEnabled":true})";
  }
  auto const plain = answer_with(body + "]}", "Date: Tue, 04 Mar 2025 10:00:00 GMT\r\n");
  auto const chunked = chunked_answer(in_chunks(body + "]}", 4000));
  auto const feed_all = [&](std::string_view bytes) {
    seen.clear();
    answer.start(rcs::batch::endpoint::bulk, seen);
    for (std::size_t end = 16384; !answer.done(); end += 16384) {
      bytes.remove_prefix(answer.feed(bytes.substr(0, std::min(end, bytes.size()))));
    }
  };
  feed_all(plain);
  feed_all(chunked);
  std::size_t const before = rcs::test::allocations();
  for (int i = 0; i < 5; ++i) {
    feed_all(plain);
    feed_all(chunked);
  }
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(ended_well());
  BOOST_TEST(seen.answers.size() == 500U);
}

BOOST_AUTO_TEST_SUITE_END()
