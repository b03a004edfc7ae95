#include "wire/recent_names.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <random>
#include <string>
#include <string_view>

#include "bytes/paired_bytes.hpp"

BOOST_AUTO_TEST_SUITE(recent_names)

namespace {

struct fixture {
  rcs::name_table table;
  rcs::recent_names names{table};

  /// What is found for the text up to the first quote of `in_answer`.
  std::string_view find(std::string in_answer) {
    in_answer = "\"carrierId\":\"" + in_answer + std::string(rcs::recent_names::longest + 1, '\0');
    char const* const begin = in_answer.data() + 13;
    std::string_view found;
    bool const is_found =
        names.find<rcs::paired_bytes>(begin, std::find(begin, begin + in_answer.size() - 13, '"'), found);
    return is_found ? found : std::string_view{};
  }
};

}  // namespace

BOOST_FIXTURE_TEST_CASE(a_name_is_the_one_that_the_table_keeps, fixture) {
  for (int round = 0; round < 3; ++round) {
    for (std::size_t length = 0; length < 2 * rcs::recent_names::longest; ++length) {
      std::string const name(length, 'n');
      auto const found = find(name + "\",\"other\"");
      BOOST_TEST(found == name);
      BOOST_TEST(static_cast<void const*>(found.data()) == static_cast<void const*>(table.intern(name).data()));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(names_that_differ_in_one_byte_are_told_apart, fixture) {
  for (int round = 0; round < 2; ++round) {
    for (std::size_t length = 1; length < 2 * rcs::recent_names::longest; ++length) {
      for (std::size_t at = 0; at < length; ++at) {
        std::string name(length, 'a');
        name[at] = 'b';
        BOOST_TEST(find(name + '"') == name);
      }
    }
  }
}

BOOST_FIXTURE_TEST_CASE(what_begins_like_a_known_name_is_another, fixture) {
  BOOST_TEST(find("Example\"") == "Example");
  BOOST_TEST(find("Exam\"ple\"") == "Exam");
  BOOST_TEST(find("Example Wireless\"") == "Example Wireless");
  BOOST_TEST(find("Example\"") == "Example");
}

BOOST_FIXTURE_TEST_CASE(a_name_that_is_not_plain_is_not_found_and_not_taken, fixture) {
  for (auto const& name : {std::string{"Exa\\"}, std::string{"\\"}, std::string{"a\x1f"}, std::string("\0", 1),
                           std::string("a\0b", 3), std::string{"\xC3\xA9"}, std::string{"a\n"}}) {
    for (int round = 0; round < 2; ++round) BOOST_TEST((find(name + '"').data() == nullptr));
  }
  // Even where the table has it, from an answer that wrote it with escapes.
  BOOST_TEST(!table.intern("a\"b").empty());
  BOOST_TEST(find("a\"b\"") == "a");
}

BOOST_FIXTURE_TEST_CASE(a_full_table_finds_what_it_has_and_nothing_else, fixture) {
  for (std::size_t i = 0; i < rcs::name_table::max_names; ++i) {
    BOOST_TEST_REQUIRE((table.intern("carrier " + std::to_string(i)).data() != nullptr));
  }
  for (int round = 0; round < 2; ++round) {
    BOOST_TEST((find("one more\"").data() == nullptr));
    BOOST_TEST(find("carrier 17\"") == "carrier 17");
  }
}

BOOST_FIXTURE_TEST_CASE(more_names_than_are_remembered_are_all_found, fixture) {
  std::mt19937_64 random{1};
  for (int round = 0; round < 20'000; ++round) {
    std::string const name = "carrier " + std::to_string(random() % 500);
    auto const found = find(name + '"');
    if (found != name) BOOST_TEST(found == name);
  }
}

BOOST_AUTO_TEST_SUITE_END()
