#define XXH_INLINE_ALL
#include <xxhash.h>

#include <fmt/format.h>

#include <string>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "sink/checkpoint.hpp"

// What may stand where a checkpoint was left: the input as it is, and as the body behind a checksum that is right.

namespace rcs::test {
namespace {

void check(std::string_view text) {
  std::string why;
  auto const read = parse_checkpoint(text, why);
  claim(read.has_value() == why.empty(), "what is refused has a reason, and nothing else has", why);
  if (!read) return;
  auto const again = to_text(*read);
  auto const reread = parse_checkpoint(again, why);
  claim(reread.has_value(), "what was read can be written and read", again, why);
  claim(to_text(*reread) == again, "and is the same", again);
  std::uint64_t end = read->state.settled.low_water();
  for (auto const& [first, last] : read->state.settled.beyond()) {
    claim(first > end + 1 && last >= first, "ranges are in order and apart", again);
    end = last;
  }
}

}  // namespace

void fuzz(std::string_view input) {
  check(input);
  check(fmt::format("rcs-checkpoint 1 {:016x}\n{}", XXH3_64bits(input.data(), input.size()), input));
}

}  // namespace rcs::test
