#include "wire/answer_decoder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include "wire/device_reader.hpp"
#include "wire/known_shapes.hpp"
#include "wire/recent_names.hpp"
#include "wire/strict_stretch.hpp"

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
  state(name_table& names, method with) : json{json_options(), names}, how{with}, recent{names} {}

  bool skip_mark(std::string_view& piece);
  bool decode(std::string_view piece);
  bool parse(std::string_view piece, bool more);
  std::size_t read_by_shape(std::string_view piece);
  char const* read_run(char const* begin, char const* last);

  boost::json::basic_parser<detail::device_reader> json;
  exchange* into = nullptr;
  std::size_t mark_seen = 0;  ///< bytes of the byte order mark; all of it if there is none
  bool broken = false;

  method how;
  bool between_devices = false;  ///< what comes next stands behind a device of the list
  strict_stretch stretch;
  std::size_t by_shape = 0;  ///< devices of this body
  known_shapes shapes;
  recent_names recent;
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

/// Devices of the shape are read by it, and the parser never hears of them: it stands behind an element of the list
/// before and after. It is given everything else, and where that was one device, its shape is learnt.
bool answer_decoder::state::decode(std::string_view piece) {
  if (how == method::strict) return parse(piece, true);
  while (true) {
    if (between_devices) piece.remove_prefix(read_by_shape(piece));
    if (piece.empty()) return true;
    auto const unlooked = piece.substr(0, stretch.next());
    if (!unlooked.empty()) {
      if (!parse(unlooked, true)) return false;
      between_devices = false;
      piece.remove_prefix(unlooked.size());
    }
    // Only its last byte can be a closing brace, so a device that ends here ends with it.
    auto const looked = piece.substr(0, std::min(piece.find('}'), piece.size() - 1) + 1);
    if (looked.empty()) return true;
    json.handler().forget_device_end();
    if (!parse(looked, true)) return false;
    bool const from_between = std::exchange(between_devices, json.handler().device_ended());
    if (from_between && between_devices) shapes.learn(looked);
    piece.remove_prefix(looked.size());
  }
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

/// Reads the devices at the front that have the shape, and returns how many bytes they take.
std::size_t answer_decoder::state::read_by_shape(std::string_view piece) {
  std::size_t const reach = shapes.reach();
  if (reach == 0) return 0;
  char const* begin = piece.data();
  char const* const end = begin + piece.size();
  if (piece.size() >= reach) begin = read_run(begin, end - reach);
  auto const rest = static_cast<std::size_t>(end - begin);
  if (rest >= reach) return piece.size() - rest;
  // The last ones stand so near to the end that one would look beyond it: there are zeros behind this copy, which are
  // in no device.
  std::array<char, 2 * device_shape::max_reach> copy;
  std::fill_n(std::copy(begin, end, copy.begin()), reach, '\0');
  char const* const read = read_run(copy.data(), copy.data() + rest);
  return piece.size() - rest + static_cast<std::size_t>(read - copy.data());
}

/// Reads devices as long as they have the shape and begin no later than `last`; returns where the next one begins.
char const* answer_decoder::state::read_run(char const* begin, char const* last) {
  auto& answers = into->answers;
  std::size_t const before = answers.size();
  std::size_t const most = before + json.handler().room();
  while (answers.size() < most && begin <= last) {
    // Read where it will stay: to copy what was just written in smaller portions stalls the processor.
    char const* const behind = shapes.match(begin, recent, answers.emplace_back());
    if (behind == nullptr) {
      answers.pop_back();
      break;
    }
    begin = behind;
  }
  by_shape += answers.size() - before;
  stretch.add(answers.size() - before);
  return begin;
}

answer_decoder::answer_decoder(name_table& names, method how) : state_{std::make_unique<state>(names, how)} {}

answer_decoder::~answer_decoder() = default;

void answer_decoder::start(batch::endpoint asked_of, exchange& into) {
  state_->json.reset();
  state_->json.handler().start(asked_of, into);
  state_->into = &into;
  state_->mark_seen = 0;
  state_->broken = false;
  state_->between_devices = false;
  state_->stretch = {};
  state_->by_shape = 0;
}

bool answer_decoder::write(std::string_view piece) {
  state& s = *state_;
  if (s.broken) return false;
  if (s.mark_seen < byte_order_mark.size() && !s.skip_mark(piece)) s.broken = true;
  if (!s.broken && !piece.empty() && !s.decode(piece)) s.broken = true;
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

std::size_t answer_decoder::read_by_shape() const noexcept {
  return state_->by_shape;
}

bool answer_decoder::wants_more() const noexcept {
  return !state_->broken && !state_->json.done();
}

}  // namespace rcs
