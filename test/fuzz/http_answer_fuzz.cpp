#include "wire/http_answer.hpp"

#include <algorithm>
#include <string>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "support/reference_decoder.hpp"
#include "unit/wire/answer_reader.hpp"

// What a server may send, in pieces and at once. First line: `!` for tight limits, and lengths of the pieces.

namespace rcs::test {
namespace {

constexpr std::string_view good_answer = "HTTP/1.1 200 OK\r\nContent-Length: 14\r\n\r\n{\"devices\":[]}";
constexpr std::size_t kept_of_a_field = 128;
constexpr std::size_t kept_of_server_text = 4096;

void read_pieces(answer_reader& reader, std::string_view letters, std::string_view bytes, answer_limits const& limits) {
  reader.start();
  for (piece_cutter pieces{letters, bytes}; !pieces.at_end() && !reader.answer.done();) {
    reader.receive(pieces.next());
    claim(reader.answer.done() || reader.waiting() <= limits.max_head, "no more than a head is waited for");
  }
  reader.answer.end_of_stream();
}

bool is_clean_field(std::string const& field) {
  return field.size() <= kept_of_a_field && std::all_of(field.begin(), field.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x20 && c != '\x7f';
         });
}

/// Only chunks have framing that counts as neither head nor body.
bool may_be_chunked(std::string_view bytes) {
  constexpr std::string_view word = "chunked";
  auto const same = [](char a, char b) { return (a | 0x20) == b; };
  return std::search(bytes.begin(), bytes.end(), word.begin(), word.end(), same) != bytes.end();
}

void check(answer_reader& reader, std::string_view bytes, answer_limits const& limits) {
  auto const& seen = reader.seen;
  claim(reader.answer.done(), "the end of the stream ends every answer");
  claim(reader.answer.failed() == (seen.error != transport::none), "an answer has failed if there is an error");
  claim(seen.error == transport::none || !seen.error_text.empty(), "an error has words");
  claim(seen.any_byte == !bytes.empty() && seen.bytes_received <= bytes.size(), "what was received is counted");
  claim(is_clean_field(seen.retry_after) && is_clean_field(seen.date), "fields are short and clean");
  claim(seen.server_text.size() <= std::min(kept_of_server_text, limits.max_body), "the server's words are bounded");
  claim(seen.answers.size() + seen.unreadable_devices <= limits.max_body, "devices are bounded by the body");
  if (reader.answer.failed()) {
    claim(seen.error == transport::closed || seen.error == transport::too_large || seen.error == transport::malformed,
          "a failed answer is closed, too large or malformed");
    claim(seen.body == body_kind::not_json && seen.answers.empty() && seen.unreadable_devices == 0,
          "a failed answer has no devices");
    claim(!reader.answer.keep_alive(), "a failed answer ends its connection");
    return;
  }
  claim(seen.status >= 200, "an answer has a final status");
  claim(seen.body != body_kind::devices || (seen.status < 300 && seen.server_text.empty()),
        "devices come with a success and leave no words");
  claim(may_be_chunked(bytes) || seen.bytes_received <= limits.max_head + limits.max_body,
        "an answer is no longer than head and body may be", seen.bytes_received);
}

std::string described(answer_reader const& reader) {
  auto const& seen = reader.seen;
  return "error " + std::to_string(static_cast<int>(seen.error)) + ' ' + seen.error_text + ", status " +
         std::to_string(seen.status) + ", date " + seen.date + ", retry-after " + seen.retry_after + ", text " +
         seen.server_text;
}

bool is_same_answer(exchange const& a, exchange const& b) {
  return a.status == b.status && a.date == b.date && a.retry_after == b.retry_after && a.server_text == b.server_text &&
         decoded(a) == decoded(b);
}

}  // namespace

void fuzz(std::string_view input) {
  auto letters = take_line(input);
  bool const tight = letters.starts_with('!');
  if (tight) letters.remove_prefix(1);
  answer_limits limits;
  if (tight) limits = {200, 100};
  answer_reader whole{limits};
  answer_reader pieces{limits};
  read_pieces(whole, {}, input, limits);
  read_pieces(pieces, letters, input, limits);
  for (auto* const reader : {&whole, &pieces}) check(*reader, input, limits);

  // What is not HTTP may be noticed at once, or only when the peer has nothing more to say, and how far into a broken
  // head one got depends on the pieces; an answer does not. Trailers are bounded only where they have to be waited for.
  auto const kind = [](transport error) { return error == transport::malformed ? transport::closed : error; };
  bool const ended_alike = kind(whole.seen.error) == kind(pieces.seen.error);
  claim(tight || ended_alike, "an answer ends alike in any pieces", described(whole), described(pieces));
  if (whole.ended_well() && pieces.ended_well()) {
    claim(is_same_answer(whole.seen, pieces.seen), "an answer says the same in any pieces", described(whole),
          described(pieces), decoded(whole.seen), decoded(pieces.seen));
    claim(!whole.answer.keep_alive() || pieces.answer.keep_alive(), "pieces end no connection");
  }

  pieces.read(good_answer);
  claim(pieces.ended_well() && pieces.seen.body == body_kind::devices && pieces.answer.keep_alive(),
        "a reader is as new after any answer", described(pieces));
}

}  // namespace rcs::test
