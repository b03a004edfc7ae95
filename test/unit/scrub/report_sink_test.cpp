#include <boost/test/unit_test.hpp>

#include "scrub/report/counting_sink.hpp"

namespace {

using namespace rcs;
using namespace rcs::scrub;

/// Writes so many blocks, and then no more.
class short_sink final : public sink {
 public:
  explicit short_sink(int blocks, bool& finished) : left_{blocks}, finished_{finished} {}

  std::unique_ptr<rendered_block> render(std::span<result const>, std::unique_ptr<rendered_block> reuse) override {
    return reuse ? std::move(reuse) : std::make_unique<block>();
  }
  std::error_code write(rendered_block& one) override {
    BOOST_TEST(dynamic_cast<block*>(&one) != nullptr);
    return --left_ < 0 ? std::make_error_code(std::errc::no_space_on_device) : std::error_code{};
  }
  std::error_code finish() override {
    finished_ = true;
    return {};
  }

 private:
  struct block final : rendered_block {};

  int left_;
  bool& finished_;
};

std::vector<result> rows(std::size_t count) {
  std::vector<result> made(count);
  for (std::size_t i = 0; i < count; ++i) {
    made[i].row = i + 1;
    made[i].asked = number::from_value(12'125'550'100).value();
    made[i].what = outcome::enabled;
  }
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_sink)

BOOST_AUTO_TEST_CASE(rows_count_once_they_are_written) {
  answer_counts counts;
  bool finished = false;
  auto const into = make_counting_sink(std::make_unique<short_sink>(2, finished), counts, calling_code);
  auto first = into->render(rows(3), nullptr);
  BOOST_TEST(counts.regions().sorted().empty());
  BOOST_TEST(!into->write(*first));
  BOOST_TEST(counts.regions().sorted().front().second.enabled == 3U);
  auto const second = into->render(rows(4), std::move(first));  // whose memory is used again
  BOOST_TEST(!into->write(*second));
  BOOST_TEST(counts.regions().sorted().front().second.enabled == 7U);
  BOOST_TEST((into->write(*second) == std::errc::no_space_on_device));
  BOOST_TEST(counts.regions().sorted().front().second.enabled == 7U);
  BOOST_TEST(!into->finish());
  BOOST_TEST(finished);
}

BOOST_AUTO_TEST_SUITE_END()
