#include <boost/test/unit_test.hpp>

#include "scrub/report/answer_counts.hpp"

namespace {

using namespace rcs;
using namespace rcs::scrub;

result row_of(std::uint64_t row, outcome what, std::string_view carrier = {}, std::string_view detail = {}) {
  result made;
  made.row = row;
  made.what = what;
  made.asked = number::from_value(12'125'550'100 + row).value();
  made.carrier_id = carrier;
  made.carrier_status = carrier.empty() ? "" : "ACTIVE";
  made.detail = detail;
  return made;
}

result invalid_row(std::uint64_t row, std::string_view text, std::string_view reason) {
  result made;
  made.row = row;
  made.what = outcome::invalid;
  made.text = text;
  made.detail = reason;
  return made;
}

answer_counts counted(std::vector<result> const& rows) {
  answer_counts made;
  made.add(rows, calling_code);
  return made;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(report_counts)

BOOST_AUTO_TEST_CASE(rows_are_counted_by_country_carrier_and_status) {
  auto const counts = counted({row_of(1, outcome::enabled, "A"), row_of(2, outcome::not_enabled, "B"),
                               row_of(3, outcome::indeterminate, "A"), row_of(4, outcome::missing),
                               row_of(5, outcome::failed, {}, "timeout: no answer"), row_of(6, outcome::duplicate)});
  auto const regions = counts.regions().sorted();
  BOOST_TEST_REQUIRE(regions.size() == 1U);
  BOOST_TEST(regions.front().first == "+1");
  BOOST_TEST((regions.front().second == reach_counts{5, 3, 1}));
  auto const carriers = counts.carriers().sorted();
  BOOST_TEST_REQUIRE(carriers.size() == 2U);
  BOOST_TEST(carriers[0].first == "A");
  BOOST_TEST((carriers[0].second == reach_counts{2, 2, 1}));
  BOOST_TEST((carriers[1].second == reach_counts{1, 1, 0}));
  BOOST_TEST((counts.carrier_statuses().sorted().front().second == reach_counts{3, 3, 1}));
}

BOOST_AUTO_TEST_CASE(failures_count_by_class_and_others_by_their_words) {
  auto const counts = counted({row_of(1, outcome::failed, {}, "timeout: after 30 s"),
                               row_of(2, outcome::failed, {}, "timeout: after 31 s"),
                               row_of(3, outcome::rejected, {}, "not a mobile"), row_of(4, outcome::conflict)});
  BOOST_TEST(counts.errors().at({outcome::failed, "timeout"}) == 2U);
  BOOST_TEST(counts.errors().at({outcome::rejected, "not a mobile"}) == 1U);
  BOOST_TEST(counts.errors().at({outcome::conflict, ""}) == 1U);
}

BOOST_AUTO_TEST_CASE(invalid_rows_keep_their_first_lines_whatever_the_order) {
  answer_counts all;
  for (std::uint64_t row = 20; row > 0; --row) {
    all.merge(counted({invalid_row(row, "call me", "letters"), invalid_row(100 + row, "12", "too_short")}));
  }
  auto const& letters = all.invalid().at("letters");
  BOOST_TEST(letters.count == 20U);
  BOOST_TEST_REQUIRE(letters.first.size() == answer_counts::samples_kept);
  for (std::uint64_t i = 0; i < letters.first.size(); ++i) BOOST_TEST(letters.first[i].row == i + 1);
  BOOST_TEST(letters.first.front().shape == "xxxx xx");
  BOOST_TEST(all.invalid().at("too_short").first.front().row == 101U);
  BOOST_TEST(all.regions().sorted().empty());
}

BOOST_AUTO_TEST_CASE(a_shape_says_nothing_of_what_the_text_says) {
  BOOST_TEST(shape_of("+1 (212) 555-01") == "+# (###) ###-##");
  BOOST_TEST(shape_of("jane@example.com") == "xxxx@xxxxxxx.xxx");
  BOOST_TEST(shape_of("caf\xC3\xA9\n\x1b") == "xxx???");
  BOOST_TEST(shape_of(std::string(41, 'a')) == std::string(40, 'x') + "...");
  BOOST_TEST(shape_of(std::string(40, '7')) == std::string(40, '#'));
}

BOOST_AUTO_TEST_CASE(merged_counts_are_those_of_all_rows) {
  std::vector<result> rows;
  for (std::uint64_t i = 1; i <= 300; ++i) {
    rows.push_back(row_of(i, static_cast<outcome>(i % 5), i % 3 == 0 ? "A" : "B", "words"));
  }
  answer_counts merged;
  for (std::size_t at = 0; at < rows.size(); at += 70) {
    answer_counts part;
    part.add(std::span{rows}.subspan(at, std::min<std::size_t>(70, rows.size() - at)), calling_code);
    merged.merge(part);
  }
  auto const whole = counted(rows);
  BOOST_TEST((merged.regions().sorted() == whole.regions().sorted()));
  BOOST_TEST((merged.carriers().sorted() == whole.carriers().sorted()));
  BOOST_TEST((merged.errors() == whole.errors()));
}

BOOST_AUTO_TEST_CASE(names_beyond_the_limit_count_together) {
  breakdown counts;
  for (std::size_t i = 0; i < breakdown::max_names + 10; ++i) counts.add("name " + std::to_string(i), outcome::enabled);
  counts.add("name 0", outcome::enabled);
  auto const sorted = counts.sorted();
  BOOST_TEST(sorted.size() == breakdown::max_names + 1);
  BOOST_TEST(sorted[0].first == breakdown::other);
  BOOST_TEST((sorted[0].second == reach_counts{10, 10, 10}));
  BOOST_TEST(sorted[1].first == "name 0");
}

BOOST_AUTO_TEST_CASE(texts_of_errors_are_bounded) {
  answer_counts all;
  for (int i = 0; i < 200; ++i) {
    auto const words = "no " + std::to_string(i);
    std::vector const rows{row_of(1, outcome::rejected, {}, words)};
    all.merge(counted(rows));
  }
  BOOST_TEST(all.errors().size() == answer_counts::max_errors + 1);
  BOOST_TEST(all.errors().at({outcome::rejected, std::string{breakdown::other}}) == 100U);
}

BOOST_AUTO_TEST_SUITE_END()
