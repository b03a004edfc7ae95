#include "wire/answer_decoder.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include "wire/device_reader.hpp"

namespace rcs {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

boost::json::parse_options json_options() noexcept {
  boost::json::parse_options options;
  options.allow_invalid_utf8 = true;  // one carrier's misspelt name must not cost 500 answers
  return options;
}

}  // namespace

struct answer_decoder::state {
  explicit state(name_table& names) : json{json_options(), names} {}

  bool skip_mark(std::string_view& piece);
  bool parse(std::string_view piece, bool more);

  boost::json::basic_parser<detail::device_reader> json;
  exchange* into = nullptr;
  std::size_t mark_seen = 0;  ///< bytes of the byte order mark; all of it if there is none
  bool broken = false;
};

/// Takes the byte order mark off the front. False if what starts like one turns out to be none.
bool answer_decoder::state::skip_mark(std::string_view& piece) {
  while (mark_seen < byte_order_mark.size() && !piece.empty()) {
    if (piece.front() != byte_order_mark[mark_seen]) {
      bool const none_begun = mark_seen == 0;
      mark_seen = byte_order_mark.size();
      return none_begun;
    }
    ++mark_seen;
    piece.remove_prefix(1);
  }
  return true;
}

bool answer_decoder::state::parse(std::string_view piece, bool more) {
  if (!json.done()) {
    boost::json::error_code ec;
    piece.remove_prefix(json.write_some(more, piece.data(), piece.size(), ec));
    if (ec) return false;
  }
  // The parser stops behind the document; it would begin another if it were given the rest.
  return piece.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

answer_decoder::answer_decoder(name_table& names) : state_{std::make_unique<state>(names)} {}

answer_decoder::~answer_decoder() = default;

void answer_decoder::start(batch::endpoint asked_of, exchange& into) {
  state_->json.reset();
  state_->json.handler().start(asked_of, into);
  state_->into = &into;
  state_->mark_seen = 0;
  state_->broken = false;
}

bool answer_decoder::write(std::string_view piece) {
  state& s = *state_;
  if (s.broken) return false;
  if (s.mark_seen < byte_order_mark.size() && !s.skip_mark(piece)) s.broken = true;
  if (!s.broken && !piece.empty() && !s.parse(piece, true)) s.broken = true;
  return !s.broken;
}

void answer_decoder::finish() {
  state& s = *state_;
  if (!s.broken && !s.json.done() && !s.parse("", false)) s.broken = true;
  exchange& into = *s.into;
  bool const has_devices = !s.broken && s.json.handler().finish();
  into.body = s.broken ? body_kind::not_json : has_devices ? body_kind::devices : body_kind::no_devices;
  if (has_devices) return;
  into.answers.clear();
  into.unreadable_devices = 0;
  into.texts.clear();
}

bool answer_decoder::devices_begun() const noexcept {
  return state_->json.handler().devices_begun();
}

bool answer_decoder::wants_more() const noexcept {
  return !state_->broken && !state_->json.done();
}

}  // namespace rcs
