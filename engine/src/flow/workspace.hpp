#pragma once

#include <deque>
#include <string>
#include <vector>

#include "plan/settlement.hpp"
#include "rcs/result.hpp"
#include "settle/reconcile.hpp"

namespace rcs {

/// What it takes to turn an exchange into rows: some 90 KB for 500 numbers, mostly rows. Nothing is waited for between
/// the end of an exchange and the rendering of its rows, so all workers of one run on one shard use the same.
struct workspace {
  reconciler join;
  std::vector<settlement> settled;
  std::deque<std::string> texts;  ///< backs the views of `rows` that the exchange and `join` do not hold
  std::vector<result> rows;
};

}  // namespace rcs
