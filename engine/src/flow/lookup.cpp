#include "flow/lookup.hpp"

#include <cstdint>
#include <unordered_map>
#include <utility>

namespace rcs {
namespace {

struct copied_rows final : rendered_block {
  std::vector<std::pair<std::uint64_t, answer>> rows;
};

answer copy_of(result const& row) {
  answer made;
  made.asked = row.asked;
  made.what = row.what;
  made.carrier_id = row.carrier_id;
  made.carrier_status = row.carrier_status;
  made.detail = row.detail;
  return made;
}

}  // namespace

answer_sink::answer_sink(std::vector<number> const& asked) : answers_(asked.size()) {
  for (std::size_t i = 0; i < asked.size(); ++i) answers_[i].asked = asked[i];
}

std::unique_ptr<rendered_block> answer_sink::render(std::span<result const> rows,
                                                    std::unique_ptr<rendered_block> reuse) {
  auto block = reuse ? std::move(reuse) : std::make_unique<copied_rows>();
  auto& copies = static_cast<copied_rows&>(*block).rows;
  copies.clear();
  for (auto const& row : rows) copies.emplace_back(row.row, copy_of(row));
  return block;
}

std::error_code answer_sink::write(rendered_block& block) {
  for (auto& [row, one] : static_cast<copied_rows&>(block).rows) answers_.at(row - 1) = std::move(one);
  return {};
}

std::vector<answer> answer_sink::take() {
  std::unordered_map<std::uint64_t, std::size_t> first;
  for (std::size_t i = 0; i < answers_.size(); ++i) {
    auto const [at, is_first] = first.try_emplace(answers_[i].asked.value(), i);
    if (!is_first) answers_[i] = answers_[at->second];
  }
  return std::move(answers_);
}

}  // namespace rcs
