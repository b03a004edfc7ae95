#include "source/whole_records.hpp"

#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace rcs {
namespace {

struct found_record {
  std::size_t size;
  std::size_t text_size;
  std::size_t lines;
  std::string_view cell;
  bool has_quotes;
};

/// As `whole_records`, one record after the other; all of them.
void take_one_by_one(std::string_view input, char delimiter, std::size_t column, std::vector<found_record>& into) {
  while (auto const next = next_record(input, delimiter, false)) {
    auto const cell = field_of(next->text, delimiter, column);
    into.push_back({next->size, next->text.size(), next->lines, cell.text, cell.has_quotes});
    input.remove_prefix(next->size);
  }
}

std::size_t take(std::string_view input, char delimiter, std::size_t column, std::vector<found_record>& into) {
  return whole_records{delimiter, column}(input, [&into](record const& row, field const& cell) {
    into.push_back({row.size, row.text.size(), row.lines, cell.text, cell.has_quotes});
  });
}

/// Records by the block, and one by one where those stop: together they are those that `next_record` finds.
void check(std::string_view input, char delimiter, std::size_t column) {
  std::vector<found_record> expected;
  take_one_by_one(input, delimiter, column, expected);
  std::vector<found_record> found;
  take_one_by_one(input.substr(take(input, delimiter, column, found)), delimiter, column, found);
  BOOST_TEST_REQUIRE(found.size() == expected.size());
  for (std::size_t i = 0; i < found.size(); ++i) {
    auto const& one = found[i];
    auto const& other = expected[i];
    BOOST_TEST_CONTEXT("record " << i) {
      BOOST_TEST_REQUIRE((one.size == other.size && one.text_size == other.text_size && one.lines == other.lines));
      BOOST_TEST_REQUIRE(one.cell == other.cell);
      BOOST_TEST_REQUIRE((one.cell.empty() || one.cell.data() == other.cell.data()));
      BOOST_TEST_REQUIRE(one.has_quotes == other.has_quotes);
    }
  }
}

std::string repeated(std::string const& text, std::size_t times) {
  std::string all;
  for (std::size_t i = 0; i < times; ++i) all += text;
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(whole_records_)

BOOST_AUTO_TEST_CASE(nearly_all_of_an_orderly_list_is_taken_at_once) {
  auto const list = repeated("Ann,+12125550100,\"NY, US\"\r\nBob,\"+12125550101\",\"a\nb\"\n", 100);
  std::vector<found_record> found;
  auto const taken = take(list, ',', 1, found);
  BOOST_TEST(list.size() - taken < 128U);
  BOOST_TEST(found[0].cell == "+12125550100");
  BOOST_TEST(found[1].cell == "\"+12125550101\"");
  BOOST_TEST(found[1].has_quotes);
  BOOST_TEST(found[1].lines == 2U);
}

BOOST_AUTO_TEST_CASE(random_bytes_are_cut_as_one_by_one) {
  // Many of what is special, or few of it.
  std::vector<std::string> const alphabets{
      ",\"\n",      ",\"\n\r1",       ",,,,\n111111",
      "\"\"\"\n,a", "a,b;c\"\r\n\t|", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n\""};
  for (std::uint32_t seed = 1; seed <= 300; ++seed) {
    std::mt19937 random{seed};
    auto const& alphabet = alphabets[seed % alphabets.size()];
    std::string input;
    for (auto size = random() % 2000; input.size() < size;) input += alphabet[random() % alphabet.size()];
    for (char const delimiter : {',', ';', '\n'}) {
      BOOST_TEST_CONTEXT("seed " << seed) check(input, delimiter, random() % 4);
    }
  }
}

BOOST_AUTO_TEST_CASE(what_is_special_is_found_wherever_it_stands) {
  for (std::size_t at = 0; at < 140; ++at) {
    for (std::string const middle :
         {",", "\n", "\r\n", "\"", ",\"a\nb\",", ",\"\"\"\",", ",\"a\",", ",\"a\"\r\n", ",\"\n"}) {
      auto const input = std::string(at, '1') + middle + repeated("2,3\n", 50);
      for (std::size_t column = 0; column < 3; ++column) {
        BOOST_TEST_CONTEXT(at << " and " << middle) check(input, ',', column);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(long_records_and_quotes_that_are_not_closed_are_left) {
  for (std::size_t const size : {max_record_bytes - 1, max_record_bytes, max_record_bytes + 1, 2 * max_record_bytes}) {
    for (std::string const front : {"a,", "a,\"", "a,\"\n", "\"\n\",", "a,\"b\"\n"}) {
      for (std::string const end : {"\n", "\r\n", "\"\n", "\"\r\n"}) {
        BOOST_TEST_CONTEXT(size << front << end) {
          check("x,y\n" + front + std::string(size - front.size(), '1') + end + repeated("2,3\n", 50), ',', 1);
        }
      }
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
