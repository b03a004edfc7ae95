#include "bench/number_supply.hpp"

#include <array>
#include <string_view>
#include <system_error>

#include "number/seen_set.hpp"
#include "rcs/normalizer.hpp"
#include "source/text_source.hpp"

namespace rcs::bench {

std::uint64_t number_supply::next() noexcept {
  if (at_ == size_) at_ = 0;
  auto const i = at_++;
  return list_.empty() ? first_generated + i : list_[i].value();
}

void number_supply::take(std::size_t count, row_block& into) {
  // Views into the storage: it must not move while they are made.
  into.storage.reserve(into.storage.size() + count * (number::max_digits + 1));
  for (std::size_t i = 0; i < count; ++i) {
    std::array<char, number::max_digits + 1> text{'+'};
    auto const* const end = number::from_value(next())->write_digits(text.data() + 1);
    auto const begin = into.storage.size();
    into.storage.append(std::string_view{text.data(), end});
    into.cells.emplace_back(into.storage.data() + begin, into.storage.size() - begin);
  }
}

number_list read_numbers(std::string const& file) {
  std::error_code failed;
  auto const from = open_text_source(file, failed);
  if (failed) throw std::system_error{failed, file};
  normalizer const normalize{};
  seen_set seen;
  number_list made;
  row_block block;
  while (from->read(block, failed)) {
    for (auto const cell : block.cells) {
      auto const found = normalize(cell);
      if (!found.value) {
        ++made.invalid;
      } else if (!seen.insert(found.value)) {
        ++made.repeats;
      } else {
        made.numbers.push_back(found.value);
      }
    }
  }
  if (failed) throw std::system_error{failed, file};
  return made;
}

}  // namespace rcs::bench
