#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <unordered_map>
#include <vector>

#include "model/batch.hpp"
#include "plan/plan_books.hpp"

namespace rcs {

/// Finds the bad numbers of refused batches, within a price list.
///
/// A batch that was refused because of a number in it is halved while both halves stay legal; what cannot be halved is
/// asked number by number. Once a bad one is found there, the others go as a bulk request again if they still can. The
/// suspects of one refused batch share an isolation, and are never merged with anything else.
///
/// What is paid for is a suspects' request that would not exist without a bad number. Sending the same one again after
/// an unrelated failure is not: attempts and the retry budget bound that. Suspects that can't be afforded any more end
/// as `failed`/`bad_request`. Refusals use up no attempts.
class isolation_ward {
 public:
  static constexpr std::size_t window = 8;  ///< singles of one isolation that are out, or in back-off, at once
  static constexpr std::uint64_t price_of_one = 140;    ///< requests for one bad number; the same again for each found
  static constexpr std::uint64_t run_allowance = 1000;  ///< requests over the run, plus one in ten of those sent

  explicit isolation_ward(std::size_t batch_min) noexcept : batch_min_{batch_min} {}

  /// How many requests the run has sent by now.
  void sent(std::uint64_t requests) noexcept { sent_ = requests; }

  /// A bulk request, of suspects or not, was refused because of a number in it.
  void refused(batch&& bad, plan_books& books);
  /// A suspect was refused alone. The planner settles it.
  void found(batch const& single);
  /// A suspects' batch that cannot be asked again as it is, though not for a bad number: it goes in smaller parts.
  void divide(batch&& suspects, plan_books& books);
  /// A bulk request of this isolation was refused for its size: its suspects go one by one from now on.
  void singles_only(std::uint32_t isolation) { groups_.at(isolation).bulk_useful = false; }
  /// A batch is done with; does nothing if it holds no suspects.
  void resolved(batch const& done);

  /// The next request for suspects, no larger than `batch_max`: bulk ones first, since they settle the most.
  [[nodiscard]] std::optional<batch> take(std::size_t batch_max, plan_books& books);
  /// Whether `take` would give a request or settle suspects.
  [[nodiscard]] bool offers() const noexcept { return !parts_.empty() || !listed_.empty(); }
  /// Whether no suspects are left, here or in requests.
  [[nodiscard]] bool idle() const noexcept { return groups_.empty(); }

 private:
  /// What came of one refused batch.
  struct group {
    std::deque<std::vector<entry>> alone;  ///< suspects for the single endpoint; the first list is being asked
    std::size_t batches = 0;               ///< waiting in `parts_`, out, or in back-off
    std::size_t singles_out = 0;           ///< of `batches`, those to the single endpoint
    std::uint64_t paid = 0;
    std::uint64_t found = 0;
    bool bulk_useful = true;
    bool listed = false;
  };

  void queue(std::uint32_t isolation, group& g, std::vector<entry> suspects);
  void isolate_alone(group& g, std::vector<entry> suspects, plan_books& books);
  void update(std::uint32_t isolation);
  [[nodiscard]] std::optional<batch> take_part(std::size_t batch_max, plan_books& books);
  [[nodiscard]] std::optional<batch> take_single(plan_books& books);
  [[nodiscard]] bool affordable(group const& g) const noexcept { return g.paid < price_of_one * (1 + g.found); }
  [[nodiscard]] bool run_can_afford() const noexcept { return paid_ < sent_ / 10 + run_allowance; }
  void pay(group& g) noexcept;

  std::size_t batch_min_;
  std::uint64_t sent_ = 0;
  std::uint64_t paid_ = 0;
  std::uint32_t last_isolation_ = 0;
  std::unordered_map<std::uint32_t, group> groups_;
  std::deque<batch> parts_;           ///< bulk requests of suspects
  std::deque<std::uint32_t> listed_;  ///< isolations that can give a single now
};

}  // namespace rcs
