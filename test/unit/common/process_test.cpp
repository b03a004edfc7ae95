#include "common/process.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/test/unit_test.hpp>

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

BOOST_AUTO_TEST_SUITE_END()
