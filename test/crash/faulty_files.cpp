// A file layer that fails on command, to be preloaded into the program under test.
//
//   RCS_TEST_FAULT=ACTION:CALL:N[:FILE]
//
// does ACTION at the Nth CALL (write, fdatasync, fsync, rename, ftruncate or open) that concerns a regular file or a
// folder, or only those whose name ends with FILE. Opens count that may create a file.
//
//   kill, kill_after     ends the program by SIGKILL before, or after, the call
//   power, power_after   likewise, and whatever was written and not synced is gone, as after a power cut
//   short                ends the program when half of a write is done
//   enospc               half of a write is done, and from the next on the disk is full
//   eio                  this call fails and every later one

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdarg>
#include <cstdlib>
#include <map>
#include <mutex>
#include <span>
#include <string>
#include <string_view>

namespace {

template <typename Function>
Function* next(char const* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

std::string name_of(int descriptor) {
  std::array<char, PATH_MAX> name{};
  auto const link = "/proc/self/fd/" + std::to_string(descriptor);
  auto const size = ::readlink(link.c_str(), name.data(), name.size());
  return {name.data(), size < 0 ? 0U : static_cast<std::size_t>(size)};
}

bool concerns_files(int descriptor) {
  struct stat about {};
  return ::fstat(descriptor, &about) == 0 && (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode));
}

::off_t size_of(std::string const& name) {
  struct stat about {};
  return ::stat(name.c_str(), &about) == 0 && S_ISREG(about.st_mode) ? about.st_size : 0;
}

/// What the environment asks for.
struct order {
  explicit order(char const* text) {
    std::string_view rest{text == nullptr ? "" : text};
    auto const word = [&rest] {
      auto const size = std::min(rest.find(':'), rest.size());
      auto const made = rest.substr(0, size);
      rest.remove_prefix(std::min(size + 1, rest.size()));
      return std::string{made};
    };
    action = word();
    call = word();
    nth = std::strtoul(word().c_str(), nullptr, 10);
    file = word();
  }

  [[nodiscard]] bool fails() const { return action == "enospc" || action == "eio"; }
  [[nodiscard]] bool halves() const { return action == "enospc" || action == "short"; }
  [[nodiscard]] bool cuts_power() const { return action.starts_with("power"); }

  std::string action;
  std::string call;
  unsigned long nth = 0;
  std::string file;
};

/// How much of each file would be there after a power cut. Renames are taken to last: that is the hard case, since a
/// name can then stand for content that never reached the disk.
class disk {
 public:
  void opened(std::string const& name) {
    std::lock_guard const held{mutex_};
    auto const size = size_of(name);
    auto const [at, fresh] = synced_.try_emplace(name, size);
    if (!fresh) at->second = std::min(at->second, size);
  }
  void synced(std::string const& name) {
    std::lock_guard const held{mutex_};
    if (auto const at = synced_.find(name); at != synced_.end()) at->second = size_of(name);
  }
  void renamed(std::string const& from, std::string const& to) {
    std::lock_guard const held{mutex_};
    auto const at = synced_.find(from);
    if (at == synced_.end()) return;
    synced_[to] = at->second;
    synced_.erase(at);
  }
  void cut_power() {
    std::lock_guard const held{mutex_};
    for (auto const& [name, size] : synced_) {
      if (size_of(name) > size) [[maybe_unused]]
        auto const cut = ::truncate(name.c_str(), size);
    }
  }

 private:
  std::mutex mutex_;
  std::map<std::string, ::off_t> synced_;
};

// The calls below have no other place to keep this in; leaked, so that it outlives every other thread.
struct layer {
  order const wanted{::getenv("RCS_TEST_FAULT")};
  disk written;
  std::atomic<unsigned long> calls{0};
};

layer& here() {
  static auto& made = *new layer;
  return made;
}

[[noreturn]] void end() {
  if (here().wanted.cuts_power()) here().written.cut_power();
  for (;;) ::kill(::getpid(), SIGKILL);
}

enum class moment { early, due, late };

moment moment_of(std::string_view call, std::string_view file) {
  auto const& wanted = here().wanted;
  if (call != wanted.call || !file.ends_with(wanted.file)) return moment::early;
  auto const nth = ++here().calls;
  return nth < wanted.nth ? moment::early : nth == wanted.nth ? moment::due : moment::late;
}

/// Does a call, unless this is the one that is to fail. `halved` is how it is done if half is to be.
template <typename Call, typename Halved>
auto through(std::string_view name, std::string_view file, Call&& call, Halved&& halved) {
  auto const& wanted = here().wanted;
  auto const now = moment_of(name, file);
  bool const due = now == moment::due;
  bool const half = due && wanted.halves() && name == "write";
  if (due && (wanted.action == "kill" || wanted.action == "power")) end();
  if (now != moment::early && wanted.fails() && !half) {
    errno = wanted.action == "eio" ? EIO : ENOSPC;
    return decltype(call())(-1);
  }
  auto const result = half ? halved() : call();
  if (due && !wanted.fails()) end();
  return result;
}

template <typename Call>
auto through(std::string_view name, std::string_view file, Call&& call) {
  return through(name, file, call, call);
}

int sync(char const* name, int descriptor) {
  auto* const real = next<int(int)>(name);
  if (!concerns_files(descriptor)) return real(descriptor);
  auto const file = name_of(descriptor);
  return through(name, file, [&] {
    auto const result = real(descriptor);
    if (result == 0) here().written.synced(file);
    return result;
  });
}

}  // namespace

// The names, and what they take, are the C library's.
extern "C" {

int open(char const* name, int flags, ...) {
  va_list more;
  va_start(more, flags);
  auto const mode = (flags & O_CREAT) != 0 ? va_arg(more, ::mode_t) : ::mode_t{};
  va_end(more);
  auto* const real = next<int(char const*, int, ...)>("open");
  if ((flags & O_CREAT) == 0) return real(name, flags);
  return through("open", name, [&] {
    int const made = real(name, flags, mode);
    if (made >= 0) here().written.opened(name_of(made));
    return made;
  });
}

::ssize_t write(int descriptor, void const* bytes, ::size_t size) {
  auto* const real = next<::ssize_t(int, void const*, ::size_t)>("write");
  if (!concerns_files(descriptor)) return real(descriptor, bytes, size);
  return through(
      "write", name_of(descriptor), [&] { return real(descriptor, bytes, size); },
      [&] { return real(descriptor, bytes, std::max<::size_t>(size / 2, 1)); });
}

::ssize_t writev(int descriptor, ::iovec const* pieces, int count) {
  auto* const real = next<::ssize_t(int, ::iovec const*, int)>("writev");
  if (!concerns_files(descriptor)) return real(descriptor, pieces, count);
  return through(
      "write", name_of(descriptor), [&] { return real(descriptor, pieces, count); },
      [&] {
        std::string bytes;
        for (auto const& piece : std::span{pieces, static_cast<std::size_t>(count)}) {
          bytes.append(static_cast<char const*>(piece.iov_base), piece.iov_len);
        }
        auto const half = std::max<::size_t>(bytes.size() / 2, 1);
        return next<::ssize_t(int, void const*, ::size_t)>("write")(descriptor, bytes.data(), half);
      });
}

int fdatasync(int descriptor) {
  return sync("fdatasync", descriptor);
}

int fsync(int descriptor) {
  return sync("fsync", descriptor);
}

int ftruncate(int descriptor, ::off_t length) noexcept {
  auto* const real = next<int(int, ::off_t)>("ftruncate");
  auto const file = name_of(descriptor);
  return through("ftruncate", file, [&] {
    auto const result = real(descriptor, length);
    here().written.opened(file);
    return result;
  });
}

int rename(char const* from, char const* to) noexcept {
  auto* const real = next<int(char const*, char const*)>("rename");
  return through("rename", to, [&] {
    auto const result = real(from, to);
    if (result == 0) here().written.renamed(from, to);
    return result;
  });
}
}
