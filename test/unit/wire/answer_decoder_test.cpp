#include "wire/answer_decoder.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>

#include "support/count_allocations.hpp"
#include "support/reference_decoder.hpp"

BOOST_AUTO_TEST_SUITE(answer_decoder)

namespace {

using rcs::body_kind;
using rcs::enablement;

constexpr auto bulk = rcs::batch::endpoint::bulk;
constexpr auto single = rcs::batch::endpoint::single;

struct fixture {
  rcs::name_table names;
  rcs::answer_decoder decoder{names};
  rcs::exchange seen;

  void decode(std::string_view body, rcs::batch::endpoint asked_of = bulk) {
    seen.clear();
    decoder.start(asked_of, seen);
    decoder.write(body);
    decoder.finish();
  }
  /// The one device of an answer whose only element is `device`.
  rcs::device_answer decode_device(std::string const& device) {
    decode("{\"devices\":[" + device + "]}");
    BOOST_TEST_REQUIRE((seen.body == body_kind::devices));
    BOOST_TEST_REQUIRE(seen.answers.size() + seen.unreadable_devices == 1U);
    return seen.answers.empty() ? rcs::device_answer{} : seen.answers.front();
  }
  std::uint64_t decode_address(std::string const& json) {
    return decode_device("{\"deviceAddress\":" + json + "}").device.value();
  }
  rcs::device_answer decode_fields(std::string const& fields) {
    return decode_device("{\"deviceAddress\":\"+12025550100\"," + fields + "}");
  }
};

std::string devices(std::size_t count, std::string_view element) {
  std::string body = "{\"devices\":[";
  for (std::size_t i = 0; i < count; ++i) {
    if (i != 0) body += ',';
    body += element;
  }
  return body + "]}";
}

}  // namespace

BOOST_FIXTURE_TEST_CASE(the_contracts_sample_is_read, fixture) {
  decode(R"({"devices": [
    {"deviceAddress": "+12025550101", "carrierId": "Example Wireless", "carrierStatus": "ACTIVE", "rcsEnabled": true},
    {"deviceAddress": "+12025550102", "carrierId": "Sample Mobile", "carrierStatus": "INACTIVE", "rcsEnabled": false}]})");
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST_REQUIRE(seen.answers.size() == 2U);
  BOOST_TEST((seen.answers[0] == rcs::device_answer{rcs::number::from_value(12025550101).value(), enablement::yes,
                                                    "Example Wireless", "ACTIVE"}));
  BOOST_TEST((seen.answers[1] == rcs::device_answer{rcs::number::from_value(12025550102).value(), enablement::no,
                                                    "Sample Mobile", "INACTIVE"}));
  BOOST_TEST(seen.unreadable_devices == 0U);
}

BOOST_FIXTURE_TEST_CASE(an_address_is_read_in_every_spelling, fixture) {
  for (auto const* json : {R"("+12025550100")", R"("12025550100")", R"("tel:+12025550100")", R"("chat:12025550100")",
                           R"("chat:+12025550100")", R"("a:b:+12025550100")", "12025550100", R"("\u002b12025550100")",
                           R"("+1202\u0035550100")", R"(":12025550100")"}) {
    BOOST_TEST_CONTEXT(json) BOOST_TEST(decode_address(json) == 12025550100U);
  }
  BOOST_TEST(decode_address("\"1234567\"") == 1234567U);
  BOOST_TEST(decode_address("999999999999999") == 999999999999999U);
}

BOOST_FIXTURE_TEST_CASE(an_unreadable_address_is_counted_and_left_out, fixture) {
  for (auto const* json : {R"("")",
                           R"("+")",
                           R"("chat:")",
                           R"("123456")",
                           R"("1234567890123456")",
                           R"("+02025550100")",
                           R"("++12025550100")",
                           R"("+1 202 555 0100")",
                           R"(" 12025550100")",
                           R"("12025550100 ")",
                           R"("tel:+12025550100;ext=1")",
                           R"("1202555010\u0000")",
                           "null",
                           "true",
                           "{}",
                           "[12025550100]",
                           "-12025550100",
                           "12025550100.0",
                           "1.20255501e10",
                           "123456",
                           "1234567890123456",
                           "18446744073709551615",
                           "99999999999999999999999999"}) {
    BOOST_TEST_CONTEXT(json) {
      BOOST_TEST(decode_address(json) == 0U);
      BOOST_TEST(seen.unreadable_devices == 1U);
    }
  }
  decode(
      R"({"devices":[{"carrierId":"x"},{},null,1,-1,1.5,"+12025550100",true,[],[{"deviceAddress":"+12025550101"}]]})");
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST(seen.answers.empty());
  BOOST_TEST(seen.unreadable_devices == 10U);
}

BOOST_FIXTURE_TEST_CASE(enabled_is_read_as_boolean_or_as_text_in_any_case, fixture) {
  for (auto const* yes : {"true", R"("true")", R"("True")", R"("TRUE")", R"("\u0074rue")"}) {
    BOOST_TEST_CONTEXT(yes) BOOST_TEST((decode_fields(std::string{"\"rcsEnabled\":"} + yes).rcs == enablement::yes));
  }
  for (auto const* no : {"false", R"("false")", R"("False")", R"("FALSE")"}) {
    BOOST_TEST_CONTEXT(no) BOOST_TEST((decode_fields(std::string{"\"rcsEnabled\":"} + no).rcs == enablement::no));
  }
}

BOOST_FIXTURE_TEST_CASE(enabled_that_does_not_say_is_unknown_and_never_no, fixture) {
  for (auto const* other : {"null", "0", "1", "0.0", "-1", R"("")", R"("0")", R"("no")", R"("yes")", R"(" true")",
                            R"("truer")", "{}", "[]", "[true]", R"({"rcsEnabled":true})"}) {
    BOOST_TEST_CONTEXT(other) {
      BOOST_TEST((decode_fields(std::string{"\"rcsEnabled\":"} + other).rcs == enablement::unknown));
    }
  }
  BOOST_TEST((decode_device(R"({"deviceAddress":"+12025550100"})").rcs == enablement::unknown));
  BOOST_TEST((decode_fields(R"("RCSENABLED":true,"rcsEnabled2":true)").rcs == enablement::unknown));
}

BOOST_FIXTURE_TEST_CASE(a_device_does_not_inherit_from_the_one_before, fixture) {
  decode(R"({"devices":[{"deviceAddress":"+12025550100","carrierId":"A","carrierStatus":"ACTIVE","rcsEnabled":true},
                        {"deviceAddress":"+12025550101"},{"carrierId":"B"}]})");
  BOOST_TEST_REQUIRE(seen.answers.size() == 2U);
  BOOST_TEST((seen.answers[1] ==
              rcs::device_answer{rcs::number::from_value(12025550101).value(), enablement::unknown, {}, {}}));
  BOOST_TEST(seen.unreadable_devices == 1U);
}

BOOST_FIXTURE_TEST_CASE(carrier_fields_of_another_type_or_absurd_length_are_absent, fixture) {
  std::string const longest(rcs::answer_decoder::max_text, 'x');
  for (std::string const& other : {std::string{"null"}, std::string{"1"}, std::string{"true"}, std::string{"{}"},
                                   std::string{"[\"x\"]"}, "\"" + longest + "x\""}) {
    BOOST_TEST_CONTEXT(other) {
      auto const device = decode_fields("\"carrierId\":" + other + ",\"carrierStatus\":" + other);
      BOOST_TEST(device.device.value() == 12025550100U);
      BOOST_TEST(device.carrier_id.empty());
      BOOST_TEST(device.carrier_status.empty());
    }
  }
  BOOST_TEST(decode_fields("\"carrierId\":\"" + longest + "\"").carrier_id == longest);
}

BOOST_FIXTURE_TEST_CASE(escapes_and_any_bytes_in_a_name_are_passed_on, fixture) {
  BOOST_TEST(decode_fields(R"("carrierId":"A\u00e9\"\\\/\n\ud83d\ude00")").carrier_id ==
             "A\xC3\xA9\"\\/\n\xF0\x9F\x98\x80");
  BOOST_TEST(decode_fields("\"carrierId\":\"A\xE9\xFFZ\"").carrier_id == "A\xE9\xFFZ");
  BOOST_TEST((decode_fields(R"("carrierId":"A\u0000Z")").carrier_id == std::string_view("A\0Z", 3)));
}

BOOST_FIXTURE_TEST_CASE(names_beyond_the_table_belong_to_the_exchange, fixture) {
  for (std::size_t i = 0; i < rcs::name_table::max_names; ++i) {
    BOOST_TEST_REQUIRE((names.intern(std::to_string(i)).data() != nullptr));
  }
  auto device = decode_fields(R"("carrierId":"New","carrierStatus":"17")");
  BOOST_TEST(device.carrier_id == "New");
  BOOST_TEST(device.carrier_status == "17");
  BOOST_TEST(seen.texts.size() == 1U);
  std::string const long_name(rcs::name_table::max_length + 1, 'x');
  BOOST_TEST(decode_fields("\"carrierId\":\"" + long_name + "\"").carrier_id == long_name);
}

BOOST_FIXTURE_TEST_CASE(unknown_fields_are_skipped_at_any_place, fixture) {
  decode(R"({"code":200,"meta":{"devices":[{"deviceAddress":"+12025550109"}],"x":[[{"devices":[1]}]]},"devices":[
    {"extra":{"deviceAddress":"+12025550108","rcsEnabled":true},"deviceAddress":"+12025550100","a":[{"carrierId":"no"}],
     "devices":[{"deviceAddress":"+12025550107"}],"b":-1.5e-7}],"deviceAddress":"+12025550106","z":null})");
  BOOST_TEST_REQUIRE(seen.answers.size() == 1U);
  BOOST_TEST((seen.answers[0] ==
              rcs::device_answer{rcs::number::from_value(12025550100).value(), enablement::unknown, {}, {}}));
  BOOST_TEST(seen.unreadable_devices == 0U);
}

BOOST_FIXTURE_TEST_CASE(of_a_repeated_key_the_last_one_counts, fixture) {
  auto const device =
      decode_device(R"({"deviceAddress":"+12025550100","carrierId":"A","rcsEnabled":true,"carrierStatus":
    "ACTIVE","rcsEnabled":false,"carrierId":null,"carrierStatus":{},"deviceAddress":"+12025550101"})");
  BOOST_TEST((device == rcs::device_answer{rcs::number::from_value(12025550101).value(), enablement::no, {}, {}}));
  BOOST_TEST(decode_device(R"({"deviceAddress":"+12025550100","deviceAddress":null})").device.value() == 0U);

  decode(R"({"devices":[{"deviceAddress":"+12025550100"},1],"devices":[{"deviceAddress":"+12025550101"}]})");
  BOOST_TEST_REQUIRE(seen.answers.size() == 1U);
  BOOST_TEST(seen.answers[0].device.value() == 12025550101U);
  BOOST_TEST(seen.unreadable_devices == 0U);
  decode(R"({"devices":[{"deviceAddress":"+12025550100"}],"devices":null})");
  BOOST_TEST((seen.body == body_kind::no_devices));
  BOOST_TEST(seen.answers.empty());
}

BOOST_FIXTURE_TEST_CASE(json_without_a_devices_array_has_no_devices, fixture) {
  for (auto const* body :
       {R"({})", R"([])", R"("devices")", "1", "12", "null", R"({"devices":null})", R"({"devices":{}})",
        R"({"devices":"x"})", R"({"devices":1})", R"([{"devices":[]}])", R"({"Devices":[]})",
        R"({"data":{"devices":[{"deviceAddress":"+12025550100"}]}})", R"([{"deviceAddress":"+12025550100"}])",
        R"({"code":"RCS601","message":"not enabled"})", R"({"deviceAddress":"+12025550100"})"}) {
    BOOST_TEST_CONTEXT(body) {
      decode(body);
      BOOST_TEST((seen.body == body_kind::no_devices));
      BOOST_TEST(seen.answers.empty());
      BOOST_TEST(!decoder.devices_begun());
    }
  }
  decode(R"({"devices":[]})");
  BOOST_TEST((seen.body == body_kind::devices));
}

BOOST_FIXTURE_TEST_CASE(what_is_not_exactly_one_json_text_is_none, fixture) {
  constexpr std::string_view fine = R"({"devices":[{"deviceAddress":"+12025550100"}]})";
  for (std::string const& body :
       {std::string{}, std::string{" \n"}, std::string{"<html>"}, std::string{"{devices:[]}"},
        std::string{"{\"devices\":[],}"}, std::string{"{\"devices\":[1,]}"}, std::string{"{\"devices\":[01]}"},
        std::string{"{\"a\":\"\\ud800\",\"devices\":[]}"}, std::string{"{\"a\":\"\n\",\"devices\":[]}"},
        std::string{"{\"devices\":[]}\0", 15}, std::string{fine} + "x", std::string{fine} + "{}",
        std::string{fine} + ",", std::string{fine} + "\n\n]", "\xEF\xBB" + std::string{fine},
        "\xEF\xBB\xBF\xEF\xBB\xBF" + std::string{fine}, std::string{"\xEF\xBB\xBF"}, "/**/" + std::string{fine}}) {
    BOOST_TEST_CONTEXT(body) {
      decode(body);
      BOOST_TEST((seen.body == body_kind::not_json));
      BOOST_TEST(seen.answers.empty());
      BOOST_TEST(seen.unreadable_devices == 0U);
    }
  }
}

BOOST_FIXTURE_TEST_CASE(white_space_and_a_byte_order_mark_around_the_json_are_fine, fixture) {
  decode("\xEF\xBB\xBF \r\n\t{\"devices\" : [ { \"deviceAddress\" : \"+12025550100\" } ] } \r\n\t");
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST(seen.answers.size() == 1U);
}

BOOST_FIXTURE_TEST_CASE(a_single_answer_may_be_the_bare_device, fixture) {
  decode(R"({"carrierId":"A","deviceAddress":"chat:12025550100","rcsEnabled":"true","x":{"carrierId":"no"}})", single);
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST_REQUIRE(seen.answers.size() == 1U);
  BOOST_TEST(
      (seen.answers[0] == rcs::device_answer{rcs::number::from_value(12025550100).value(), enablement::yes, "A", {}}));
  decode(R"({"deviceAddress":"none"})", single);
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST(seen.unreadable_devices == 1U);
  decode(R"({"rcsEnabled":true,"carrierId":"A"})", single);
  BOOST_TEST((seen.body == body_kind::no_devices));
}

BOOST_FIXTURE_TEST_CASE(a_devices_array_goes_before_the_bare_device, fixture) {
  for (auto const* body : {R"({"deviceAddress":"+12025550109","devices":[{"deviceAddress":"+12025550100"}]})",
                           R"({"devices":[{"deviceAddress":"+12025550100"}],"deviceAddress":"+12025550109"})"}) {
    decode(body, single);
    BOOST_TEST_REQUIRE(seen.answers.size() == 1U);
    BOOST_TEST(seen.answers[0].device.value() == 12025550100U);
  }
}

BOOST_FIXTURE_TEST_CASE(nesting_is_read_to_a_depth_of_32_and_refused_beyond, fixture) {
  auto const nested = [](std::size_t arrays) {
    return "{\"x\":" + std::string(arrays, '[') + std::string(arrays, ']') + ",\"devices\":[]}";
  };
  decode(nested(31));
  BOOST_TEST((seen.body == body_kind::devices));
  decode(nested(32));
  BOOST_TEST((seen.body == body_kind::not_json));
  decode(std::string(4U << 20U, '['));
  BOOST_TEST((seen.body == body_kind::not_json));
}

BOOST_FIXTURE_TEST_CASE(more_devices_than_any_request_can_have_are_refused, fixture) {
  for (auto const* element : {R"({"deviceAddress":"+12025550100"})", "{}", "1"}) {
    decode(devices(rcs::answer_decoder::max_devices, element));
    BOOST_TEST((seen.body == body_kind::devices));
    decode(devices(rcs::answer_decoder::max_devices + 1, element));
    BOOST_TEST((seen.body == body_kind::not_json));
    BOOST_TEST(seen.answers.empty());
  }
}

BOOST_FIXTURE_TEST_CASE(huge_strings_keys_and_numbers_do_no_harm, fixture) {
  std::string const huge(4U << 20U, '7');
  std::string const body = "{\"" + huge + "\":\"" + huge + "\",\"n\":" + huge + ",\"devices\":[{\"deviceAddress\":\"" +
                           huge + "\",\"carrierId\":\"" + huge +
                           "\"},{\"deviceAddress\":\"+12025550100\",\"carrierId\":\"" + huge + "\"}]}";
  seen.clear();
  decoder.start(bulk, seen);
  std::size_t const before = rcs::test::allocations();
  for (std::size_t at = 0; at < body.size(); at += 16384) decoder.write(std::string_view{body}.substr(at, 16384));
  decoder.finish();
  BOOST_TEST(rcs::test::allocations() - before < 10U);
  BOOST_TEST((seen.body == body_kind::devices));
  BOOST_TEST(seen.unreadable_devices == 1U);
  BOOST_TEST_REQUIRE(seen.answers.size() == 1U);
  BOOST_TEST(seen.answers[0].carrier_id.empty());
}

BOOST_FIXTURE_TEST_CASE(a_decoder_is_as_new_after_any_body, fixture) {
  std::string const sample =
      R"({"devices":[{"deviceAddress":"+12025550100","carrierId":"A\u0041","rcsEnabled":true}]})";
  for (std::size_t cut = 0; cut < sample.size(); ++cut) {
    decode(std::string_view{sample}.substr(0, cut));
    BOOST_TEST((seen.body == body_kind::not_json));
    decode(sample);
    BOOST_TEST((seen.body == body_kind::devices));
    BOOST_TEST(seen.answers.size() == 1U);
  }
}

BOOST_FIXTURE_TEST_CASE(writing_after_a_mistake_is_ignored, fixture) {
  decoder.start(bulk, seen);
  BOOST_TEST(decoder.write("{\"devices\":"));
  BOOST_TEST(decoder.wants_more());
  BOOST_TEST(!decoder.write("?"));
  BOOST_TEST(!decoder.wants_more());
  BOOST_TEST(!decoder.write("[]}"));
  decoder.finish();
  BOOST_TEST((seen.body == body_kind::not_json));
}

BOOST_FIXTURE_TEST_CASE(known_carriers_cost_no_allocation, fixture) {
  std::string const body = devices(500, R"({"deviceAddress":"+12025550100","carrierId":"Example \u0057ireless",)"
                                        R"("carrierStatus":"ACTIVE","rcsEnabled":true})");
  auto const in_pieces = [&](std::size_t piece) {
    seen.clear();
    decoder.start(bulk, seen);
    for (std::size_t at = 0; at < body.size(); at += piece) decoder.write(std::string_view{body}.substr(at, piece));
    decoder.finish();
  };
  in_pieces(7);
  std::size_t const before = rcs::test::allocations();
  for (std::size_t const piece : {7U, 1000U, 16384U, 1U << 20U}) in_pieces(piece);
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(seen.answers.size() == 500U);
}

BOOST_AUTO_TEST_SUITE_END()
