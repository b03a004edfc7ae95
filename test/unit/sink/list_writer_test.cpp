#include "sink/list_writer.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "support/temp_dir.hpp"

using rcs::list_order;
using rcs::outcome;
using rcs::result;
using rcs::split_file;

namespace {

/// A list of lines, the first of which is a header, in blocks of a few rows.
class made_up_list final : public rcs::source {
 public:
  explicit made_up_list(std::vector<std::string> lines) : lines_{std::move(lines)} {}

  bool read(rcs::row_block& into, std::error_code& ec) override {
    ec.clear();
    into.clear();
    into.first_row = next_ + 1;
    for (; next_ < lines_.size() && into.cells.size() < 3; ++next_) {
      into.raw.push_back(lines_[next_]);
      into.cells.push_back(into.raw.back().substr(0, into.raw.back().find_first_of(",\n")));
    }
    return !into.cells.empty();
  }

 private:
  std::vector<std::string> lines_;
  std::size_t next_ = 1;
};

std::vector<std::string> lines(std::size_t rows) {
  std::vector<std::string> made{"phone,name\r\n"};
  for (std::size_t row = 2; row < rows + 2; ++row) {
    made.push_back("+1201555" + std::to_string(1000 + row) + ",name " + std::to_string(row) + "\r\n");
  }
  return made;
}

rcs::number number_of(std::uint64_t row) {
  return *rcs::number::from_value(12015550000 + 1000 + row);
}

result answered(std::uint64_t row, outcome what = outcome::enabled) {
  result made;
  made.row = row;
  made.asked = number_of(row);
  made.what = what;
  made.carrier_id = "310-010";
  return made;
}

result repeat(std::uint64_t row, std::uint64_t first) {
  auto made = answered(row, outcome::duplicate);
  made.asked = number_of(first);
  made.first_row = first;
  made.carrier_id = {};
  return made;
}

/// A writer to files in a folder of its own.
struct writing {
  explicit writing(std::vector<std::string> list, rcs::list_writer::options with = {}, bool split = false) {
    std::error_code ec;
    rcs::encoded_output whole{rcs::output_file::open(dir / "out", ec), {}};
    std::array<rcs::encoded_output, rcs::split_file_count> parts;
    for (std::size_t i = 0; split && i < parts.size(); ++i) {
      parts[i] = {rcs::output_file::open(dir / std::string{rcs::split_file_names[i]}, ec), {}};
    }
    BOOST_TEST_REQUIRE(!ec, ec.message());
    with.front = list.front();
    with.style.header = true;
    with.scratch = dir / ".";
    writer.emplace(std::make_unique<made_up_list>(std::move(list)),
                   rcs::list_outputs{std::move(whole), std::move(parts)}, std::move(with));
  }

  void put(std::vector<result> const& rows) {
    rcs::text_buffer log;
    rcs::append_answers(log, rows);
    auto left = log.view();
    writer->put(left);
    BOOST_TEST(left.empty());
    BOOST_TEST(!writer->write_ready());
  }

  [[nodiscard]] std::string content(std::string const& name = "out") const { return rcs::test::read_file(dir / name); }

  rcs::test::temp_dir dir;
  std::optional<rcs::list_writer> writer;
};

rcs::list_writer::options appending(list_order order = list_order::input, bool copies = false) {
  rcs::list_writer::options with;
  with.style.written = rcs::list_style::rows::as_given;
  with.style.first_row = copies;
  with.order = order;
  with.copies = copies;
  return with;
}

constexpr auto header =
    "phone,name,rcs_number,rcs_outcome,rcs_enabled,rcs_carrier_id,rcs_carrier_status,rcs_detail\r\n";

std::string written(std::uint64_t row) {
  return "+1201555" + std::to_string(1000 + row) + ",name " + std::to_string(row) + "," + number_of(row).to_string() +
         ",enabled,true,310-010,,\r\n";
}

/// The lines behind the first one, sorted.
std::vector<std::string> sorted_rows(std::string const& text) {
  std::vector<std::string> rows;
  for (std::size_t at = text.find('\n') + 1; at < text.size();) {
    auto const end = text.find('\n', at) + 1;
    rows.push_back(text.substr(at, end - at));
    at = end;
  }
  std::sort(rows.begin(), rows.end());
  return rows;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(list_writer)

BOOST_AUTO_TEST_CASE(each_row_waits_for_those_in_front_of_it) {
  writing to{lines(5), appending()};
  to.put({answered(4), answered(3)});
  BOOST_TEST(to.content() == header);
  to.put({answered(2)});
  BOOST_TEST(to.content() == header + written(2) + written(3) + written(4));
  to.put({answered(6), answered(5)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.content() == header + written(2) + written(3) + written(4) + written(5) + written(6));
  BOOST_TEST(to.writer->rows() == 5U);
}

BOOST_AUTO_TEST_CASE(in_any_order_an_answered_row_waits_for_nobody) {
  writing to{lines(5), appending(list_order::any)};
  to.put({answered(4)});
  BOOST_TEST(to.content() == header + written(4));
  to.put({answered(2), answered(6)});
  BOOST_TEST(to.content() == header + written(4) + written(2) + written(6));
  to.put({answered(5), answered(3)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.writer->rows() == 5U);
}

BOOST_AUTO_TEST_CASE(a_repeat_has_the_answer_of_its_first_row_and_waits_for_it) {
  for (auto const order : {list_order::input, list_order::any}) {
    writing to{lines(3), appending(order, true)};
    to.put({repeat(3, 2), repeat(4, 2)});
    BOOST_TEST(sorted_rows(to.content()).empty());
    to.put({answered(2, outcome::not_enabled)});
    BOOST_TEST(!to.writer->finish());
    auto const rows = sorted_rows(to.content());
    BOOST_TEST_REQUIRE(rows.size() == 3U);
    BOOST_TEST(rows[0] == "+12015551002,name 2,+12015551002,not_enabled,false,310-010,,,\r\n");
    BOOST_TEST(rows[1] == "+12015551003,name 3,+12015551002,not_enabled,false,310-010,,,2\r\n");
    BOOST_TEST(rows[2] == "+12015551004,name 4,+12015551002,not_enabled,false,310-010,,,2\r\n");
  }
}

BOOST_AUTO_TEST_CASE(a_repeat_that_is_not_copied_says_so) {
  writing to{lines(2), appending()};
  to.put({answered(2), repeat(3, 2)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.content() == header + written(2) + "+12015551003,name 3,+12015551002,duplicate,,,,\r\n");
}

BOOST_AUTO_TEST_CASE(rows_go_to_the_file_of_their_outcome_and_to_the_whole) {
  writing to{lines(5), appending(), true};
  auto invalid = answered(4, outcome::invalid);
  invalid.asked = {};
  invalid.carrier_id = {};
  invalid.detail = "letters";
  to.put({answered(2), answered(3, outcome::not_enabled), invalid, repeat(5, 2), answered(6, outcome::conflict)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.content("send") == header + written(2));
  BOOST_TEST(to.content("fallback") ==
             header + std::string{"+12015551003,name 3,+12015551003,not_enabled,false,310-010,,\r\n"});
  BOOST_TEST(to.content("invalid") == header + std::string{"+12015551004,name 4,,invalid,,,,letters\r\n"});
  BOOST_TEST(to.content("review") == header + std::string{"+12015551006,name 6,+12015551006,conflict,,310-010,,\r\n"});
  BOOST_TEST(to.content("retry") == header);
  BOOST_TEST(sorted_rows(to.content()).size() == 5U);
  BOOST_TEST(to.writer->rows_in_no_file() == 1U);
}

BOOST_AUTO_TEST_CASE(a_last_row_without_a_line_end_is_a_row_of_its_own_wherever_it_is_written) {
  auto list = lines(3);
  list.back().resize(list.back().size() - 2);
  auto const last = written(4).substr(0, written(4).size() - 2);
  {
    writing to{list, appending()};
    to.put({answered(2), answered(3), answered(4)});
    BOOST_TEST(!to.writer->finish());
    BOOST_TEST(to.content() == header + written(2) + written(3) + last);
  }
  writing to{list, appending(list_order::any)};
  to.put({answered(4)});
  to.put({answered(3), answered(2)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.content() == header + last + "\r\n" + written(3) + written(2));
}

BOOST_AUTO_TEST_CASE(an_answer_that_comes_again_is_written_once) {
  writing to{lines(2), appending(list_order::any)};
  to.put({answered(3), answered(3)});
  to.put({answered(3), answered(2)});
  BOOST_TEST(!to.writer->finish());
  BOOST_TEST(to.content() == header + written(3) + written(2));
}

BOOST_AUTO_TEST_CASE(whatever_order_the_answers_come_in_the_rows_are_the_same) {
  constexpr std::size_t count = 400;
  std::vector<result> answers;
  std::string all = header;
  std::mt19937 random{7};
  for (std::uint64_t row = 2; row < count + 2; ++row) {
    bool const repeats = row > 40 && random() % 4 == 0;
    answers.push_back(repeats ? repeat(row, 2 + random() % 20) : answered(row));
  }
  // The first rows of repeats are answers themselves.
  for (auto& one : answers) {
    if (one.first_row != 0 && answers[one.first_row - 2].first_row != 0) one = answered(one.row);
  }
  std::optional<std::string> first_bytes;
  std::optional<std::vector<std::string>> first_rows;
  for (int round = 0; round < 20; ++round) {
    std::shuffle(answers.begin(), answers.end(), random);
    for (auto const order : {list_order::input, list_order::any}) {
      writing to{lines(count), appending(order, true)};
      for (std::size_t at = 0; at < answers.size();) {
        auto const end = std::min<std::size_t>(at + 1 + random() % 60, answers.size());
        to.put({answers.begin() + static_cast<std::ptrdiff_t>(at), answers.begin() + static_cast<std::ptrdiff_t>(end)});
        at = end;
      }
      BOOST_TEST(!to.writer->finish());
      auto const bytes = to.content();
      if (order == list_order::input) BOOST_TEST(first_bytes.value_or(bytes) == bytes);
      if (order == list_order::input) first_bytes = bytes;
      auto const rows = sorted_rows(bytes);
      BOOST_TEST(rows.size() == count);
      BOOST_TEST((first_rows.value_or(rows) == rows));
      first_rows = rows;
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
