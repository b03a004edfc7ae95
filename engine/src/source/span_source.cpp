#include "source/span_source.hpp"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <utility>

namespace rcs {
namespace {

constexpr std::size_t rows_in_a_block = 4096;

class span_source final : public source {
 public:
  explicit span_source(std::vector<number> numbers) : numbers_{std::move(numbers)} {}

  bool read(row_block& into, std::error_code&) override {
    into.clear();
    if (interrupted_) return false;
    auto const end = std::min(numbers_.size(), at_ + rows_in_a_block);
    into.first_row = at_ + 1;
    // Reserved, so that the cells stay where they are.
    into.storage.reserve((end - at_) * (number::max_digits + 1));
    for (; at_ < end; ++at_) append(into, numbers_[at_]);
    return !into.cells.empty();
  }

  void interrupt() noexcept override { interrupted_ = true; }

 private:
  static void append(row_block& into, number n) {
    auto const begin = into.storage.size();
    if (n) into.storage += n.to_string();
    into.cells.push_back(std::string_view{into.storage}.substr(begin));
  }

  std::vector<number> numbers_;
  std::size_t at_ = 0;
  std::atomic<bool> interrupted_{false};
};

}  // namespace

std::unique_ptr<source> make_span_source(std::vector<number> numbers) {
  return std::make_unique<span_source>(std::move(numbers));
}

}  // namespace rcs
