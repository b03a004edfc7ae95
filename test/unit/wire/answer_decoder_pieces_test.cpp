#include <boost/test/unit_test.hpp>
#include <string>
#include <string_view>
#include <utility>

#include "support/body_mutator.hpp"
#include "support/reference_decoder.hpp"
#include "wire/answer_decoder.hpp"

/// The decoder against itself, for every way to cut a body, and against a decoder that builds the document.
BOOST_AUTO_TEST_SUITE(answer_decoder_pieces)

namespace {

constexpr auto bulk = rcs::batch::endpoint::bulk;
constexpr auto single = rcs::batch::endpoint::single;

/// Has every kind of token and most of what `api.md` tells of.
constexpr std::string_view sample =
    "\xEF\xBB\xBF\r\n"
    R"({"code": 200, "m\u0065ta": {"devices": [], "depth": [[[{}]], -0, 1.5e+10, 17e-3, 0.25]},
  "devices": [
    {"deviceAddress": "+12025550100", "carrierId": "Example \"Wireless\" \u00e9\ud83d\ude00 \/", "carrierStatus": "ACTIVE", "rcsEnabled": true},
    {"deviceAddress": "chat:12025550101", "carrierId": null, "rcsEnabled": "FALSE"},
    {"device\u0041ddress": 12025550102, "carrierStatus": "INACTIVE", "rcsEnabled": false},
    {"deviceAddress": "tel:\u002b12025550103", "rcsEnabled": "tru\u0065", "extra": [true, false, null, {"rcsEnabled": 1}]},
    {"deviceAddress": "nobody"}, 12025550104, null, [], "x", -1, 18446744073709551615, 1e400,
    {"deviceAddress": "+12025550105", "rcsEnabled": true, "carrierId": ")"
    "\xC3\xA9\xFF\xE2\x82"
    R"(", "rcsEnabled": null}
  ], "count" : 12
} )";

constexpr std::string_view bare_sample =
    R"( {"carrierId": "Sample Mobile", "deviceAddress": "+12025550100", "x": {"rcsEnabled": false}, "rcsEnabled": true}
)";

struct decoding {
  rcs::name_table names;
  rcs::answer_decoder decoder{names};
  rcs::exchange seen;

  /// `next_size()` says how long the next piece is.
  template <class NextSize>
  rcs::test::decoded_body decode(std::string_view body, rcs::batch::endpoint asked_of, NextSize next_size) {
    seen.clear();
    decoder.start(asked_of, seen);
    while (!body.empty()) {
      std::string const piece{body.substr(0, next_size())};  // a copy of its own, so that sanitizers see a read beyond
      decoder.write(piece);
      body.remove_prefix(piece.size());
    }
    decoder.finish();
    return rcs::test::decoded(seen);
  }
};

}  // namespace

BOOST_AUTO_TEST_CASE(the_samples_say_what_they_should) {
  auto const all = rcs::test::reference_decoder::decode(sample, bulk);
  BOOST_TEST((all.kind == rcs::body_kind::devices));
  BOOST_TEST(all.devices.size() == 5U);
  BOOST_TEST(all.unreadable == 8U);
  BOOST_TEST(rcs::test::reference_decoder::decode(bare_sample, single).devices.size() == 1U);
}

BOOST_AUTO_TEST_CASE(every_pair_of_pieces_gives_the_same_devices) {
  decoding d;
  for (auto const asked_of : {bulk, single}) {
    for (auto const body : {sample, bare_sample}) {
      auto const wanted = rcs::test::reference_decoder::decode(body, asked_of);
      for (std::size_t cut = 1; cut <= body.size(); ++cut) {
        BOOST_TEST_CONTEXT("cut at " << cut) BOOST_TEST(d.decode(body, asked_of, [cut] { return cut; }) == wanted);
        bool first = true;
        auto const two = [&] { return std::exchange(first, false) ? cut : std::string_view::npos; };
        BOOST_TEST_CONTEXT("cut once, at " << cut) BOOST_TEST(d.decode(body, asked_of, two) == wanted);
      }
    }
  }
}

BOOST_AUTO_TEST_CASE(a_body_cut_short_anywhere_is_no_json) {
  decoding d;
  auto const end = sample.find_last_of('}');
  for (std::size_t length = 0; length < sample.size(); ++length) {
    auto const seen = d.decode(sample.substr(0, length), bulk, [] { return std::string_view::npos; });
    BOOST_TEST((seen.kind == (length > end ? rcs::body_kind::devices : rcs::body_kind::not_json)));
  }
}

BOOST_AUTO_TEST_CASE(mutated_bodies_are_decoded_like_the_document) {
  for (std::uint64_t const seed : {1U, 2U, 3U, 20250304U}) {
    rcs::test::body_mutator random{seed};
    decoding d;
    std::size_t with_devices = 0;
    for (int round = 0; round < 4000; ++round) {
      std::string body{random.below(4) == 0 ? bare_sample : sample};
      for (std::size_t changes = random.below(4) + 1; changes != 0; --changes) random.mutate(body);
      auto const asked_of = random.below(2) == 0 ? bulk : single;
      std::size_t const longest = random.below(3) == 0 ? 2 : 100;
      auto const seen = d.decode(body, asked_of, [&] { return 1 + random.below(longest); });
      auto const wanted = rcs::test::reference_decoder::decode(body, asked_of);
      if (wanted.kind == rcs::body_kind::devices) ++with_devices;
      if (seen == wanted) continue;
      BOOST_TEST_CONTEXT("seed " << seed << ", round " << round << ":\n" << body) BOOST_TEST(seen == wanted);
    }
    BOOST_TEST(with_devices > 400U, "seed " << seed << ": only " << with_devices << " mutants still had devices");
  }
}

BOOST_AUTO_TEST_SUITE_END()
