#include "settle/reconcile.hpp"

#include <algorithm>
#include <bit>
#include <limits>

namespace rcs {
namespace {

constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();

/// Where the search for `n` starts in a table of a power of two of slots: multiplicative hashing (D. Knuth, TAOCP
/// 3, 6.4).
std::size_t home_of(number n, std::size_t slots) noexcept {
  constexpr std::uint64_t golden = 0x9E37'79B9'7F4A'7C15;
  return static_cast<std::size_t>((n.value() * golden) >> 32) & (slots - 1);
}

constexpr outcome outcome_of(enablement e) noexcept {
  switch (e) {
    case enablement::yes:
      return outcome::enabled;
    case enablement::no:
      return outcome::not_enabled;
    case enablement::unknown:
      break;
  }
  return outcome::indeterminate;
}

/// What an answer said of `rcsEnabled`.
constexpr std::string_view rcs_of(outcome answered) noexcept {
  if (answered == outcome::enabled) return "true";
  return answered == outcome::not_enabled ? "false" : "absent";
}

void append_difference(std::string& out, std::string_view field, std::string_view first, std::string_view second) {
  if (first == second) return;
  if (!out.empty()) out += "; ";
  out.append(field).append(" ").append(first.empty() ? "absent" : first);
  out.append(" and ").append(second.empty() ? "absent" : second);
}

/// The first two values of each field that differs.
void describe_conflict(std::string& text, result const& first, device_answer const& second) {
  text.clear();
  append_difference(text, "rcs_enabled", rcs_of(first.what), rcs_of(outcome_of(second.rcs)));
  append_difference(text, "carrier_id", first.carrier_id, second.carrier_id);
  append_difference(text, "carrier_status", first.carrier_status, second.carrier_status);
}

std::string_view agreed(std::string_view first, std::string_view second) noexcept {
  return first == second ? first : std::string_view{};
}

/// A row to be filled in: copied, which takes half as long as having one set to zero.
constexpr result blank;

constexpr bool is_filled(result const& row) noexcept {
  return row.attempts != 0;
}

/// In place: a row that is made elsewhere and copied is read back before its parts are through.
void fill(result& row, entry const& asked, device_answer const& answer) noexcept {
  row.row = asked.row;
  row.asked = asked.asked;
  row.attempts = static_cast<std::uint8_t>(std::min(asked.attempts + 1, 255));
  row.what = outcome_of(answer.rcs);
  row.carrier_id = answer.carrier_id;
  row.carrier_status = answer.carrier_status;
}

bool says_the_same(result const& row, device_answer const& answer) noexcept {
  return row.what == outcome_of(answer.rcs) && row.carrier_id == answer.carrier_id &&
         row.carrier_status == answer.carrier_status;
}

}  // namespace

bool reconciler::operator()(batch const& asked, exchange const& seen) {
  results_.assign(asked.size(), blank);
  missing_.clear();
  differing_.clear();
  answered_ = extra_ = repeated_ = 0;
  if (!join(asked.entries(), seen)) {
    results_.clear();
    return false;
  }
  if (!differing_.empty()) settle_conflicts();
  if (answered_ < asked.size()) part_missing(asked.entries());
  return true;
}

bool reconciler::join(std::vector<entry> const& asked, exchange const& seen) {
  indexed_ = false;
  std::size_t next = 0;  // where the answer continues if it keeps the order of the batch
  for (auto const& device : seen.answers) {
    bool const in_order = next < asked.size() && asked[next].asked == device.device;
    std::size_t const at = in_order ? next : find(asked, device.device);
    if (at == nowhere) {
      ++extra_;
      continue;
    }
    next = at + 1;
    if (!is_filled(results_[at])) {
      fill(results_[at], asked[at], device);
      ++answered_;
    } else if (says_the_same(results_[at], device)) {
      ++repeated_;
    } else {
      differing_.resize(asked.size());
      if (differing_[at] == nullptr) differing_[at] = &device;
    }
  }
  return seen.answers.size() - extra_ >= extra_ + seen.unreadable_devices;
}

std::size_t reconciler::find(std::vector<entry> const& asked, number device) {
  if (!indexed_) index(asked);
  for (std::size_t slot = home_of(device, slots_.size());; slot = (slot + 1) & (slots_.size() - 1)) {
    if (slots_[slot] == 0) return nowhere;
    std::size_t const at = slots_[slot] - 1;
    if (asked[at].asked == device) return at;
  }
}

void reconciler::index(std::vector<entry> const& asked) {
  slots_.assign(std::bit_ceil(4 * asked.size() + 1), 0);  // a quarter full: whom a search passes costs more than a slot
  for (std::size_t i = 0; i < asked.size(); ++i) {
    std::size_t slot = home_of(asked[i].asked, slots_.size());
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
  indexed_ = true;
}

void reconciler::settle_conflicts() {
  // Made room for beforehand: the results refer to these strings, which must not move.
  auto const agreeing = std::count(differing_.begin(), differing_.end(), nullptr);
  conflicts_.resize(std::max(conflicts_.size(), differing_.size() - static_cast<std::size_t>(agreeing)));
  auto text = conflicts_.begin();
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (differing_[i] == nullptr) continue;
    result& first = results_[i];
    device_answer const& second = *differing_[i];
    describe_conflict(*text, first, second);
    first.what = outcome::conflict;
    first.carrier_id = agreed(first.carrier_id, second.carrier_id);
    first.carrier_status = agreed(first.carrier_status, second.carrier_status);
    first.detail = *text++;
  }
}

void reconciler::part_missing(std::vector<entry> const& asked) {
  std::size_t kept = 0;
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (is_filled(results_[i])) {
      results_[kept++] = results_[i];
    } else {
      missing_.push_back(asked[i]);
    }
  }
  results_.resize(kept);
}

}  // namespace rcs
