#include "rcs/suppression_list.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <utility>
#include <vector>

using namespace rcs;

namespace {

/// Rows from memory, a few in each block; fails at its end if told to.
class memory_rows final : public source {
 public:
  explicit memory_rows(std::vector<std::string> cells, std::error_code at_end = {})
      : cells_{std::move(cells)}, at_end_{at_end} {}

  bool read(row_block& into, std::error_code& ec) override {
    into.clear();
    into.first_row = at_ + 1;
    while (at_ < cells_.size() && into.cells.size() < 3) into.cells.emplace_back(cells_[at_++]);
    if (into.cells.empty()) ec = at_end_;
    return !into.cells.empty();
  }

 private:
  std::vector<std::string> cells_;
  std::error_code at_end_;
  std::size_t at_ = 0;
};

suppression_list::contents add(suppression_list& to, std::vector<std::string> cells) {
  memory_rows rows{std::move(cells)};
  std::error_code failed;
  auto const made = to.add(rows, failed);
  BOOST_TEST(!failed);
  return made;
}

bool suppresses(suppression_list& list, std::uint64_t value) {
  prior_answer one;
  one.asked = number::from_value(value).value();
  list.look_up({&one, 1});
  BOOST_TEST((one.what == outcome::suppressed));
  return one.known;
}

std::string upper(std::string text) {
  for (auto& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

// By Python's hashlib and hmac, the key being "a key".
std::string const md5_plus = "f1c1e748152a2df77390d02a3574289c";
std::string const md5_digits = "10c412bbb09b67cc8bfe78fb3da585a2";
std::string const sha256_digits = "980239b79aee5c456445907b92af495ac97767f6d9ac081ad3a564344ae7fb9a";
std::string const sha256_zeros = "8d4adad04604fc986fb98666575846133a38d88adbe6855a9e352e1022d42605";
std::string const hmac_plus = "b47434a4976bdce30f39e909e14d249c172e3ca886372a4396d272913b0489d9";
constexpr std::uint64_t hashed = 12'025'550'123;

}  // namespace

BOOST_AUTO_TEST_SUITE(suppression_list_test)

BOOST_AUTO_TEST_CASE(numbers_are_known_in_every_spelling_and_the_rest_is_counted) {
  suppression_list list{{}};
  auto const found = add(list, {"+1 (202) 555-0100", "0012025550101", "", "number", "12025550102", "abc", " \t"});
  BOOST_TEST(found.numbers == 3U);
  BOOST_TEST(found.digests == 0U);
  BOOST_TEST(found.blank == 2U);
  BOOST_TEST(found.neither == 2U);
  BOOST_TEST(found.first_neither == 4U);
  BOOST_TEST(list.size() == 3U);
  for (auto const value : {12'025'550'100U, 12'025'550'101U, 12'025'550'102U}) BOOST_TEST(suppresses(list, value));
  BOOST_TEST(!suppresses(list, 12'025'550'103));
}

BOOST_AUTO_TEST_CASE(national_spellings_are_read_as_the_run_reads_its_own) {
  suppression_list::options with;
  with.numbers.default_region = "US";
  suppression_list list{with};
  BOOST_TEST(add(list, {"(202) 555-0100"}).numbers == 1U);
  BOOST_TEST(suppresses(list, 12'025'550'100));
}

BOOST_AUTO_TEST_CASE(digests_of_every_kind_and_spelling_are_known) {
  for (auto const& one :
       {md5_plus, md5_digits, sha256_digits, sha256_zeros, upper(sha256_digits), " " + md5_plus + "\r"}) {
    suppression_list list{{}};
    BOOST_TEST(add(list, {one}).digests == 1U);
    BOOST_TEST(suppresses(list, hashed), one);
    BOOST_TEST(!suppresses(list, hashed + 1));
  }
}

BOOST_AUTO_TEST_CASE(with_a_key_64_digits_may_be_either_kind) {
  suppression_list::options with;
  with.digest_key = "a key";
  suppression_list keyed{with};
  add(keyed, {hmac_plus});
  BOOST_TEST(suppresses(keyed, hashed));
  suppression_list plain{with};
  add(plain, {sha256_zeros});
  BOOST_TEST(suppresses(plain, hashed));
  with.digest_key = "another";
  suppression_list other{with};
  add(other, {hmac_plus});
  BOOST_TEST(!suppresses(other, hashed));
}

BOOST_AUTO_TEST_CASE(what_is_nearly_a_digest_is_none) {
  suppression_list list{{}};
  auto broken = sha256_digits;
  broken[40] = 'g';
  auto const found = add(list, {broken, sha256_digits.substr(1), md5_plus + "0", "0x" + md5_plus});
  BOOST_TEST(found.neither == 4U);
  BOOST_TEST(!suppresses(list, hashed));
}

BOOST_AUTO_TEST_CASE(several_lists_add_up_and_what_is_known_already_is_left_alone) {
  suppression_list list{{}};
  add(list, {"+12025550100"});
  add(list, {"+12025550101", md5_plus});
  add(list, {"+12025550100"});
  BOOST_TEST(list.size() == 3U);
  std::vector<prior_answer> many(40);
  for (std::size_t i = 0; i < many.size(); ++i) many[i].asked = number::from_value(12'025'550'090 + i).value();
  many[10].known = true;
  many[10].what = outcome::enabled;
  many[33].asked = number::from_value(hashed).value();
  list.look_up(many);
  for (std::size_t i = 0; i < many.size(); ++i) {
    BOOST_TEST(many[i].known == (i == 10 || i == 11 || i == 33));
    BOOST_TEST((many[i].what == outcome::enabled) == (i == 10));
  }
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_read_says_so) {
  suppression_list list{{}};
  memory_rows rows{{"+12025550100"}, std::make_error_code(std::errc::io_error)};
  std::error_code failed;
  BOOST_TEST(list.add(rows, failed).numbers == 1U);
  BOOST_TEST((failed == std::errc::io_error));
}

BOOST_AUTO_TEST_SUITE_END()
