#include "micro/stage_work.hpp"

#include <algorithm>
#include <stdexcept>

#include "micro/decode_bodies.hpp"
#include "wire/answer_decoder.hpp"

namespace rcs::bench {

std::vector<entry> entries(std::size_t count, std::uint64_t first) {
  std::vector<entry> made;
  made.reserve(count);
  for (std::size_t i = 0; i < count; ++i) made.emplace_back(number::from_value(first + i).value(), i + 1);
  return made;
}

answered_batches::answered_batches(order how) : asked{batch::endpoint::bulk, entries(devices_per_answer)} {
  answer_decoder decoder{names};
  for (auto const& body : answers_in(writing::compact)) {
    auto& seen = answers.emplace_back();
    decoder.start(batch::endpoint::bulk, seen);
    decoder.write(body);
    decoder.finish();
    if (seen.answers.size() != asked.size()) throw std::logic_error{"an answer is not read"};
    if (how == order::kept) std::ranges::sort(seen.answers, {}, &device_answer::device);
  }
}

}  // namespace rcs::bench
