#include "wire/device_shape.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <string_view>

#include "bytes/paired_bytes.hpp"

BOOST_AUTO_TEST_SUITE(device_shape)

namespace {

using rcs::enablement;

constexpr std::string_view plain =
    R"(,{"deviceAddress":"+12025550100","carrierId":"Example","carrierStatus":"ACTIVE","rcsEnabled":true})";

struct fixture {
  rcs::name_table table;
  rcs::recent_names names{table};
  rcs::device_shape shape;
  rcs::device_answer seen;

  /// How many bytes of `text` a device takes, or 0; what is allowed to be read is all there is.
  std::size_t match(std::string_view text) {
    auto const bytes = std::make_unique<char[]>(std::max(text.size(), shape.reach()));
    std::copy(text.begin(), text.end(), bytes.get());
    seen = {};
    char const* const end = shape.match<rcs::paired_bytes>(bytes.get(), names, seen);
    return end == nullptr ? 0 : static_cast<std::size_t>(end - bytes.get());
  }
  bool matches(std::string_view text) { return match(text) == text.size(); }
};

/// The first `from` in `text` becomes `to`.
std::string with(std::string_view text, std::string_view from, std::string_view to) {
  std::string result{text};
  auto const at = result.find(from);
  BOOST_TEST_REQUIRE(at != std::string::npos);
  return result.replace(at, from.size(), to);
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(another_device_of_the_shape_is_read, fixture) {
  BOOST_TEST(!matches(plain));
  BOOST_TEST(shape.learn(plain));
  std::string_view const other =
      R"(,{"deviceAddress":"+4915550100","carrierId":"","carrierStatus":"Sample Mobile","rcsEnabled":false})";
  BOOST_TEST(match(std::string{other} + ",{") == other.size());
  BOOST_TEST(
      (seen == rcs::device_answer{rcs::number::from_value(4915550100).value(), enablement::no, "", "Sample Mobile"}));
  BOOST_TEST((seen.carrier_status.data() == table.intern("Sample Mobile").data()));
  BOOST_TEST(matches(plain));
}

BOOST_FIXTURE_TEST_CASE(every_variant_of_the_contract_can_be_learnt, fixture) {
  for (std::string_view const variant : {
           R"(,{"deviceAddress":"12025550100"})",
           R"(,{"deviceAddress":12025550100})",
           R"( , { "deviceAddress" : 12025550100 } )",
           R"(,{"deviceAddress":"tel:+12025550100","rcsEnabled":"true"})",
           R"(,{"rcsEnabled":true,"deviceAddress":"chat:12025550100"})",
           R"(,{"carrierId":null,"deviceAddress":"a:b:+12025550100","rcsEnabled":null,"carrierStatus":17})",
           R"(,{"x":-1.5e+7,"deviceAddress":"12025550100","y":"text","z":true,"devices":"none"})",
       }) {
    BOOST_TEST_CONTEXT(variant) {
      auto const trimmed = variant.substr(0, variant.find('}') + 1);
      BOOST_TEST(shape.learn(trimmed));
      BOOST_TEST(matches(trimmed));
      BOOST_TEST(seen.device.value() == 12025550100U);
      bool const says = variant.find("true,") != variant.npos || variant.find("\"true\"") != variant.npos;
      bool const enabled = says && variant.find("rcsEnabled") != variant.npos;
      BOOST_TEST((seen.rcs == (enabled ? enablement::yes : enablement::unknown)));
      BOOST_TEST(seen.carrier_id.empty());
      BOOST_TEST(seen.carrier_status.empty());
      BOOST_TEST(matches(with(trimmed, "12025550100", "1234567")));
    }
  }
}

BOOST_FIXTURE_TEST_CASE(a_byte_between_the_values_that_differs_is_noticed_wherever_it_is, fixture) {
  BOOST_TEST(shape.learn(plain));
  auto const in_value = [](std::size_t at) {
    for (std::string_view const value : {"12025550100", "Example", "ACTIVE", "true"}) {
      auto const begin = plain.find(value);
      if (at >= begin && at < begin + value.size()) return true;
    }
    return false;
  };
  for (std::size_t at = 0; at < plain.size(); ++at) {
    std::string other{plain};
    other[at] = static_cast<char>(other[at] ^ 1);
    if (!in_value(at)) BOOST_TEST_CONTEXT(other) BOOST_TEST(!matches(other));
    BOOST_TEST_CONTEXT("cut at " << at) BOOST_TEST(match(plain.substr(0, at)) == 0U);
  }
}

BOOST_FIXTURE_TEST_CASE(values_that_only_a_parser_understands_are_left_to_it, fixture) {
  BOOST_TEST(shape.learn(plain));
  for (std::string_view const address :
       {"", "123456", "1234567890123456", "02025550100", "+12025550100", "1202555 0100", "tel:12025550100",
        "1202555010\\u0030", "1202555010x", "12025550100.0"}) {
    BOOST_TEST_CONTEXT(address) BOOST_TEST(match(with(plain, "12025550100", address)) == 0U);
  }
  for (std::string_view const name : {"a\\\"b", "a\\u0041", "\xC3\xA9", "a\nb", "\x01", "a\"b",
                                      "0123456789012345678901234567890123456789012345678901234567890123"}) {
    BOOST_TEST_CONTEXT(name) {
      BOOST_TEST(match(with(plain, "Example", name)) == 0U);
      BOOST_TEST(match(with(plain, "ACTIVE", name)) == 0U);
    }
  }
  for (std::string_view const enabled :
       {"True", "truE", "fals", "falsE", "null", "\"true\"", "1", "tru", "truefalse", ""}) {
    BOOST_TEST_CONTEXT(enabled) BOOST_TEST(match(with(plain, "true", enabled)) == 0U);
  }
}

BOOST_FIXTURE_TEST_CASE(names_of_every_length_up_to_the_room_are_read, fixture) {
  BOOST_TEST(shape.learn(plain));
  for (std::size_t length = 0; length < rcs::device_shape::text_room; ++length) {
    std::string const name(length, 'n');
    BOOST_TEST_CONTEXT(length) {
      BOOST_TEST(matches(with(with(plain, "Example", name), "ACTIVE", name + name)) ==
                 (2 * length < rcs::device_shape::text_room));
      BOOST_TEST(matches(with(plain, "Example", name)));
      BOOST_TEST(seen.carrier_id == name);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(what_cannot_be_told_from_its_bytes_is_not_learnt, fixture) {
  for (std::string_view const text : {
           R"({"deviceAddress":"+12025550100"})",
           R"(,1,{"deviceAddress":"+12025550100"})",
           R"(,{})",
           R"(,{"rcsEnabled":true})",
           R"(,{"deviceAddress":"nobody"})",
           R"(,{"deviceAddress":null})",
           R"(,{"deviceAddress":"+1202555010\u0030"})",
           R"(,{"deviceAddress":-12025550100})",
           R"(,{"deviceAddress":12025550100.0})",
           R"(,{"deviceAddress":"+12025550100","deviceAddress":"+12025550101"})",
           R"(,{"deviceAddress":"+12025550100","rcsEnabled":true,"rcsEnabled":null})",
           R"(,{"deviceAddress":"+12025550100","carrierId":null,"carrierId":"A"})",
           R"(,{"deviceAddress":"+12025550100","carrierStatus":"A","carrierStatus":"A"})",
           R"(,{"deviceAddress":"+12025550100","rcsEnabled":"TRUE"})",
           R"(,{"deviceAddress":"+12025550100","x":[]})",
           R"(,{"deviceAddress":"+12025550100","carrierId":"\u0041"})",
           R"(,{"device\u0041ddress":"+12025550100"})",
           ",{\"deviceAddress\":\"+12025550100\",\"carrierId\":\"\xC3\xA9\"}",
           ",{\"deviceAddress\":\"+12025550100\",\"\xC3\xA9\":1}",
           R"(,{"deviceAddress":"+12025550100","a":"","b":"","c":"","d":"","e":"","f":"","g":"","h":""})",
       }) {
    BOOST_TEST_CONTEXT(text) {
      BOOST_TEST(shape.learn(plain));
      BOOST_TEST(!shape.learn(text));
      BOOST_TEST(shape.reach() == 0U);
      BOOST_TEST(match(text) == 0U);
      BOOST_TEST(match(plain) == 0U);
    }
  }
  std::string const wide = ",{" + std::string(100, ' ') + R"("deviceAddress":"+12025550100"})";
  BOOST_TEST(!shape.learn(wide));
}

BOOST_AUTO_TEST_SUITE_END()
