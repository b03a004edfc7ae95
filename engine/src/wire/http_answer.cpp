#include "wire/http_answer.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include "wire/answer_decoder.hpp"

namespace rcs {
namespace {

namespace http = boost::beast::http;
using boost::beast::error_code;

constexpr std::size_t max_field = 128;         ///< bytes kept of a header field
constexpr std::size_t max_server_text = 4096;  ///< bytes kept of the server's words
constexpr std::size_t framing_allowed = 8;     ///< bytes on the wire for each of the largest body: chunks of one byte

/// Keeps a field's value, bounded and without control characters.
void keep_field(std::string& into, std::string_view value) {
  into.clear();
  for (char const c : value.substr(0, max_field)) {
    if (static_cast<unsigned char>(c) >= ' ' && c != '\x7f') into.push_back(c);
  }
}

/// `4 MiB`; a long figure in bytes would be taken for a phone number wherever those are masked.
std::string size_text(std::size_t bytes) {
  constexpr std::size_t kibi = 1024;
  if (bytes == 0 || bytes % kibi != 0) return std::to_string(bytes) + " bytes";
  bytes /= kibi;
  return bytes % kibi == 0 ? std::to_string(bytes / kibi) + " MiB" : std::to_string(bytes) + " KiB";
}

/// Whether an answer may begin so. Beast would wait for a whole head before it looks.
bool begins_like_http(std::string_view bytes) noexcept {
  constexpr std::string_view begin = "HTTP/1.";
  return begin.substr(0, bytes.size()) == bytes.substr(0, begin.size());
}

/// One HTTP message on its way into an exchange. Beast frames it and calls the overrides.
class message final : public http::basic_parser<false> {
 public:
  message(exchange& into, answer_decoder& decoder, std::size_t max_head, std::size_t max_body)
      : into_{into}, decoder_{decoder} {
    auto const head = std::min<std::size_t>(max_head, std::numeric_limits<std::uint32_t>::max());
    header_limit(static_cast<std::uint32_t>(head));
    body_limit(max_body);
    eager(false);  // so that the head's bytes can be counted
  }

  /// Whether the status line has been read.
  [[nodiscard]] bool started() const noexcept { return started_; }
  /// Whether the body goes to the decoder.
  [[nodiscard]] bool decodes() const noexcept { return decodes_; }
  [[nodiscard]] bool interim() const noexcept { return into_.status / 100 == 1; }

 private:
  using text = boost::beast::string_view;

  void on_request_impl(http::verb, text, text, int, error_code&) override {}
  void on_response_impl(int status, text reason, int version, error_code& ec) override;
  void on_field_impl(http::field name, text name_text, text value, error_code& ec) override;
  void on_header_impl(error_code& ec) override;
  void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override {}
  std::size_t on_body_impl(text piece, error_code& ec) override;
  void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t left, text piece, error_code& ec) override;
  void on_finish_impl(error_code&) override {}

  exchange& into_;
  answer_decoder& decoder_;
  bool started_ = false;
  bool encoded_ = false;
  bool decodes_ = false;
};

void message::on_response_impl(int status, text, int, error_code& ec) {
  constexpr int switching_protocols = 101;
  started_ = true;
  if (status < 100 || status == switching_protocols) {
    ec = http::error::bad_status;
  } else {
    into_.status = status;
  }
  into_.retry_after.clear();
  into_.date.clear();
}

void message::on_field_impl(http::field name, text, text value, error_code&) {
  if (is_header_done()) return;  // a trailer
  if (name == http::field::retry_after) {
    keep_field(into_.retry_after, value);
  } else if (name == http::field::date) {
    keep_field(into_.date, value);
  } else if (name == http::field::content_encoding) {
    encoded_ = !value.empty() && !boost::beast::iequals(value, "identity");
  }
}

void message::on_header_impl(error_code&) {
  decodes_ = into_.status / 100 == 2 && !encoded_;
}

std::size_t message::on_body_impl(text piece, error_code&) {
  if (decodes_) decoder_.write(piece);
  // Once there are devices, what comes are answers: neither worth a copy nor the server's words.
  if (decodes_ && decoder_.devices_begun()) return piece.size();
  into_.server_text.append(piece.substr(0, max_server_text - into_.server_text.size()));
  return piece.size();
}

std::size_t message::on_chunk_body_impl(std::uint64_t, text piece, error_code& ec) {
  return on_body_impl(piece, ec);
}

}  // namespace

struct http_answer::state {
  state(name_table& names, answer_limits const& within) : decoder{names}, limits{within} {}

  void begin_message();
  std::size_t parse(std::string_view bytes);
  std::size_t parse_step(std::string_view bytes);
  void bound_whole(std::size_t bytes);
  void complete();
  void drop_words_of_devices();
  void fail(transport why);
  void fail(error_code const& ec);

  answer_decoder decoder;
  answer_limits limits;
  exchange* into = nullptr;
  batch::endpoint asked_of = batch::endpoint::bulk;
  std::optional<message> current;
  std::size_t head = 0;  ///< bytes of heads so far, interim ones included
  bool done = true;
  bool complete_message = false;
  bool leftover = false;  ///< something came behind the answer
};

void http_answer::state::begin_message() {
  if (head >= limits.max_head) return fail(http::error::header_limit);
  current.emplace(*into, decoder, limits.max_head - head, limits.max_body);
}

/// Parses until the bytes are used up, more of them are needed, or the answer has ended.
std::size_t http_answer::state::parse(std::string_view bytes) {
  std::size_t used = 0;
  while (!done && used < bytes.size()) {
    std::size_t const step = parse_step(bytes.substr(used));
    used += step;
    if (step == 0) break;
  }
  if (!done) bound_whole(into->bytes_received + used);
  leftover = used < bytes.size();
  return used;
}

/// A body within its limit can come in any amount of framing: a chunk for each byte, an extension with each chunk.
void http_answer::state::bound_whole(std::size_t bytes) {
  if (bytes <= limits.max_head || (bytes - limits.max_head) / framing_allowed <= limits.max_body) return;
  into->error_text = "the answer's framing is many times its body";
  fail(transport::too_large);
}

/// One step: a head, an interim answer, or as much of the body as there is. Zero bytes: nothing to be done with these.
std::size_t http_answer::state::parse_step(std::string_view bytes) {
  if (!current->started() && !begins_like_http(bytes)) {
    fail(http::error::bad_version);
    return 0;
  }
  bool const in_head = !current->is_header_done();
  // Beast asserts 5 bytes when it looks at an empty chunked body again; a chunked body never ends in fewer.
  if (!in_head && current->chunked() && bytes.size() < 5) return 0;
  error_code ec;
  std::size_t const used = current->put({bytes.data(), bytes.size()}, ec);
  std::size_t const waiting = ec == http::error::need_more ? bytes.size() - used : 0;
  if (in_head) head += used;
  // Beast bounds neither a head that arrives field by field, nor a chunk's extension, nor trailers.
  if ((in_head ? head : 0) + waiting > limits.max_head) {
    fail(http::error::header_limit);
  } else if (ec && ec != http::error::need_more) {
    fail(ec);
  } else if (current->is_done()) {
    if (current->interim()) {
      into->status = 0;
      begin_message();
    } else {
      complete();
    }
  } else if (current->is_header_done()) {
    current->eager(true);
  }
  return used;
}

void http_answer::state::complete() {
  done = complete_message = true;
  if (current->decodes()) decoder.finish();
  drop_words_of_devices();
}

void http_answer::state::fail(transport why) {
  done = true;
  into->error = why;
  into->body = body_kind::not_json;
  into->answers.clear();
  into->unreadable_devices = 0;
  into->texts.clear();
  drop_words_of_devices();
}

/// How much was kept before the first device depends on how the body was cut; and what broke off after it are numbers,
/// not words.
void http_answer::state::drop_words_of_devices() {
  if (decoder.devices_begun()) into->server_text.clear();
}

void http_answer::state::fail(error_code const& ec) {
  if (ec == http::error::header_limit) {
    into->error_text = "the answer's head exceeds " + size_text(limits.max_head);
    fail(transport::too_large);
  } else if (ec == http::error::body_limit) {
    into->error_text = "the answer's body exceeds " + size_text(limits.max_body);
    fail(transport::too_large);
  } else {
    into->error_text = "the answer is not HTTP: " + ec.message();
    fail(transport::malformed);
  }
}

http_answer::http_answer(name_table& names, answer_limits limits) : state_{std::make_unique<state>(names, limits)} {}

http_answer::~http_answer() = default;

void http_answer::start(batch::endpoint asked_of, exchange& into) {
  state& s = *state_;
  s.into = &into;
  s.head = 0;
  s.done = s.complete_message = s.leftover = false;
  s.decoder.start(asked_of, into);
  s.begin_message();
}

std::size_t http_answer::feed(std::span<char const> bytes) {
  state& s = *state_;
  if (bytes.empty()) return 0;
  if (s.done) {
    s.leftover = true;
    return 0;
  }
  s.into->any_byte = true;
  std::size_t const used = s.parse({bytes.data(), bytes.size()});
  s.into->bytes_received += used;
  return used;
}

void http_answer::end_of_stream() {
  state& s = *state_;
  if (s.done) return;
  error_code ec = http::error::partial_message;
  if (s.current->got_some()) s.current->put_eof(ec);
  // Only the end of the JSON tells whether this was the end of the body or of the connection.
  bool const cut = ec || (s.current->decodes() && s.decoder.wants_more());
  if (!cut) return s.complete();
  s.into->error_text =
      s.into->any_byte ? "the connection ended in the middle of the answer" : "the connection ended before an answer";
  s.fail(transport::closed);
}

void http_answer::fail(transport why) {
  if (!state_->done) state_->fail(why);
}

bool http_answer::done() const noexcept {
  return state_->done;
}

bool http_answer::failed() const noexcept {
  return state_->done && !state_->complete_message;
}

bool http_answer::keep_alive() const noexcept {
  return state_->complete_message && !state_->leftover && state_->current->keep_alive();
}

}  // namespace rcs
