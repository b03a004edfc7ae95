#include "support/child_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <stdexcept>
#include <string_view>

extern char** environ;

namespace rcs::test {
namespace {

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> made;
  for (auto& word : words) made.push_back(word.data());
  made.push_back(nullptr);
  return made;
}

std::vector<std::string> with(std::vector<std::string> const& changes) {
  std::vector<std::string> made;
  for (char** one = environ; *one != nullptr; ++one) {
    std::string_view const word{*one};
    auto const replaced = std::any_of(changes.begin(), changes.end(), [word](std::string const& change) {
      return word.starts_with(change.substr(0, change.find('=') + 1));
    });
    if (!replaced) made.emplace_back(word);
  }
  for (auto const& change : changes) {
    if (!change.ends_with('=')) made.push_back(change);
  }
  return made;
}

}  // namespace

child_process::child_process(std::vector<std::string> const& arguments, files const& redirected,
                             std::vector<std::string> const& environment) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  constexpr int to_write = O_WRONLY | O_CREAT | O_TRUNC;
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, redirected.in.c_str(), O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, redirected.out.c_str(), to_write, 0600);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, redirected.err.c_str(), to_write, 0600);
  // Of several tests side by side, none keeps the connections of another open.
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  auto words = arguments;
  auto variables = with(environment);
  auto const failed =
      ::posix_spawn(&id_, words.front().c_str(), &actions, nullptr, pointers(words).data(), pointers(variables).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error{"cannot start " + arguments.front()};
}

child_process::~child_process() {
  if (id_ < 0) return;
  ::kill(id_, SIGKILL);
  wait();
}

void child_process::signal(int number) const {
  ::kill(id_, number);
}

int child_process::wait() {
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace rcs::test
