#include "file/unwritten.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <cstddef>
#include <cstdint>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace {

/// What a descriptor that takes at most `most` bytes would have in the end, and what was told of it.
struct written {
  std::string bytes;
  std::string told;
};

template <typename Most>
written write_all(std::vector<std::string> const& texts, Most most) {
  std::vector<std::string_view> const pieces(texts.begin(), texts.end());
  written done;
  for (rcs::unwritten left{pieces}; left.next();) {
    std::string offered;
    for (std::size_t i = 0; i < left.count; ++i) {
      offered.append(static_cast<char const*>(left.gathered[i].iov_base), left.gathered[i].iov_len);
    }
    BOOST_TEST_REQUIRE(!offered.empty());
    auto const taken = std::min(offered.size(), std::max<std::size_t>(most(), 1));
    done.bytes.append(offered, 0, taken);
    left.pass(taken, [&done](std::string_view piece) { done.told += piece; });
  }
  return done;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(unwritten)

BOOST_AUTO_TEST_CASE(nothing_and_empty_pieces_need_no_writing) {
  BOOST_TEST(write_all({}, [] { return std::size_t{1}; }).bytes.empty());
  BOOST_TEST(write_all({"", "", ""}, [] { return std::size_t{1}; }).bytes.empty());
}

BOOST_AUTO_TEST_CASE(however_little_is_taken_at_once_every_byte_is_written_once_and_in_order) {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    std::mt19937_64 random{seed};
    std::vector<std::string> texts(random() % 200);
    std::string all;
    for (auto& text : texts) {
      text.resize(random() % 3 == 0 ? 0 : random() % 40);
      for (auto& c : text) c = static_cast<char>('a' + random() % 26);
      all += text;
    }
    auto const done = write_all(texts, [&] { return random() % (1 + random() % 400); });
    BOOST_TEST_CONTEXT("seed " << seed) {
      BOOST_TEST((done.bytes == all));
      BOOST_TEST((done.told == all));
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
