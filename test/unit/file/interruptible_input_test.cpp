#include "file/interruptible_input.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>

#include "support/pipe_ends.hpp"

namespace rcs {
namespace {

using test::pipe_ends;
using ownership = interruptible_input::ownership;

std::string read_some(interruptible_input& input, std::error_code& ec) {
  std::array<char, 64> bytes{};
  return {bytes.data(), input.read(bytes, ec)};
}

}  // namespace

BOOST_AUTO_TEST_SUITE(interruptible_input_)

BOOST_AUTO_TEST_CASE(what_is_there_is_read_until_the_end) {
  pipe_ends pipe;
  interruptible_input input{pipe.reader(), ownership::borrowed};
  std::error_code ec;
  pipe.write("one");
  BOOST_TEST(read_some(input, ec) == "one");
  pipe.write("two");
  pipe.close_writer();
  BOOST_TEST(read_some(input, ec) == "two");
  BOOST_TEST(read_some(input, ec).empty());
  BOOST_TEST(!ec);
}

BOOST_AUTO_TEST_CASE(an_interrupt_wakes_a_read_that_waits) {
  pipe_ends const pipe;
  interruptible_input input{pipe.reader(), ownership::borrowed};
  std::jthread const other{[&] { input.interrupt(); }};
  std::error_code ec;
  BOOST_TEST(read_some(input, ec).empty());
  BOOST_TEST(!ec);
  BOOST_TEST(input.interrupted());
}

BOOST_AUTO_TEST_CASE(nothing_is_read_after_an_interrupt) {
  pipe_ends const pipe;
  interruptible_input input{pipe.reader(), ownership::borrowed};
  pipe.write("left");
  input.interrupt();
  input.interrupt();
  std::error_code ec;
  BOOST_TEST(read_some(input, ec).empty());
  std::array<char, 8> left{};
  BOOST_TEST(::read(pipe.reader(), left.data(), left.size()) == 4);
}

BOOST_AUTO_TEST_CASE(a_descriptor_that_does_not_block_is_waited_for) {
  pipe_ends pipe{O_NONBLOCK};
  interruptible_input input{pipe.reader(), ownership::borrowed};
  std::error_code ec;
  std::jthread const other{[to = pipe.writer()] {
    // Boost.Test's checks are not for other threads.
    [[maybe_unused]] auto const written = ::write(to, "late", 4);
  }};
  BOOST_TEST(read_some(input, ec) == "late");
  BOOST_TEST(!ec);
}

BOOST_AUTO_TEST_CASE(a_descriptor_that_cannot_be_read_is_an_error) {
  int const write_only = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  for (int const descriptor : {-1, write_only}) {
    interruptible_input input{descriptor, ownership::borrowed};
    std::error_code ec;
    BOOST_TEST(read_some(input, ec).empty());
    BOOST_TEST((ec == std::errc::bad_file_descriptor));
  }
  ::close(write_only);
}

BOOST_AUTO_TEST_CASE(only_an_owned_descriptor_is_closed) {
  pipe_ends const pipe;
  int const owned = ::dup(pipe.reader());
  interruptible_input{pipe.reader(), ownership::borrowed};
  interruptible_input{owned, ownership::owned};
  BOOST_TEST(::fcntl(pipe.reader(), F_GETFD) >= 0);
  BOOST_TEST(::fcntl(owned, F_GETFD) < 0);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
