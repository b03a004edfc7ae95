#include <boost/test/unit_test.hpp>
#include <memory>
#include <string>
#include <vector>

#include "support/wire_fixture.hpp"

namespace rcs {
namespace {

using boost::asio::awaitable;
using test::answer;
using test::devices;
using test::good_answer;
using test::script;
using lease_ptr = std::unique_ptr<connection_lease>;

struct pool_fixture : test::wire_fixture {
  pool_fixture() { server->expect(script::tls().read().send(good_answer(2)).again()); }

  /// One that has its own script for the first connections; later ones answer all requests well.
  void first_expect(std::vector<script> scripts) {
    serve({authority.issue({{"localhost", "127.0.0.1"}})});
    for (auto& one : scripts) server->expect(std::move(one));
    server->expect(script::tls().read().send(good_answer(2)).again());
  }

  /// Asks again and again, and reports the first failure.
  awaitable<void> work(upstream& up, int times) {
    exchange mine;
    for (int i = 0; i < times; ++i) {
      auto const lease = co_await up.acquire(true, stop, mine);
      if (lease) co_await lease->ask(asked, mine);
      if (mine.status != 200) seen.error_text = mine.error_text;
    }
  }

  std::vector<std::size_t> const& connections() const { return server->seen().connection_of; }
};

BOOST_FIXTURE_TEST_SUITE(pool_net, pool_fixture)

BOOST_AUTO_TEST_CASE(a_connection_is_used_again) {
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    BOOST_TEST(!seen.reused_connection);
    co_await ask(*up);
    BOOST_TEST(seen.reused_connection);
    co_await ask(*up);
    BOOST_TEST(up->counts().live == 1);
  });
  BOOST_TEST(server->seen().accepted == 1);
  BOOST_TEST(up->counts().opened == 1);
  BOOST_TEST(up->counts().reused == 2);
}

BOOST_AUTO_TEST_CASE(a_reused_connection_that_dies_without_a_byte_is_reported_as_such) {
  first_expect({script::tls().read().send(good_answer(2)).read().cut()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    co_await ask(*up);
  });
  BOOST_TEST((seen.error == transport::closed));
  BOOST_TEST(seen.reused_connection);
  BOOST_TEST(!seen.any_byte);
  BOOST_TEST(seen.bytes_sent > 0);
  BOOST_TEST(server->seen().requests.size() == 2);  // the pool itself replays nothing
}

BOOST_AUTO_TEST_CASE(a_connection_closed_while_idle_is_discarded) {
  for (bool const politely : {true, false}) {
    auto once = script::tls().read().send(good_answer(2));
    std::vector<script> scripts;
    scripts.push_back(politely ? std::move(once).end() : std::move(once).cut());
    first_expect(std::move(scripts));
    auto const up = connect(options());
    context.restart();
    run([&]() -> awaitable<void> {
      co_await ask(*up);
      co_await server->until([](auto const& record) { return record.finished == 1; });
      co_await settle();
      co_await ask(*up);
    });
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(!seen.reused_connection);
    BOOST_TEST((connections() == std::vector<std::size_t>{0, 1}));
  }
}

BOOST_AUTO_TEST_CASE(a_connection_that_spoke_while_idle_is_discarded) {
  auto const late = answer("408 Request Timeout", "");
  first_expect({script::tls().read().send(good_answer(2)).pause().send(late).pause()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    co_await server->until([](auto const& record) { return record.pauses == 1; });
    server->resume();
    co_await server->until([](auto const& record) { return record.pauses == 2; });
    co_await ask(*up);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST((connections() == std::vector<std::size_t>{0, 1}));
}

BOOST_AUTO_TEST_CASE(what_comes_behind_an_answer_spends_the_connection) {
  first_expect({script::tls().read().send(good_answer(2) + "HTTP/1.1 200 OK\r\n").pause()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(up->counts().live == 0);
    co_await ask(*up);
  });
  BOOST_TEST((connections() == std::vector<std::size_t>{0, 1}));
}

BOOST_AUTO_TEST_CASE(a_connection_that_dies_under_its_holder_is_not_usable_and_its_place_is_free) {
  first_expect({script::tls().read().send(good_answer(2)).pause().cut()});
  auto how = options();
  how.connections = 1;
  auto const up = connect(how);
  run([&]() -> awaitable<void> {
    auto lease = co_await up->acquire(false, stop, seen);
    BOOST_TEST(lease->usable());
    co_await lease->ask(asked, seen);
    BOOST_TEST(lease->usable());
    co_await server->until([](auto const& record) { return record.pauses == 1; });
    server->resume();
    co_await server->until([](auto const& record) { return record.finished == 1; });
    co_await settle();
    BOOST_TEST(!lease->usable());
    lease.reset();
    co_await ask(*up);
    BOOST_TEST(seen.status == 200);
    BOOST_TEST(!seen.reused_connection);
    BOOST_TEST((connections() == std::vector<std::size_t>{0, 1}));
  });
}

BOOST_AUTO_TEST_CASE(a_brand_new_connection_is_asked_on_even_if_the_server_has_hung_up) {
  first_expect({script::tls().cut()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    auto const lease = co_await up->acquire(false, stop, seen);
    co_await server->until([](auto const& record) { return record.finished == 1; });
    co_await settle();
    BOOST_TEST(lease->usable());  // or it would be connected to for ever
    co_await lease->ask(asked, seen);
    BOOST_TEST(((seen.error == transport::closed) || (seen.error == transport::send)));
    BOOST_TEST(!lease->usable());
  });
}

BOOST_AUTO_TEST_CASE(a_server_that_says_close_is_taken_at_its_word) {
  auto const farewell = answer("200 OK", devices(2), "Connection: close\r\n");
  first_expect({script::tls().read().send(farewell), script::tls().read().send(farewell)});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    for (int i = 0; i < 3; ++i) co_await ask(*up);
  });
  BOOST_TEST((connections() == std::vector<std::size_t>{0, 1, 2}));
}

BOOST_AUTO_TEST_CASE(a_connection_carries_no_more_than_its_requests) {
  auto how = options();
  how.max_requests = 2;
  auto const up = connect(how);
  run([&]() -> awaitable<void> {
    for (int i = 0; i < 5; ++i) co_await ask(*up);
  });
  BOOST_TEST((connections() == std::vector<std::size_t>{0, 0, 1, 1, 2}));
}

BOOST_AUTO_TEST_CASE(a_connection_past_its_age_is_not_used_again) {
  auto how = options();
  how.max_age = std::chrono::nanoseconds{1};
  auto const up = connect(how);
  run([&]() -> awaitable<void> {
    for (int i = 0; i < 3; ++i) co_await ask(*up);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(up->counts().reused == 0);
}

BOOST_AUTO_TEST_CASE(the_connection_used_last_is_used_first) {
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    auto first = co_await up->acquire(false, stop, seen);
    auto second = co_await up->acquire(false, stop, seen);
    second.reset();
    first.reset();
    co_await ask(*up);
    co_await ask(*up);
  });
  BOOST_TEST((connections() == std::vector<std::size_t>{0, 0}));
}

BOOST_AUTO_TEST_CASE(there_are_never_more_connections_than_allowed) {
  auto how = options();
  how.connections = 3;
  auto const up = connect(how);
  for (int i = 0; i < 9; ++i) spawn(work(*up, 5));
  run([&]() -> awaitable<void> {
    co_await server->until([](auto const& record) { return record.requests.size() == 45; });
    co_await settle();
  });
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(server->seen().peak_open == 3);
  BOOST_TEST(up->counts().opened == 3);
}

BOOST_AUTO_TEST_CASE(no_more_connections_are_being_opened_at_once_than_allowed) {
  first_expect(std::vector<script>(6, script::plain().pause().handshake()));
  auto how = options();
  how.connecting = 2;
  auto const up = connect(how);
  std::vector<lease_ptr> leases;
  auto const hold = [&]() -> awaitable<void> {
    auto lease = co_await up->acquire(true, stop, seen);
    if (lease) leases.push_back(std::move(lease));
  };
  for (int i = 0; i < 6; ++i) spawn(hold());
  run([&]() -> awaitable<void> {
    for (std::size_t round = 1; round <= 3; ++round) {
      co_await server->until([&](auto const& record) { return record.pauses == 2 * round; });
      co_await settle();
      BOOST_TEST(server->seen().accepted == 2 * round);
      server->resume();
    }
    co_await settle();
  });
  BOOST_TEST(leases.size() == 6);
}

BOOST_AUTO_TEST_CASE(who_waits_first_is_served_first) {
  auto how = options();
  how.connections = 1;
  auto const up = connect(how);
  std::vector<int> order;
  auto const wait = [&](int who) -> awaitable<void> {
    exchange mine;
    auto const lease = co_await up->acquire(true, stop, mine);
    if (lease) order.push_back(who);
  };
  run([&]() -> awaitable<void> {
    auto lease = co_await up->acquire(true, stop, seen);
    for (int who = 0; who < 4; ++who) spawn(wait(who));
    co_await settle();
    BOOST_TEST(order.empty());
    lease.reset();
    co_await settle();
  });
  BOOST_TEST((order == std::vector<int>{0, 1, 2, 3}));
}

BOOST_AUTO_TEST_CASE(the_stop_signal_ends_the_wait_for_a_connection) {
  auto how = options();
  how.connections = 1;
  auto const up = connect(how);
  interrupter other;
  exchange waited;
  bool ended = false;
  auto const wait = [&]() -> awaitable<void> {
    auto const lease = co_await up->acquire(true, other, waited);
    BOOST_TEST(!lease);
    ended = true;
  };
  run([&]() -> awaitable<void> {
    auto lease = co_await up->acquire(true, stop, seen);
    spawn(wait());
    co_await settle();
    other.fire();
    co_await settle();
    BOOST_TEST(ended);
    BOOST_TEST((waited.error == transport::aborted));
    lease.reset();
    co_await ask(*up);  // nothing is left of the waiter
  });
  BOOST_TEST(seen.status == 200);
}

BOOST_AUTO_TEST_CASE(the_stop_signal_ends_a_connect) {
  first_expect({script::plain().pause()});
  auto const up = connect(options());
  bool ended = false;
  auto const wait = [&]() -> awaitable<void> {
    auto const lease = co_await up->acquire(true, stop, seen);
    BOOST_TEST(!lease);
    ended = true;
  };
  run([&]() -> awaitable<void> {
    spawn(wait());
    co_await server->until([](auto const& record) { return record.pauses == 1; });
    stop.fire();
    co_await settle();
    BOOST_TEST(ended);
    auto const late = co_await up->acquire(true, stop, seen);
    BOOST_TEST(!late);
  });
  BOOST_TEST((seen.error == transport::aborted));
  BOOST_TEST(up->counts().failed == 0);
  BOOST_TEST(server->seen().accepted == 1);
}

BOOST_AUTO_TEST_CASE(the_stop_signal_ends_the_wait_for_the_end_of_a_back_off) {
  first_expect(std::vector<script>(20, script::plain().reset()));
  auto const up = connect(options());
  bool ended = false;
  auto const wait = [&]() -> awaitable<void> {
    auto const lease = co_await up->acquire(true, stop, seen);
    BOOST_TEST(!lease);
    ended = true;
  };
  run([&]() -> awaitable<void> {
    spawn(wait());
    co_await server->until([](auto const& record) { return record.finished == 3; });
    co_await settle();
    stop.fire();
    co_await settle();
    BOOST_TEST(ended);
  });
  BOOST_TEST((seen.error == transport::aborted));
}

BOOST_AUTO_TEST_CASE(the_impatient_get_the_first_failure) {
  first_expect({script::plain().reset()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up); });
  BOOST_TEST((seen.error == transport::handshake), seen.error_text);
  BOOST_TEST(up->counts().failed == 1);
  BOOST_TEST(server->seen().accepted == 1);
}

BOOST_AUTO_TEST_CASE(the_patient_go_on_until_it_succeeds) {
  first_expect({script::plain().reset(), script::plain().reset()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> { co_await ask(*up, true); });
  BOOST_TEST(seen.error_text == "");
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(up->counts().failed == 2);
  BOOST_TEST(up->counts().opened == 1);
}

BOOST_AUTO_TEST_CASE(after_a_failure_one_connect_at_a_time_probes) {
  first_expect({script::plain().reset(), script::plain().pause().handshake().read().send(good_answer(2)).again()});
  auto const up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    for (int i = 0; i < 4; ++i) spawn(work(*up, 1));
    co_await server->until([](auto const& record) { return record.pauses == 1; });
    co_await settle();
    BOOST_TEST(server->seen().accepted == 2);
    server->resume();
    co_await server->until([](auto const& record) { return record.requests.size() == 4; });
    co_await settle();
  });
}

BOOST_AUTO_TEST_CASE(a_lease_dropped_unused_gives_its_connection_back) {
  auto how = options();
  how.connections = 1;
  auto const up = connect(how);
  run([&]() -> awaitable<void> {
    for (int i = 0; i < 3; ++i) auto const lease = co_await up->acquire(false, stop, seen);
    co_await ask(*up);
  });
  BOOST_TEST(seen.status == 200);
  BOOST_TEST(server->seen().accepted == 1);
}

BOOST_AUTO_TEST_CASE(idle_connections_are_closed_with_the_upstream) {
  auto up = connect(options());
  run([&]() -> awaitable<void> {
    co_await ask(*up);
    up.reset();
    co_await server->until([](auto const& record) { return record.finished == 1; });
  });
  BOOST_TEST(server->seen().finished == 1);
}

BOOST_AUTO_TEST_CASE(a_lease_may_be_dropped_after_the_upstream) {
  auto up = connect(options());
  run([&]() -> awaitable<void> {
    auto lease = co_await up->acquire(false, stop, seen);
    up.reset();
    lease.reset();
    co_await server->until([](auto const& record) { return record.finished == 1; });
  });
  BOOST_TEST(server->seen().finished == 1);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace rcs
