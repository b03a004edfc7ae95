#include "settle/reconcile.hpp"

#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "support/count_allocations.hpp"

using namespace rcs;  // NOLINT: a test of one class of it and all that goes in and out

namespace rcs {

std::ostream& operator<<(std::ostream& out, outcome o) {
  return out << to_string(o);
}

}  // namespace rcs

namespace {

number nth(std::uint64_t i) {
  return *number::from_value(12125550100 + i);
}

batch ask(std::size_t count) {
  std::vector<entry> entries;
  for (std::size_t i = 0; i < count; ++i) entries.emplace_back(nth(i), i + 1);
  return {count == 1 ? batch::endpoint::single : batch::endpoint::bulk, std::move(entries)};
}

device_answer device(std::uint64_t i, enablement rcs = enablement::yes, std::string_view carrier = "Carrier A",
                     std::string_view status = "ACTIVE") {
  return {nth(i), rcs, carrier, status};
}

exchange answer(std::vector<device_answer> devices) {
  exchange seen;
  seen.status = 200;
  seen.body = body_kind::devices;
  seen.answers = std::move(devices);
  return seen;
}

/// What the joiner must come to, worked out the slow way.
std::map<std::uint64_t, outcome> expected(batch const& asked, exchange const& seen) {
  std::map<std::uint64_t, outcome> all;
  for (auto const& e : asked.entries()) {
    std::vector<device_answer> of_it;
    for (auto const& d : seen.answers) {
      if (d.device == e.asked) of_it.push_back(d);
    }
    auto& what = all[e.row] = outcome::missing;
    if (of_it.empty()) continue;
    bool const agree = std::all_of(of_it.begin(), of_it.end(), [&](auto const& d) { return d == of_it.front(); });
    what = of_it.front().rcs == enablement::yes  ? outcome::enabled
           : of_it.front().rcs == enablement::no ? outcome::not_enabled
                                                 : outcome::indeterminate;
    if (!agree) what = outcome::conflict;
  }
  return all;
}

std::map<std::uint64_t, outcome> found(reconciler const& joined) {
  std::map<std::uint64_t, outcome> all;
  for (auto const& r : joined.results()) BOOST_TEST(all.emplace(r.row, r.what).second);
  for (auto const& e : joined.missing()) BOOST_TEST(all.emplace(e.row, outcome::missing).second);
  return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reconcile)

BOOST_AUTO_TEST_CASE(each_answer_becomes_its_rows_outcome) {
  auto asked = ask(4);
  asked.entries()[1].attempts = 2;
  asked.entries()[2].attempts = 255;
  auto const seen = answer(
      {device(0), device(1, enablement::no, "", "INACTIVE"), device(2, enablement::unknown, "B", ""), device(3)});
  reconciler join;
  BOOST_TEST(join(asked, seen));
  BOOST_TEST(join.missing().empty());
  BOOST_TEST_REQUIRE(join.results().size() == 4U);
  auto const& rows = join.results();
  BOOST_TEST(rows[0].row == 1U);
  BOOST_TEST((rows[0].asked == nth(0)));
  BOOST_TEST(rows[0].what == outcome::enabled);
  BOOST_TEST(rows[0].carrier_id == "Carrier A");
  BOOST_TEST(rows[0].carrier_status == "ACTIVE");
  BOOST_TEST(rows[0].attempts == 1);
  BOOST_TEST(rows[0].detail.empty());
  BOOST_TEST(rows[1].what == outcome::not_enabled);
  BOOST_TEST(rows[1].carrier_id.empty());
  BOOST_TEST(rows[1].attempts == 3);
  BOOST_TEST(rows[2].what == outcome::indeterminate);
  BOOST_TEST(rows[2].attempts == 255);
}

BOOST_AUTO_TEST_CASE(results_are_joined_by_digits_and_not_by_position) {
  auto const seen = answer({device(2, enablement::no), device(0), device(1, enablement::unknown)});
  reconciler join;
  BOOST_TEST(join(ask(3), seen));
  BOOST_TEST_REQUIRE(join.results().size() == 3U);
  BOOST_TEST(join.results()[0].what == outcome::enabled);
  BOOST_TEST(join.results()[1].what == outcome::indeterminate);
  BOOST_TEST(join.results()[2].what == outcome::not_enabled);
}

BOOST_AUTO_TEST_CASE(a_number_that_did_not_come_back_is_missing_and_never_not_enabled) {
  auto asked = ask(3);
  asked.entries()[1].times_missing = 1;
  asked.entries()[1].attempts = 1;
  reconciler join;
  BOOST_TEST(join(asked, answer({device(0), device(2)})));
  BOOST_TEST(join.results().size() == 2U);
  BOOST_TEST_REQUIRE(join.missing().size() == 1U);
  BOOST_TEST((join.missing()[0].asked == nth(1)));
  BOOST_TEST(join.missing()[0].row == 2U);
  BOOST_TEST(join.missing()[0].times_missing == 1);
  BOOST_TEST(join.missing()[0].attempts == 1);
}

BOOST_AUTO_TEST_CASE(no_devices_at_all_leave_every_number_missing) {
  reconciler join;
  BOOST_TEST(join(ask(3), answer({})));
  BOOST_TEST(join.results().empty());
  BOOST_TEST(join.missing().size() == 3U);
}

BOOST_AUTO_TEST_CASE(a_repeat_with_the_same_values_is_counted_and_ignored) {
  reconciler join;
  BOOST_TEST(join(ask(2), answer({device(0), device(0), device(1), device(0)})));
  BOOST_TEST(join.results().size() == 2U);
  BOOST_TEST(join.results()[0].what == outcome::enabled);
  BOOST_TEST(join.repeated() == 2U);
  BOOST_TEST(join.extra() == 0U);
}

BOOST_AUTO_TEST_CASE(a_repeat_with_other_values_is_a_conflict_that_tells_both) {
  reconciler join;
  auto const seen = answer({device(0), device(1), device(0, enablement::no, "Carrier A", ""), device(2),
                            device(1, enablement::yes, "Carrier B"), device(2, enablement::unknown)});
  BOOST_TEST(join(ask(3), seen));
  auto const& rows = join.results();
  BOOST_TEST_REQUIRE(rows.size() == 3U);
  for (auto const& row : rows) BOOST_TEST(row.what == outcome::conflict);
  BOOST_TEST(rows[0].detail == "rcs_enabled true and false; carrier_status ACTIVE and absent");
  BOOST_TEST(rows[0].carrier_id == "Carrier A");
  BOOST_TEST(rows[0].carrier_status.empty());
  BOOST_TEST(rows[1].detail == "carrier_id Carrier A and Carrier B");
  BOOST_TEST(rows[1].carrier_id.empty());
  BOOST_TEST(rows[1].carrier_status == "ACTIVE");
  BOOST_TEST(rows[2].detail == "rcs_enabled true and absent");
}

BOOST_AUTO_TEST_CASE(a_conflict_stays_one_whatever_comes_later) {
  reconciler join;
  BOOST_TEST(join(ask(1), answer({device(0), device(0, enablement::no), device(0), device(0, enablement::unknown)})));
  BOOST_TEST(join.results()[0].what == outcome::conflict);
  BOOST_TEST(join.results()[0].detail == "rcs_enabled true and false");
  BOOST_TEST(join.repeated() == 1U);
}

BOOST_AUTO_TEST_CASE(rows_keep_the_order_of_the_batch_around_missing_and_conflicting_ones) {
  reconciler join;
  BOOST_TEST(join(ask(5), answer({device(4), device(2), device(1), device(2, enablement::no)})));
  auto const& rows = join.results();
  BOOST_TEST_REQUIRE(rows.size() == 3U);
  BOOST_TEST(rows[0].row == 2U);
  BOOST_TEST(rows[1].row == 3U);
  BOOST_TEST(rows[2].row == 5U);
  BOOST_TEST(rows[1].what == outcome::conflict);
  BOOST_TEST(rows[1].detail == "rcs_enabled true and false");
  BOOST_TEST(rows[2].detail.empty());
  BOOST_TEST_REQUIRE(join.missing().size() == 2U);
  BOOST_TEST(join.missing()[0].row == 1U);
  BOOST_TEST(join.missing()[1].row == 4U);
}

BOOST_AUTO_TEST_CASE(devices_that_were_not_asked_for_are_counted_and_ignored) {
  reconciler join;
  BOOST_TEST(join(ask(2), answer({device(7), device(0), device(8), device(1)})));
  BOOST_TEST(join.results().size() == 2U);
  BOOST_TEST(join.extra() == 2U);
}

BOOST_AUTO_TEST_CASE(an_answer_is_bad_when_under_half_of_its_devices_were_asked_for) {
  reconciler join;
  BOOST_TEST(join(ask(3), answer({device(0), device(1), device(8), device(9)})));
  BOOST_TEST(!join(ask(3), answer({device(0), device(8), device(9)})));
  BOOST_TEST(join.results().empty());
  BOOST_TEST(join.missing().empty());
  BOOST_TEST(!join(ask(1), answer({device(9)})));
  BOOST_TEST(join(ask(1), answer({device(0)})));
}

BOOST_AUTO_TEST_CASE(unreadable_devices_count_as_not_asked_for) {
  reconciler join;
  auto seen = answer({device(0), device(1)});
  seen.unreadable_devices = 2;
  BOOST_TEST(join(ask(4), seen));
  BOOST_TEST(join.missing().size() == 2U);
  BOOST_TEST(join(ask(2), seen));  // all that was asked, and in order
  seen.unreadable_devices = 3;
  BOOST_TEST(!join(ask(4), seen));
  BOOST_TEST(!join(ask(2), seen));
  BOOST_TEST(join.results().empty());
}

BOOST_AUTO_TEST_CASE(nothing_is_left_from_the_answer_before) {
  reconciler join;
  BOOST_TEST(join(ask(3), answer({device(2), device(2, enablement::no), device(9), device(0), device(0)})));
  auto const asked = ask(2);
  auto const seen = answer({device(1), device(0)});
  BOOST_TEST(join(asked, seen));
  BOOST_TEST(join.extra() == 0U);
  BOOST_TEST(join.repeated() == 0U);
  BOOST_TEST(found(join) == expected(asked, seen));
}

BOOST_AUTO_TEST_CASE(any_answer_settles_every_number_once_as_the_slow_way_does) {
  reconciler join;
  for (unsigned const seed : {1U, 2U, 3U, 4U, 5U, 6U, 7U, 8U, 9U, 10U}) {
    std::mt19937_64 random{seed};
    for (int round = 0; round < 50; ++round) {
      auto const asked = ask(1 + random() % 500);
      std::vector<device_answer> devices;
      for (std::size_t i = 0; i < asked.size(); ++i) {
        for (auto copies = random() % 8 == 0 ? random() % 4 : 1; copies != 0; --copies) {
          devices.push_back(device(i, static_cast<enablement>(random() % 16 == 0 ? random() % 3 : 0)));
        }
        if (random() % 10 == 0) devices.push_back(device(1000 + random() % 50));
      }
      if (round % 2 == 0) std::shuffle(devices.begin(), devices.end(), random);
      auto const seen = answer(std::move(devices));
      if (!join(asked, seen)) continue;
      BOOST_TEST((found(join) == expected(asked, seen)), "seed " << seed << ", round " << round);
    }
  }
}

BOOST_AUTO_TEST_CASE(a_steady_stream_of_answers_allocates_nothing) {
  auto const asked = ask(500);
  std::vector<device_answer> devices;
  for (std::size_t i = 0; i < 500; ++i) {
    if (i % 50 != 0) devices.push_back(device(i));
    if (i % 100 == 1) devices.push_back(device(i, enablement::no, "another carrier with a long name", ""));
  }
  auto const ordered = answer(devices);
  std::reverse(devices.begin(), devices.end());
  auto const reversed = answer(std::move(devices));
  reconciler join;
  bool good = join(asked, ordered) && join(asked, reversed);
  auto const before = test::allocations();
  for (int i = 0; i < 10; ++i) good = good && join(asked, ordered) && join(asked, reversed);
  BOOST_TEST(test::allocations() == before);
  BOOST_TEST(good);
  BOOST_TEST(join.results().size() == 490U);
}

BOOST_AUTO_TEST_SUITE_END()
