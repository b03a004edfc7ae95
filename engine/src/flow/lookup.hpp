#pragma once

#include <memory>
#include <span>
#include <vector>

#include "rcs/engine.hpp"
#include "rcs/sink.hpp"

namespace rcs {

/// A sink that keeps the answers of a look-up of numbers in memory, by row.
class answer_sink final : public sink {
 public:
  explicit answer_sink(std::vector<number> const& asked);

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block> reuse) override;
  std::error_code write(rendered_block& block) override;
  std::error_code finish() override { return {}; }

  /// The answers in the order of the numbers; a repeat has its first one's. Once, after the run.
  [[nodiscard]] std::vector<answer> take();

 private:
  std::vector<answer> answers_;
};

}  // namespace rcs
