#include "source/column_names.hpp"

#include <boost/test/unit_test.hpp>

namespace rcs {

BOOST_AUTO_TEST_SUITE(column_names_)

BOOST_AUTO_TEST_CASE(names_of_number_columns_are_known_however_they_are_spelled) {
  for (std::string const name :
       {"phone",       "Phone",     " PHONE ", "phone_number",       "phone-number",  "Phone Number",
        "phonenumber", "Phone #",   "mobile",  "Mobile No.",         "mobile_number", "MSISDN",
        "to",          "Number",    "cell",    "cell_phone",         "Cellphone",     "tel",
        "Tel.",        "telephone", "E.164",   "Phone\xC2\xA0Number"}) {
    BOOST_TEST(rank_as_number_column(name).has_value(), name);
  }
}

BOOST_AUTO_TEST_CASE(other_names_are_not) {
  for (std::string const name :
       {"", " ", "name", "telegram", "phones", "phone type", "numbers", "total", "\xE9", "#"}) {
    BOOST_TEST(!rank_as_number_column(name), name);
  }
}

BOOST_AUTO_TEST_CASE(likelier_names_have_a_lower_rank) {
  BOOST_TEST(*rank_as_number_column("phone") == 0U);
  BOOST_TEST(*rank_as_number_column("Mobile") < *rank_as_number_column("number"));
}

BOOST_AUTO_TEST_CASE(case_and_spaces_around_make_no_other_name) {
  BOOST_TEST(is_same_name(" Work Line\t", "work line"));
  BOOST_TEST(!is_same_name("work_line", "work line"));
  BOOST_TEST(is_same_name("", " "));
}

BOOST_AUTO_TEST_CASE(what_people_choose_from_is_bounded_and_printable) {
  BOOST_TEST(numbered({"name", " mobile ", ""}) == "1 name, 2 mobile, 3 (no name)");
  BOOST_TEST(listed({"a\x1B[0m", "b\nc"}) == "a?[0m, b?c");
  BOOST_TEST(numbered(std::vector<std::string>(42, "x")).ends_with(", 40 x and 2 more"));
  for (std::size_t shift = 0; shift < 4; ++shift) {
    std::string name(36 + shift, 'a');
    for (int i = 0; i < 10; ++i) name += "\U0001F4DE";
    auto const text = listed({name});
    BOOST_TEST(text.ends_with("..."));
    BOOST_TEST((text.size() - 3 - 36 - shift) % 4 == 0U);
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
