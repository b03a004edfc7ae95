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

constexpr std::string_view to_string(enablement e) noexcept {
  switch (e) {
    case enablement::yes:
      return "true";
    case enablement::no:
      return "false";
    case enablement::unknown:
      break;
  }
  return "absent";
}

void append_difference(std::string& out, std::string_view field, std::string_view first, std::string_view second) {
  if (first == second) return;
  if (!out.empty()) out += "; ";
  out.append(field).append(" ").append(first.empty() ? "absent" : first);
  out.append(" and ").append(second.empty() ? "absent" : second);
}

std::string_view agreed(std::string_view first, std::string_view second) noexcept {
  return first == second ? first : std::string_view{};
}

/// A row to be filled in: copied, which takes half as long as having one set to zero.
constexpr result blank;

/// In place: a row that is made elsewhere and copied is read back before its parts are through.
void fill(result& row, entry const& asked, device_answer const& answer) noexcept {
  row.row = asked.row;
  row.asked = asked.asked;
  row.attempts = static_cast<std::uint8_t>(std::min(asked.attempts + 1, 255));
  row.what = outcome_of(answer.rcs);
  row.carrier_id = answer.carrier_id;
  row.carrier_status = answer.carrier_status;
}

/// Whether the answer is what it nearly always is: each number once, in the order they were asked in.
bool is_in_order(std::vector<entry> const& asked, exchange const& seen) noexcept {
  return seen.unreadable_devices == 0 &&
         std::equal(asked.begin(), asked.end(), seen.answers.begin(), seen.answers.end(),
                    [](entry const& one, device_answer const& answer) { return one.asked == answer.device; });
}

}  // namespace

bool reconciler::operator()(batch const& asked, exchange const& seen) {
  results_.clear();
  results_.reserve(asked.size());
  missing_.clear();
  extra_ = repeated_ = 0;
  if (is_in_order(asked.entries(), seen)) {
    for (std::size_t i = 0; i < asked.size(); ++i)
      fill(results_.emplace_back(blank), asked.entries()[i], seen.answers[i]);
    return true;
  }
  if (!join(asked.entries(), seen)) return false;
  settle(asked.entries());
  return true;
}

bool reconciler::join(std::vector<entry> const& asked, exchange const& seen) {
  joined_.assign(asked.size(), joined{});
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
    auto& answer = joined_[at];
    if (answer.first == nullptr) {
      answer.first = &device;
    } else if (device == *answer.first) {
      ++repeated_;
    } else if (answer.differing == nullptr) {
      answer.differing = &device;
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
  slots_.assign(std::bit_ceil(2 * asked.size() + 1), 0);  // at most half full: a search meets a free slot soon
  for (std::size_t i = 0; i < asked.size(); ++i) {
    std::size_t slot = home_of(asked[i].asked, slots_.size());
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
  indexed_ = true;
}

void reconciler::settle(std::vector<entry> const& asked) {
  // Made room for beforehand: the results refer to these strings, which must not move.
  auto const conflicting =
      std::count_if(joined_.begin(), joined_.end(), [](joined const& answer) { return answer.differing != nullptr; });
  conflicts_.resize(std::max(conflicts_.size(), static_cast<std::size_t>(conflicting)));
  conflicts_used_ = 0;

  for (std::size_t i = 0; i < asked.size(); ++i) {
    auto const& answer = joined_[i];
    if (answer.first == nullptr) {
      missing_.push_back(asked[i]);
      continue;
    }
    result& settled = results_.emplace_back(blank);
    fill(settled, asked[i], *answer.first);
    if (answer.differing == nullptr) continue;
    settled.what = outcome::conflict;
    settled.carrier_id = agreed(settled.carrier_id, answer.differing->carrier_id);
    settled.carrier_status = agreed(settled.carrier_status, answer.differing->carrier_status);
    settled.detail = describe_conflict(answer);
  }
}

std::string_view reconciler::describe_conflict(joined const& answer) {
  std::string& text = conflicts_[conflicts_used_++];
  text.clear();
  append_difference(text, "rcs_enabled", to_string(answer.first->rcs), to_string(answer.differing->rcs));
  append_difference(text, "carrier_id", answer.first->carrier_id, answer.differing->carrier_id);
  append_difference(text, "carrier_status", answer.first->carrier_status, answer.differing->carrier_status);
  return text;
}

}  // namespace rcs
