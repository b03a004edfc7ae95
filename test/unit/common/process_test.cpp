#include "common/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>
#include <stdexcept>

#include "support/sanitized.hpp"

namespace {

/// What `body` returns in a process of its own: it changes what cannot be changed back.
template <class Body>
int in_a_child(Body body) {
  auto const child = ::fork();
  if (child == 0) ::_exit(body());
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(process)

BOOST_AUTO_TEST_CASE(neither_a_file_nor_a_handler_gets_a_core_dump) {
  BOOST_TEST(in_a_child([] {
               rcs::forbid_core_dumps();
               rlimit limit{1, 1};
               ::getrlimit(RLIMIT_CORE, &limit);
               return limit.rlim_cur == 0 && limit.rlim_max == 0 ? 0 : 1;
             }) == 0);
  BOOST_TEST(in_a_child([] {
               rcs::forbid_core_dumps();
               return ::prctl(PR_GET_DUMPABLE, 0, 0, 0, 0);
             }) == (rcs::test::sanitized ? 1 : 0));  // LeakSanitizer needs it
}

BOOST_AUTO_TEST_CASE(where_nobody_asked_for_a_number_there_are_as_many_connections_as_fit) {
  auto const fitting = [](rlim_t limit, std::size_t threads) {
    return in_a_child([=] {
      rlimit const files{limit / 2, limit};
      ::setrlimit(RLIMIT_NOFILE, &files);
      auto const count = rcs::make_room_for_up_to(100, threads);
      rlimit raised{};
      ::getrlimit(RLIMIT_NOFILE, &raised);
      return raised.rlim_cur >= count && raised.rlim_cur <= limit ? static_cast<int>(count) : -1;
    });
  };
  BOOST_TEST(fitting(1024, 1) == 100);
  BOOST_TEST(fitting(128, 1) == 44);
  BOOST_TEST(fitting(128, 4) == 28);
}

BOOST_AUTO_TEST_CASE(more_connections_than_fit_are_an_error_and_none_at_all_too) {
  auto const refused = [](auto make_room) {
    return in_a_child([=] {
      rlimit const files{64, 64};
      ::setrlimit(RLIMIT_NOFILE, &files);
      try {
        make_room();
      } catch (std::invalid_argument const&) {
        return 0;
      }
      return 1;
    });
  };
  BOOST_TEST(refused([] { rcs::make_room_for(32, 1); }) == 0);
  BOOST_TEST(refused([] { static_cast<void>(rcs::make_room_for_up_to(32, 1)); }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
