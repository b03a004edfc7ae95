#include "wire/answer_decoder.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <boost/json/basic_parser_impl.hpp>

#include "bytes/avx2_bytes.hpp"
#include "bytes/paired_bytes.hpp"
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
  using run = char const* (state::*)(char const* begin, char const* last);

  state(name_table& names, method with)
      : json{json_options(), names}, how{with}, read_run{run_for(with)}, recent{names} {}

  bool skip_mark(std::string_view& piece);
  bool decode(std::string_view piece);
  bool parse(std::string_view piece, bool more);
  std::size_t read_by_shape(std::string_view piece);
  template <class Bytes>
  char const* read_run_by(char const* begin, char const* last);
  char const* read_run_by_pairs(char const* begin, char const* last);
#if defined(RCS_FOR_AVX2)
  char const* read_run_by_avx2(char const* begin, char const* last);
#endif
  static run run_for(method how) noexcept;

  boost::json::basic_parser<detail::device_reader> json;
  exchange* into = nullptr;
  std::size_t mark_seen = 0;  ///< bytes of the byte order mark; all of it if there is none
  bool broken = false;

  method how;
  run read_run;                  ///< made for this machine
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
  if (piece.size() >= reach) begin = (this->*read_run)(begin, end - reach);
  auto const rest = static_cast<std::size_t>(end - begin);
  if (rest >= reach) return piece.size() - rest;
  // The last ones stand so near to the end that one would look beyond it: there are zeros behind this copy, which are
  // in no device.
  std::array<char, 2 * device_shape::max_reach> copy;
  std::fill_n(std::copy(begin, end, copy.begin()), reach, '\0');
  char const* const read = (this->*read_run)(copy.data(), copy.data() + rest);
  return piece.size() - rest + static_cast<std::size_t>(read - copy.data());
}

/// Reads devices as long as they have the shape and begin no later than `last`; returns where the next one begins.
template <class Bytes>
[[gnu::always_inline]] inline char const* answer_decoder::state::read_run_by(char const* begin, char const* last) {
  auto& answers = into->answers;
  std::size_t const before = answers.size();
  std::size_t const most = before + json.handler().room();
  constexpr std::size_t least_room = 1;
  constexpr std::size_t most_room = 32;
  std::size_t read = before;
  bool fits = true;
  while (fits && read < most && begin <= last) {
    // Read where they will stay: to copy what was just written in smaller portions stalls the processor. As many more
    // are made room for as there were, up to a few dozen: one that does not fit is soon found out.
    answers.resize(std::min(read + std::clamp(read - before, least_room, most_room), most));
    device_answer* next = answers.data() + read;
    device_answer* const end = answers.data() + answers.size();
    for (; next != end && begin <= last; ++next) {
      char const* const behind = shapes.match<Bytes>(begin, recent, *next);
      if (behind == nullptr) {
        fits = false;
        break;
      }
      begin = behind;
    }
    read = static_cast<std::size_t>(next - answers.data());
  }
  answers.resize(read);
  by_shape += read - before;
  stretch.add(read - before);
  return begin;
}

[[gnu::flatten]] char const* answer_decoder::state::read_run_by_pairs(char const* begin, char const* last) {
  return read_run_by<paired_bytes>(begin, last);
}

#if defined(RCS_FOR_AVX2)
RCS_FOR_AVX2 [[gnu::flatten]] char const* answer_decoder::state::read_run_by_avx2(char const* begin, char const* last) {
  return read_run_by<avx2_bytes>(begin, last);
}
#endif

answer_decoder::state::run answer_decoder::state::run_for([[maybe_unused]] method how) noexcept {
#if defined(RCS_FOR_AVX2)
  if (how == method::by_shape && avx2_bytes::is_here()) return &state::read_run_by_avx2;
#endif
  return &state::read_run_by_pairs;
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
