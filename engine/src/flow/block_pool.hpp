#pragma once

#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "flow/settled_block.hpp"

namespace rcs {

/// Blocks that have been written and can be filled again. Thread-safe.
class block_pool {
 public:
  [[nodiscard]] std::unique_ptr<settled_block> take() {
    std::lock_guard const held{mutex_};
    if (free_.empty()) return std::make_unique<settled_block>();
    auto block = std::move(free_.back());
    free_.pop_back();
    return block;
  }

  void give_back(std::unique_ptr<settled_block> block) {
    block->counts.clear();
    block->settled.clear();
    std::lock_guard const held{mutex_};
    free_.push_back(std::move(block));
  }

 private:
  std::mutex mutex_;
  std::vector<std::unique_ptr<settled_block>> free_;
};

}  // namespace rcs
