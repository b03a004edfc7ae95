#include "sink/answer_log.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <vector>

using rcs::outcome;
using rcs::result;

namespace {

result row(std::uint64_t at, outcome what, std::string_view detail = {}) {
  result made;
  made.row = at;
  if (what != outcome::invalid) made.asked = *rcs::number::from_value(12015550100 + at);
  made.what = what;
  made.carrier_id = "310-010";
  made.carrier_status = "active";
  made.detail = detail;
  return made;
}

std::string logged(std::vector<result> const& rows) {
  rcs::text_buffer log;
  rcs::append_answers(log, rows);
  return std::string{log.view()};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(answer_log)

BOOST_AUTO_TEST_CASE(what_is_written_is_read) {
  auto repeat = row(3, outcome::duplicate);
  repeat.first_row = 2;
  std::vector const rows{row(1, outcome::invalid, "letters"), row(2, outcome::enabled), repeat};
  auto const bytes = logged(rows);
  std::string_view log{bytes};
  for (auto const& one : rows) {
    auto const read = rcs::take_answer(log);
    BOOST_TEST_REQUIRE(read.has_value());
    BOOST_TEST(read->row == one.row);
    BOOST_TEST((read->asked == one.asked));
    BOOST_TEST(read->first_row == one.first_row);
    BOOST_TEST(
        (rcs::read_ending(read->ending) == rcs::row_ending{one.what, one.carrier_id, one.carrier_status, one.detail}));
  }
  BOOST_TEST(log.empty());
  BOOST_TEST(!rcs::take_answer(log).has_value());
}

BOOST_AUTO_TEST_CASE(equal_endings_are_equal_bytes) {
  auto const one = logged({row(1, outcome::enabled)});
  auto const other = logged({row(2, outcome::enabled)});
  std::string_view a{one};
  std::string_view b{other};
  BOOST_TEST(rcs::take_answer(a)->ending == rcs::take_answer(b)->ending);
}

BOOST_AUTO_TEST_CASE(a_row_that_is_cut_anywhere_is_none_and_stays) {
  auto const bytes = logged({row(7, outcome::failed, "timeout")});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    std::string_view log{bytes.data(), size};
    BOOST_TEST(!rcs::take_answer(log).has_value());
    BOOST_TEST(log.size() == size);
  }
}

BOOST_AUTO_TEST_CASE(what_is_no_log_is_no_row) {
  for (std::string_view text :
       {std::string_view{"row,number,outcome,rcs_enabled,carrier_id,carrier_status"},
        std::string_view{"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 32}}) {
    BOOST_TEST(!rcs::take_answer(text).has_value());
  }
}

BOOST_AUTO_TEST_CASE(a_text_that_is_too_long_is_cut) {
  std::string const text(100'000, 'x');
  auto const bytes = logged({row(1, outcome::failed, text), row(2, outcome::enabled)});
  std::string_view log{bytes};
  auto const read = rcs::take_answer(log);
  BOOST_TEST_REQUIRE(read.has_value());
  BOOST_TEST(rcs::read_ending(read->ending).detail == text.substr(0, 65'535));
  BOOST_TEST(rcs::take_answer(log)->row == 2U);
}

BOOST_AUTO_TEST_SUITE_END()
