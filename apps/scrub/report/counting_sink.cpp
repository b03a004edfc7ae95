#include "scrub/report/counting_sink.hpp"

#include <utility>
#include <vector>

namespace rcs::scrub {
namespace {

struct counted_block final : rendered_block {
  std::unique_ptr<rendered_block> rows;
  answer_counts counts;
};

class counting_sink final : public sink {
 public:
  counting_sink(std::unique_ptr<sink> into, answer_counts& counts, region_of where)
      : into_{std::move(into)}, counts_{counts}, where_{std::move(where)} {}

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block> reuse) override {
    if (!reuse) reuse = std::make_unique<counted_block>();
    auto& block = static_cast<counted_block&>(*reuse);
    block.rows = into_->render(rows, std::move(block.rows));
    block.counts.clear();
    block.counts.add(rows, where_);
    return reuse;
  }

  std::error_code write(rendered_block& block) override {
    rendered_block* const one = &block;
    return write({&one, 1});
  }

  std::error_code write(std::span<rendered_block* const> blocks) override {
    inner_.clear();
    for (auto* const block : blocks) inner_.push_back(static_cast<counted_block*>(block)->rows.get());
    if (auto const ec = into_->write(inner_)) return ec;
    for (auto const* const block : blocks) counts_.merge(static_cast<counted_block const*>(block)->counts);
    return {};
  }

  std::error_code save(run_state const& state) override { return into_->save(state); }
  void interrupt() noexcept override { into_->interrupt(); }
  std::error_code finish() override { return into_->finish(); }

 private:
  std::unique_ptr<sink> into_;
  answer_counts& counts_;
  region_of where_;
  std::vector<rendered_block*> inner_;  ///< of a write; kept for its memory
};

}  // namespace

std::unique_ptr<sink> make_counting_sink(std::unique_ptr<sink> into, answer_counts& counts, region_of where) {
  return std::make_unique<counting_sink>(std::move(into), counts, std::move(where));
}

}  // namespace rcs::scrub
