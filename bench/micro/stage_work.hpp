#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "model/batch.hpp"
#include "model/entry.hpp"
#include "model/exchange.hpp"
#include "settle/reconcile.hpp"
#include "wire/name_table.hpp"

namespace rcs::bench {

/// `count` entries for consecutive numbers from +1 202 555 0000 on; rows begin at 1.
[[nodiscard]] std::vector<entry> entries(std::size_t count, std::uint64_t first = 12'025'550'000);

/// Whether an answer keeps the order of what was asked.
enum class order { kept, shuffled };

/// What the stages behind the decoder work on: a bulk request of 500 numbers, and answers to it that were decoded, with
/// carriers, statuses and values of all kinds, a different answer each.
struct answered_batches {
  explicit answered_batches(order how);

  batch asked;
  name_table names;
  std::vector<exchange> answers;
};

}  // namespace rcs::bench
