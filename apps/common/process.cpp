#include "common/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>

namespace rcs {
namespace {

/// Of a thread's context: epoll, event, timer, and what its name look-ups open.
constexpr rlim_t for_a_thread = 5;
/// Threads of a run beside those that talk to the upstream: reader, writer, signals.
constexpr rlim_t run_threads = 3;
/// Files and pipes.
constexpr rlim_t others = 64;

/// Open files that a run with so many connections needs at most. Each thread has its share of them.
rlim_t needed_for(std::size_t connections, std::size_t threads) noexcept {
  auto const rounded_up = (connections + threads - 1) / threads * threads;
  return static_cast<rlim_t>(rounded_up) + (threads + run_threads) * for_a_thread + others;
}

#if defined(__SANITIZE_ADDRESS__)
constexpr bool sanitized = true;
#elif defined(__has_feature)
constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
constexpr bool sanitized = false;
#endif

}  // namespace

void hold_standard_descriptors() noexcept {
  for (int const standard : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(standard, F_GETFD) >= 0) continue;
    // The lowest free descriptor, so this one; open for what it is not for.
    [[maybe_unused]] int const held = ::open("/dev/null", standard == STDIN_FILENO ? O_WRONLY : O_RDONLY);
  }
}

void forbid_core_dumps() noexcept {
  rlimit const none{0, 0};
  ::setrlimit(RLIMIT_CORE, &none);
  // Also for handlers that dumps are piped to, which do not heed the limit. LeakSanitizer cannot work without.
  if constexpr (!sanitized) ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

std::size_t make_room_for_up_to(std::size_t connections, std::size_t threads) {
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_max < needed_for(connections, threads)) {
    auto const beside = needed_for(0, threads);
    auto const fitting = files.rlim_max > beside ? (files.rlim_max - beside) / threads * threads : 0;
    connections = std::max<std::size_t>(fitting, 1);
  }
  make_room_for(connections, threads);
  return connections;
}

void make_room_for(std::size_t connections, std::size_t threads) {
  auto const needed = needed_for(connections, threads);
  rlimit files{};
  if (::getrlimit(RLIMIT_NOFILE, &files) != 0 || files.rlim_cur >= needed) return;
  if (files.rlim_max < needed) {
    throw std::invalid_argument{
        fmt::format("{} connections need {} open files, and the limit is {}; raise it (ulimit -n) or ask for fewer",
                    connections, needed, files.rlim_max)};
  }
  files.rlim_cur = needed;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

}  // namespace rcs
