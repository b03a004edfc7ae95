#include "simulator/answer.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <stdexcept>
#include <string>

#include "simulator/asked_set.hpp"

namespace rcs::sim {
namespace {

constexpr std::array<std::string_view, 8> carriers{
    "Northern Wireless", "Prairie Mobile",         "Coastline Cellular",       "Summit Telecom",
    "Lakeside PCS",      "Redwood Communications", "Harbor & Hill \\\"H2\\\"", "Caf\u00e9 Mobil\u00e9"};
constexpr std::array<std::string_view, 3> statuses{"ACTIVE", "INACTIVE", "UNKNOWN"};

constexpr auto digit_pairs = [] {
  std::array<char, 200> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) {
    pairs[i] = static_cast<char>('0' + (i % 2 == 0 ? i / 20 : i / 2 % 10));
  }
  return pairs;
}();

constexpr std::size_t most_per_device = 512;  ///< bytes of a device, padding included

/// Two digits at a time, which is about twice as fast as the general way.
char* write_digits(number n, char* out) noexcept {
  std::array<char, 2 * (number::max_digits / 2 + 1)> text;
  auto* at = text.data() + text.size();
  auto value = n.value();
  for (; value >= 100; value /= 100) {
    at -= 2;
    std::memcpy(at, &digit_pairs[2 * (value % 100)], 2);
  }
  at -= 2;
  std::memcpy(at, &digit_pairs[2 * value], 2);
  if (value < 10) ++at;
  auto const size = static_cast<std::size_t>(text.data() + text.size() - at);
  std::memcpy(out, at, size);
  return out + size;
}

constexpr std::string_view address_prefix(address_style style) noexcept {
  switch (style) {
    case address_style::bare:
      return "";
    case address_style::tel:
      return "tel:+";
    case address_style::chat:
      return "chat:";
    case address_style::plus:
      break;
  }
  return "+";
}

bool was_withheld(std::span<std::uint8_t const> history, std::size_t i) noexcept {
  return i < history.size() && (history[i] & asked_set::withheld) != 0;
}

}  // namespace

template <std::size_t Capacity>
void answer_writer::fragment<Capacity>::assign(std::string_view from) {
  if (from.size() > Capacity) throw std::logic_error{"answer fragment too long"};
  std::copy(from.begin(), from.end(), text.begin());
  size = from.size();
}

template <std::size_t Capacity>
char* answer_writer::fragment<Capacity>::copy_to(char* out) const noexcept {
  std::memcpy(out, text.data(), Capacity);
  return out + size;
}

answer_writer::answer_writer(answer_rules const& rules, std::uint64_t seed)
    : rules_{rules},
      seed_{mix(seed ^ mix(10))},
      missing_{rules.missing, seed, 11},
      missing_once_{rules.missing_once, seed, 12},
      extra_{rules.extra, seed, 13},
      repeat_{rules.repeat, seed, 14},
      conflict_{rules.conflict, seed, 15},
      indeterminate_{rules.indeterminate, seed, 16},
      enabled_below_{static_cast<std::uint64_t>(std::ldexp(rules.enabled, 32))},
      plain_{missing_.none() && missing_once_.none() && extra_.none() && repeat_.none() && conflict_.none()} {
  make_fragments();
}

void answer_writer::make_fragments() {
  std::string const gap = rules_.pretty ? "\n      " : "";
  std::string const colon = rules_.pretty ? ": " : ":";
  std::string const quote = rules_.booleans == boolean_style::string ? "\"" : "";
  list_open_ = rules_.pretty ? "{\n  \"devices\": [\n    " : "{\"devices\":[";
  separator_ = rules_.pretty ? ",\n    " : ",";
  list_close_ = rules_.pretty ? "\n  ]\n}\n" : "]}";

  open_.assign("{" + gap + "\"deviceAddress\"" + colon + "\"" + std::string{address_prefix(rules_.addresses)});
  std::string const end = (rules_.pretty ? "\n    }" : "}") + std::string{separator_};
  std::array<std::string, enabled_count> const enabled{quote + "true" + quote, quote + "false" + quote, "null", ""};
  std::size_t at = 0;
  for (auto const carrier : carriers) {
    for (auto const status : statuses) {
      for (auto const& value : enabled) {
        std::string tail = "\"";
        if (rules_.shape == device_shape::us) {
          tail.append("," + gap + "\"carrierId\"" + colon + "\"").append(carrier).append("\"");
          tail.append("," + gap + "\"carrierStatus\"" + colon + "\"").append(status).append("\"");
        }
        if (!value.empty()) tail.append("," + gap + "\"rcsEnabled\"" + colon + value);
        tails_[at++].assign(tail + end);
      }
    }
  }
}

std::size_t answer_writer::looks(number n) const noexcept {
  auto const drawn = mix(n.value() ^ seed_);
  auto const carrier = static_cast<std::size_t>(drawn >> 61U);
  auto const byte = (drawn >> 52U) & 0xFFU;
  auto const status = byte < 226 ? std::size_t{0} : byte < 246 ? std::size_t{1} : std::size_t{2};
  auto enabled = (drawn & 0xFFFFFFFFU) < enabled_below_ ? told_enabled::yes : told_enabled::no;
  if (indeterminate_(n)) enabled = (drawn & 1U) != 0 ? told_enabled::null : told_enabled::absent;
  return (carrier * status_count + status) * enabled_count + static_cast<std::size_t>(enabled);
}

void answer_writer::device(number shown, std::size_t tail, text_buffer& body) const {
  auto* const out = body.room(most_per_device);
  body.advance(tails_[tail].copy_to(write_digits(shown, open_.copy_to(out))));
}

number answer_writer::stranger(std::uint64_t nth) const noexcept {
  // Fifteen digits behind the unassigned +999: no generated list has any of them.
  auto const drawn = number::from_value(999'000'000'000'000 + mix(seed_ + nth) % 1'000'000'000'000);
  return drawn.value_or(number{});
}

void answer_writer::tell(number n, bool was_withheld, text_buffer& body, answered_numbers& told) const {
  if (missing_(n)) return;
  if (missing_once_(n) && !was_withheld) {
    told.withheld.push_back(n);
    return;
  }
  auto const tail = looks(n);
  told.given.push_back(n);
  device(n, tail, body);
  if (repeat_(n)) device(n, tail, body);
  // The ways to tell `enabled` lie side by side: yes and no differ in the lowest bit; what is neither becomes yes.
  if (conflict_(n)) device(n, tail % enabled_count < 2 ? tail ^ 1U : tail - tail % enabled_count, body);
  if (extra_(n)) device(stranger(n.value()), tail, body);
}

void answer_writer::close(std::size_t empty_size, text_buffer& body) const {
  if (body.size() != empty_size) body.drop_back(separator_.size());
  body.append(list_close_);
}

void answer_writer::bulk(std::span<number const> numbers, std::span<std::uint8_t const> history, random_source& chance,
                         text_buffer& body, answered_numbers& told) const {
  body.append(list_open_);
  auto const empty_size = body.size();
  if (plain_ && !rules_.shuffle) {
    for (auto const n : numbers) device(n, looks(n), body);
    told.given.assign(numbers.begin(), numbers.end());
  } else {
    std::vector<std::size_t> order(numbers.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    if (rules_.shuffle) {
      for (auto i = order.size(); i > 1; --i) std::swap(order[i - 1], order[chance.below(i)]);
    }
    for (auto const i : order) tell(numbers[i], was_withheld(history, i), body, told);
  }
  close(empty_size, body);
}

bool answer_writer::single(number n, std::span<std::uint8_t const> history, random_source& chance, text_buffer& body,
                           answered_numbers& told) const {
  auto const bare = rules_.single == single_shape::bare || (rules_.single == single_shape::mixed && chance() % 2 == 0);
  if (missing_(n) || (missing_once_(n) && !was_withheld(history, 0))) {
    if (!missing_(n)) told.withheld.push_back(n);
    if (rules_.missing_single == single_missing::not_found) return false;
    body.append(list_open_);
    body.append(list_close_);
    return true;
  }
  if (!bare) {
    bulk({&n, 1}, history, chance, body, told);
    return true;
  }
  device(n, looks(n), body);
  body.drop_back(separator_.size());
  told.given.push_back(n);
  return true;
}

void answer_writer::strangers(std::span<number const> numbers, text_buffer& body) const {
  body.append(list_open_);
  auto const empty_size = body.size();
  for (auto const n : numbers) device(stranger(n.value()), looks(n), body);
  close(empty_size, body);
}

void answer_writer::endless_start(text_buffer& body) const {
  body.append(list_open_);
}

void answer_writer::endless_piece(std::uint64_t nth, text_buffer& body) const {
  auto const n = stranger(nth);
  device(n, looks(n), body);
}

}  // namespace rcs::sim
