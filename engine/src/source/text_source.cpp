#include "source/text_source.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <optional>
#include <string>
#include <utility>

#include "source/list_format.hpp"

namespace rcs {
namespace {

constexpr std::size_t chunk = 64 * 1024;
/// A record that is longer is cut here, and the rest of its line passed over, so that no input takes more memory.
constexpr std::size_t longest_record = 1024 * 1024;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::error_code last_error() { return {errno, std::generic_category()}; }

/// Bytes of a descriptor, with reads that can be interrupted.
class byte_stream {
 public:
  byte_stream(int descriptor, bool owned) : descriptor_{descriptor}, owned_{owned}, wake_{::eventfd(0, EFD_CLOEXEC)} {
    struct stat about {};
    waits_ = ::fstat(descriptor_, &about) != 0 || !S_ISREG(about.st_mode);
  }
  ~byte_stream() {
    if (owned_) ::close(descriptor_);
    if (wake_ >= 0) ::close(wake_);
  }
  byte_stream(byte_stream const&) = delete;
  byte_stream& operator=(byte_stream const&) = delete;

  /// Appends up to a chunk to `to`; 0 at the end, after `interrupt` and on an error.
  std::size_t append(std::string& to, std::error_code& ec) {
    if (interrupted_.load(std::memory_order_relaxed)) return 0;
    auto const before = to.size();
    to.resize(before + chunk);
    auto const got = read_some(to.data() + before, ec);
    to.resize(before + got);
    return got;
  }

  void interrupt() noexcept {
    interrupted_.store(true, std::memory_order_relaxed);
    std::uint64_t const one = 1;
    [[maybe_unused]] auto const written = ::write(wake_, &one, sizeof one);
  }

 private:
  std::size_t read_some(char* into, std::error_code& ec) {
    for (;;) {
      if (waits_ && !wait(ec)) return 0;
      auto const got = ::read(descriptor_, into, chunk);
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno == EINTR || errno == EAGAIN) continue;
      ec = last_error();
      return 0;
    }
  }

  /// Waits for input; false if interrupted.
  bool wait(std::error_code& ec) {
    std::array<pollfd, 2> both{pollfd{descriptor_, POLLIN, 0}, pollfd{wake_, POLLIN, 0}};
    while (::poll(both.data(), both.size(), -1) < 0) {
      if (errno == EINTR) continue;
      ec = last_error();
      return false;
    }
    return both[1].revents == 0;
  }

  int descriptor_;
  bool owned_;
  bool waits_ = true;
  int wake_;
  std::atomic<bool> interrupted_{false};
};

class text_source final : public source {
 public:
  text_source(int descriptor, bool owned) : bytes_{descriptor, owned} {}

  bool read(row_block& into, std::error_code& ec) override {
    into.clear();
    while (into.cells.empty() && !ended_) fill(into, ec);
    return !into.cells.empty() && !ec;
  }

  void interrupt() noexcept override { bytes_.interrupt(); }

 private:
  void fill(row_block& into, std::error_code& ec) {
    into.storage.swap(carry_);
    carry_.clear();
    ended_ = bytes_.append(into.storage, ec) == 0;
    if (ec) return;
    if (line_ == 1 && !format_ && !begin(into.storage)) return carry_.swap(into.storage);
    pass_over(into.storage);
    auto const whole = ended_ ? into.storage.size() : whole_records(into.storage, *format_);
    carry_.assign(into.storage, whole);
    if (carry_.size() > longest_record) {
      cut_records(into.storage, *format_, line_, into);
      carry_.clear();
      passing_over_ = true;
    } else {
      cut_records(std::string_view{into.storage}.substr(0, whole), *format_, line_, into);
    }
  }

  /// Looks at the list's beginning; false while the first line has not come whole.
  bool begin(std::string& text) {
    if (!ended_ && text.find('\n') == std::string::npos && text.size() <= longest_record) return false;
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    format_ = recognise(text);
    return true;
  }

  /// Drops the rest of a line that was cut.
  void pass_over(std::string& text) {
    if (!passing_over_) return;
    auto const newline = text.find('\n');
    passing_over_ = newline == std::string::npos;
    text.erase(0, passing_over_ ? text.size() : newline + 1);
  }

  byte_stream bytes_;
  std::optional<list_format> format_;
  std::string carry_;       ///< the beginning of a record that has not come whole
  std::uint64_t line_ = 1;
  bool passing_over_ = false;
  bool ended_ = false;
};

}  // namespace

std::unique_ptr<source> open_text_source(std::string const& path, std::error_code& ec) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  struct stat about {};
  if (descriptor >= 0 && ::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ::close(descriptor);
    ec = std::make_error_code(std::errc::is_a_directory);
    return nullptr;
  }
  ec = descriptor < 0 ? last_error() : std::error_code{};
  return descriptor < 0 ? nullptr : std::make_unique<text_source>(descriptor, true);
}

std::unique_ptr<source> make_text_source(int descriptor) { return std::make_unique<text_source>(descriptor, false); }

}  // namespace rcs
