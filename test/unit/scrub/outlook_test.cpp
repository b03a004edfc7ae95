#include "scrub/outlook.hpp"

#include <boost/test/unit_test.hpp>

#include "source/text_source.hpp"
#include "support/temp_dir.hpp"

using namespace rcs;
using namespace rcs::scrub;

namespace {

list_outlook look(std::string const& list, run_options const& with = {}, prior_answers* known_before = nullptr) {
  test::temp_dir const folder;
  std::error_code ec;
  auto const opened = open_text_source(folder.write("list", list), ec);
  BOOST_TEST_REQUIRE(!ec);
  auto found = look_through(*opened, with, known_before, ec);
  BOOST_TEST(!ec, ec.message());
  return found;
}

bool takes(std::uint64_t numbers, std::uint64_t bulk, std::uint64_t single, run_options const& with = {}) {
  auto const plan = plan_requests(numbers, with);
  return plan.bulk == bulk && plan.single == single;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(outlook)

BOOST_AUTO_TEST_CASE(every_row_is_counted_once) {
  auto const found = look("+12015550101\n12015550102\ncall me\n+1 201 555 0101\n\nn/a\nx\ny\n");
  BOOST_TEST(found.rows == 8U);
  BOOST_TEST(found.numbers == 2U);
  BOOST_TEST(found.repeats == 1U);
  BOOST_TEST(found.assumed_international == 1U);
  auto const& letters = found.invalid[static_cast<std::size_t>(invalid_reason::letters)];
  BOOST_TEST(letters.rows == 4U);
  BOOST_TEST_REQUIRE(letters.first.size() == 3U);
  BOOST_TEST(letters.first[0].first == 3U);
  BOOST_TEST(letters.first[0].second == "call me");
  BOOST_TEST(letters.first[1].first == 6U);
  BOOST_TEST(found.invalid[static_cast<std::size_t>(invalid_reason::empty)].rows == 1U);
}

BOOST_AUTO_TEST_CASE(what_is_known_before_would_not_be_asked) {
  struct : prior_answers {
    void look_up(std::span<prior_answer> fresh) noexcept override {
      for (auto& one : fresh) one.known = one.asked.value() % 2 == 0;
    }
  } even;
  auto const found = look("+12015550101\n+12015550102\n+12015550103\n+12015550102\n", {}, &even);
  BOOST_TEST(found.numbers == 2U);
  BOOST_TEST(found.known == 1U);
  BOOST_TEST(found.repeats == 1U);
}

BOOST_AUTO_TEST_CASE(kept_repeats_are_numbers_to_ask) {
  run_options with;
  with.repeats = duplicates::keep;
  auto const found = look("+12015550101\n+12015550101\n", with);
  BOOST_TEST(found.numbers == 2U);
  BOOST_TEST(found.repeats == 0U);
}

BOOST_AUTO_TEST_CASE(requests_are_as_few_as_the_limits_allow) {
  BOOST_TEST(takes(0, 0, 0));
  BOOST_TEST(takes(99, 0, 99));
  BOOST_TEST(takes(100, 1, 0));
  BOOST_TEST(takes(550, 2, 0));
  BOOST_TEST(takes(1'000'000, 2000, 0));
  run_options narrow;
  narrow.batch_min = narrow.batch_max = 500;
  BOOST_TEST(takes(1200, 2, 200, narrow));
  narrow.rest = remainder::hold;
  BOOST_TEST(takes(1200, 2, 0, narrow));
  BOOST_TEST(plan_requests(1200, narrow).numbers == 1000U);
}

BOOST_AUTO_TEST_CASE(the_text_says_what_it_would_take) {
  list_outlook list;
  list.rows = 60'010;
  list.numbers = 60'000;
  list.repeats = 3;
  auto& letters = list.invalid[static_cast<std::size_t>(invalid_reason::letters)];
  letters.rows = 7;
  letters.first = {{4, "call \x1b[31mme"}, {9, "ask +12015550101 or somebody else"}, {17, "x"}};
  BOOST_TEST(to_text(list, plan_requests(list.numbers, {}), 2.5) ==
             "60,010 rows; nothing was asked\n"
             "  letters                          7   rows 4 \"call \\x1b[31mme\", 9 \"ask +*********01 or s...\", 17 "
             "\"x\", ...\n"
             "  repeats                          3\n"
             "  numbers to ask              60,000\n"
             "  requests                       120   120 bulk, 0 single\n"
             "  time                 2 min at 1/s, 48 s at 2.5/s, 24 s at 5/s, 6 s at 20/s, 2 s at 100/s\n");
}

BOOST_AUTO_TEST_SUITE_END()
