#include <algorithm>
#include <array>
#include <boost/test/data/monomorphic.hpp>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "support/answer_writer.hpp"
#include "support/body_mutator.hpp"
#include "support/count_allocations.hpp"
#include "support/reference_decoder.hpp"
#include "wire/answer_decoder.hpp"

/// Reading devices by their shape against parsing every byte of them: nobody must be able to tell which it was.
BOOST_AUTO_TEST_SUITE(answer_decoder_shape)

namespace {

using method = rcs::answer_decoder::method;

/// By shape, with what this machine has and with what every one has.
auto const either_way = boost::unit_test::data::make({false, true});
constexpr method by_shape(bool baseline) {
  return baseline ? method::by_shape_baseline : method::by_shape;
}

constexpr auto bulk = rcs::batch::endpoint::bulk;
constexpr auto whole = std::string_view::npos;

struct decoding {
  explicit decoding(method how) : decoder{names, how} {}

  void start(rcs::batch::endpoint asked_of) {
    seen.clear();
    decoder.start(asked_of, seen);
  }
  rcs::test::decoded_body decode(std::string_view body, std::size_t piece = whole) {
    start(bulk);
    for (; !body.empty(); body.remove_prefix(std::min(piece, body.size()))) decoder.write(body.substr(0, piece));
    decoder.finish();
    return rcs::test::decoded(seen);
  }

  rcs::name_table names;
  rcs::answer_decoder decoder;
  rcs::exchange seen;
};

struct both {
  explicit both(method with = method::by_shape) : by_shape{with} {}

  decoding by_shape;
  decoding strict{method::strict};

  /// Whether they agree on a body, on everything there is to be seen, at each piece of it.
  template <class NextSize>
  bool agree(std::string_view body, rcs::batch::endpoint asked_of, NextSize next_size) {
    by_shape.start(asked_of);
    strict.start(asked_of);
    while (!body.empty()) {
      std::string_view const piece = body.substr(0, next_size());
      std::vector<char> const given{piece.begin(), piece.end()};  // so that sanitizers see a read beyond its end
      bool const by_shape_went_on = by_shape.decoder.write({given.data(), given.size()});
      if (by_shape_went_on != strict.decoder.write(piece)) return false;
      if (by_shape.decoder.wants_more() != strict.decoder.wants_more()) return false;
      if (by_shape.decoder.devices_begun() != strict.decoder.devices_begun()) return false;
      if (by_shape.seen.answers.size() != strict.seen.answers.size() && by_shape_went_on) return false;
      body.remove_prefix(piece.size());
    }
    by_shape.decoder.finish();
    strict.decoder.finish();
    return by_shape.seen.answers == strict.seen.answers && by_shape.seen.body == strict.seen.body &&
           by_shape.seen.unreadable_devices == strict.seen.unreadable_devices &&
           by_shape.seen.texts == strict.seen.texts;
  }
};

std::string device(std::size_t i, std::string_view carrier = "Example Wireless") {
  return R"({"deviceAddress":"+1202555)" + std::to_string(1000 + i) + R"(","carrierId":")" + std::string{carrier} +
         R"(","carrierStatus":"ACTIVE","rcsEnabled":)" + (i % 3 == 0 ? "true}" : "false}");
}

std::string european(std::size_t i) {
  return R"({"deviceAddress":"chat:4915550)" + std::to_string(1000 + i) + R"(","rcsEnabled":"true"})";
}

/// An answer of so many elements.
template <class Element>
std::string answer(std::size_t count, Element element) {
  std::string body = "{\"devices\":[";
  for (std::size_t i = 0; i < count; ++i) body += (i == 0 ? "" : ",") + element(i);
  return body + "]}";
}

}  // namespace

BOOST_DATA_TEST_CASE(devices_that_are_written_alike_are_read_by_their_shape, either_way, baseline) {
  decoding d{by_shape(baseline)};
  auto const body = answer(500, [](std::size_t i) { return device(i); });
  BOOST_TEST(d.decode(body) == rcs::test::reference_decoder::decode(body, bulk));
  BOOST_TEST(d.decoder.read_by_shape() == 498U);  // one to come to the list, one to learn from
  BOOST_TEST(d.decode(body) == rcs::test::reference_decoder::decode(body, bulk));
  BOOST_TEST(d.decoder.read_by_shape() == 499U);  // the shape outlasts the answer
}

BOOST_AUTO_TEST_CASE(a_device_that_the_end_of_a_piece_cuts_is_all_that_is_parsed) {
  decoding d{method::by_shape};
  auto const body = answer(500, [](std::size_t i) { return device(i); });
  d.decode(body);
  BOOST_TEST(d.decode(body, 16384) == rcs::test::reference_decoder::decode(body, bulk));
  auto const cuts = body.size() / 16384;
  BOOST_TEST(d.decoder.read_by_shape() >= 499U - cuts);
}

BOOST_DATA_TEST_CASE(a_few_shapes_are_known_at_once, either_way, baseline) {
  decoding d{by_shape(baseline)};
  auto const body = answer(500, [](std::size_t i) { return i % 2 == 0 ? device(i) : european(i); });
  BOOST_TEST(d.decode(body) == rcs::test::reference_decoder::decode(body, bulk));
  BOOST_TEST(d.decoder.read_by_shape() == 497U);
}

BOOST_DATA_TEST_CASE(one_strange_device_is_parsed_and_the_next_one_is_read_by_its_shape_again, either_way, baseline) {
  decoding d{by_shape(baseline)};
  for (auto const& strange :
       {std::string{"null"}, std::string{"{}"}, std::string{R"("}")"}, std::string{R"({"deviceAddress":"nobody"})"},
        std::string{R"({"deviceAddress":"+12025550100","x":{"carrierId":"}"}})"}, device(7, "Ex\\u00e4mple"),
        device(7, "Ex\xC3\xA4mple"), device(7, std::string(64, 'x')), device(7, std::string(2000, 'x'))}) {
    auto const body = answer(500, [&](std::size_t i) { return i % 50 == 25 ? strange : device(i); });
    BOOST_TEST_CONTEXT(strange) {
      BOOST_TEST(d.decode(body) == rcs::test::reference_decoder::decode(body, bulk));
      BOOST_TEST(d.decoder.read_by_shape() >= 470U);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_bound_on_devices_holds_however_they_are_read) {
  decoding d{method::by_shape};
  constexpr auto most = rcs::answer_decoder::max_devices;
  auto const element = [](std::size_t i) { return i % 1000 == 999 ? std::string{"null"} : device(i); };
  d.decode(answer(most, element));
  BOOST_TEST((d.seen.body == rcs::body_kind::devices));
  BOOST_TEST(d.seen.answers.size() + d.seen.unreadable_devices == most);
  both b;
  for (auto const& body : {answer(most + 1, element), answer(3 * most, [](std::size_t i) { return device(i); })}) {
    for (std::size_t const piece : {std::size_t{16384}, whole}) {
      BOOST_TEST(b.agree(body, bulk, [&] { return piece; }));
      BOOST_TEST((b.by_shape.seen.body == rcs::body_kind::not_json));
      BOOST_TEST(b.by_shape.seen.answers.capacity() < 3 * most);
    }
  }
}

BOOST_AUTO_TEST_CASE(names_beyond_the_table_are_the_same_however_they_are_read) {
  both b;
  for (std::size_t i = 0; i < rcs::name_table::max_names; ++i) {
    auto const name = std::to_string(i);
    BOOST_TEST_REQUIRE((b.by_shape.names.intern(name).data() != nullptr));
    BOOST_TEST_REQUIRE((b.strict.names.intern(name).data() != nullptr));
  }
  auto const body = answer(100, [](std::size_t i) { return device(i, i % 2 == 0 ? "17" : "Example Wireless"); });
  BOOST_TEST(b.agree(body, bulk, [] { return whole; }));
  BOOST_TEST(b.by_shape.seen.texts.size() == 150U);  // "ACTIVE" is not in the table either
}

BOOST_AUTO_TEST_CASE(a_warm_decoder_allocates_nothing) {
  decoding d{method::by_shape};
  std::array const bodies{answer(500, [](std::size_t i) { return device(i); }),
                          answer(500, [](std::size_t i) { return european(i); }),
                          answer(500, [](std::size_t i) { return i % 7 == 0 ? european(i) : device(i, "Other"); })};
  auto const decode_all = [&] {
    for (auto const& body : bodies) {
      for (std::size_t const piece : {std::size_t{100}, std::size_t{16384}, whole}) {
        d.start(bulk);
        for (std::size_t at = 0; at < body.size(); at += std::min(piece, body.size())) {
          d.decoder.write(std::string_view{body}.substr(at, piece));
        }
        d.decoder.finish();
      }
    }
  };
  decode_all();
  std::size_t const before = rcs::test::allocations();
  decode_all();
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(d.seen.answers.size() == 500U);
}

BOOST_DATA_TEST_CASE(every_cut_gives_the_same_devices, either_way, baseline) {
  both b{by_shape(baseline)};
  auto const body = answer(12, [](std::size_t i) { return i % 5 == 4 ? european(i) : device(i); });
  for (std::size_t cut = 1; cut < body.size(); ++cut) {
    bool first = true;
    auto const two = [&] { return std::exchange(first, false) ? cut : whole; };
    BOOST_TEST_CONTEXT("cut at " << cut) {
      BOOST_TEST(b.agree(body, bulk, two));
      BOOST_TEST(b.agree(std::string_view{body}.substr(0, cut), bulk, [] { return whole; }));
      BOOST_TEST(b.agree(body.substr(0, cut) + "?" + body.substr(cut), bulk, [] { return whole; }));
    }
  }
}

BOOST_DATA_TEST_CASE(answers_of_every_kind_are_read_like_parsed_ones, either_way, baseline) {
  for (std::uint64_t const seed : {1U, 2U, 3U, 20260401U}) {
    rcs::test::answer_writer writer{seed};
    rcs::test::body_mutator random{seed};
    both b{by_shape(baseline)};
    std::size_t devices = 0;
    std::size_t by_shape = 0;
    for (int round = 0; round < 3000; ++round) {
      auto body = writer.write(random.below(40));
      for (std::size_t changes = random.below(3); changes != 0; --changes) random.mutate(body);
      auto const asked_of = random.below(8) == 0 ? rcs::batch::endpoint::single : bulk;
      std::size_t const longest = random.below(3) == 0 ? 20 : 4000;
      bool const same = b.agree(body, asked_of, [&] { return 1 + random.below(longest); }) &&
                        rcs::test::decoded(b.by_shape.seen) == rcs::test::reference_decoder::decode(body, asked_of);
      devices += b.by_shape.seen.answers.size();
      by_shape += b.by_shape.decoder.read_by_shape();
      if (!same) BOOST_TEST_CONTEXT("seed " << seed << ", round " << round << ":\n" << body) BOOST_TEST(same);
    }
    BOOST_TEST(devices > 10'000U, "seed " << seed << ": only " << devices << " devices");
    BOOST_TEST(by_shape > devices / 4, "seed " << seed << ": only " << by_shape << " of " << devices << " by shape");
  }
}

BOOST_AUTO_TEST_SUITE_END()
