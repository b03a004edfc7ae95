#include "source/text_source.hpp"

#include <fcntl.h>
#include <sys/stat.h>

#include <cerrno>
#include <string_view>
#include <utility>

#include "file/interruptible_input.hpp"
#include "source/line_splitter.hpp"
#include "source/list_format.hpp"
#include "source/whole_lines.hpp"

namespace rcs {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// The first bytes of a text that is too long, ending in an ellipsis: it shows that something is missing, and no
/// number can come of what is left.
std::string_view cut(char* text) noexcept {
  constexpr std::string_view ellipsis = "\xE2\x80\xA6";
  constexpr unsigned utf8_continuation = 0x80;
  std::size_t size = max_record_bytes - ellipsis.size();
  for (std::size_t i = 0; i < 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == utf8_continuation; ++i) --size;
  ellipsis.copy(text + size, ellipsis.size());
  return {text, size + ellipsis.size()};
}

class text_source final : public source {
 public:
  text_source(int descriptor, interruptible_input::ownership owned) noexcept : input_{descriptor, owned} {}

  bool read(row_block& into, std::error_code& ec) override {
    ec.clear();
    into.clear();
    // On the heap from the start, so that the cells survive a move of the block.
    into.storage.reserve(max_record_bytes + block_bytes);
    into.storage = carry_;
    while (!input_.interrupted()) {
      if (split(into)) return true;
      if (at_end_ || !fill(into.storage, ec)) break;
    }
    into.clear();
    return false;
  }

  void interrupt() noexcept override { input_.interrupt(); }

 private:
  /// Appends what the input has; false with `ec` set if it cannot be read.
  bool fill(std::string& storage, std::error_code& ec) {
    std::size_t const before = storage.size();
    storage.resize(before + block_bytes);
    std::size_t const count = input_.read({storage.data() + before, block_bytes}, ec);
    storage.resize(before + count);
    at_end_ = count == 0 && !ec;
    return !ec;
  }

  /// Makes rows of the records in the block's storage and carries the rest over to the next block. False if there are
  /// none; then the storage is left with what the next record begins with.
  bool split(row_block& into) {
    into.first_row = next_line_;
    std::size_t at = begin_of_records(into.storage);
    while ((at = take_lines(into, at)) < into.storage.size()) {
      auto const next = next_record(format_, std::string_view{into.storage}.substr(at), at_end_);
      if (!next) break;
      if (std::exchange(at_first_line_, false) && is_header(next->text)) {
        into.first_row = next_line_ + 1;
      } else {
        bool const too_long = next->text.size() > max_record_bytes;
        add_row(into, too_long ? cut(into.storage.data() + at) : number_cell(format_, next->text));
      }
      next_line_ += next->lines;
      at += next->size;
    }
    // The byte behind the longest record may be the CR of its line end.
    if (into.cells.empty() && into.storage.size() - at > max_record_bytes + 1) {
      if (std::exchange(at_first_line_, false)) format_ = recognise(std::string_view{into.storage}.substr(at));
      add_row(into, cut(into.storage.data() + at));
      at = into.storage.size();
      begin_skipping();
    }
    if (into.cells.empty()) {
      if (!at_first_line_) into.storage.erase(0, at);  // else a second byte order mark would be taken for the first
      return false;
    }
    carry_.assign(into.storage, at, std::string::npos);
    return true;
  }

  /// Makes rows of the lines from `at` on that nothing is special about, and returns where they end.
  std::size_t take_lines(row_block& into, std::size_t at) {
    if (format_ != list_format::lines || at_first_line_) return at;
    auto const before = into.cells.size();
    auto const size = take_whole_lines(std::string_view{into.storage}.substr(at), into.cells);
    next_line_ += into.cells.size() - before;
    return at + size;
  }

  void add_row(row_block& into, std::string_view cell) const {
    into.cells.push_back(cell);
    if (format_ == list_format::failed_csv) into.lines.push_back(next_line_);
  }

  /// Where the first record stands: behind the byte order mark, and behind the rest of a line that has been cut.
  std::size_t begin_of_records(std::string_view storage) noexcept {
    if (at_first_line_) return storage.starts_with(byte_order_mark) ? byte_order_mark.size() : 0;
    if (!skipping_) return 0;
    auto const end = storage.find('\n');
    if (end == std::string_view::npos) return storage.size();
    skipping_ = false;
    return end + 1;
  }

  /// The line that has just been given out is longer than what has been read of it.
  void begin_skipping() noexcept {
    skipping_ = true;
    ++next_line_;
  }

  bool is_header(std::string_view first_line) noexcept {
    format_ = recognise(first_line);
    return format_ == list_format::failed_csv;
  }

  interruptible_input input_;
  list_format format_ = list_format::lines;
  std::string carry_;  ///< the beginning of a record that is not all there
  std::uint64_t next_line_ = 1;
  bool at_first_line_ = true;
  bool skipping_ = false;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<source> open_text_source(std::string const& path, std::error_code& ec) {
  ec.clear();
  int descriptor = -1;
  do {
    descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) {
    ec.assign(errno, std::system_category());
    return nullptr;
  }
  auto opened = std::make_unique<text_source>(descriptor, interruptible_input::ownership::owned);
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && S_ISDIR(about.st_mode)) {
    ec = std::make_error_code(std::errc::is_a_directory);
    return nullptr;
  }
  return opened;
}

std::unique_ptr<source> make_text_source(int descriptor) {
  return std::make_unique<text_source>(descriptor, interruptible_input::ownership::borrowed);
}

}  // namespace rcs
