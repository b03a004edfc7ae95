#include "source/text_source.hpp"

#include <optional>
#include <string_view>
#include <utility>

#include "file/list_input.hpp"
#include "source/row_cutter.hpp"
#include "source/source_error.hpp"

namespace rcs {
namespace {

constexpr std::size_t block_bytes = std::size_t{64} << 10U;
constexpr std::size_t max_kept_bytes = std::size_t{16} << 20U;

class list_reader final : public text_source {
 public:
  list_reader(std::unique_ptr<byte_input> input, text_source_options options)
      : input_{std::move(input)}, options_{std::move(options)} {}

  recognition const& recognise(std::error_code& ec) override {
    ec.clear();
    while (!cutter_ && found_.refusal.empty() && !input_->interrupted()) {
      if (!found_.layout && !carry_.empty()) found_ = recognise_layout(carry_, at_end_, options_.layout);
      if (at_end_ && carry_.empty()) found_.layout.emplace();
      if (found_.layout) {
        cutter_.emplace(*found_.layout, options_.keep_raw);
      } else if (found_.refusal.empty() && !fill(carry_, ec)) {
        break;
      }
    }
    return found_;
  }

  bool read(row_block& into, std::error_code& ec) override {
    into.clear();
    recognise(ec);
    if (!found_.refusal.empty()) ec = source_error::layout_unknown;
    if (!cutter_ || ec) return false;
    // On the heap from the start, so that the cells survive a move of the block.
    into.storage.reserve(max_record_bytes + block_bytes);
    into.storage = carry_;
    while (!input_->interrupted()) {
      if (cut(into, ec)) return true;
      if (ec || at_end_ || !fill(into.storage, ec)) break;
    }
    into.clear();
    return false;
  }

  void interrupt() noexcept override { input_->interrupt(); }

  [[nodiscard]] std::uint64_t lines_read() const noexcept override {
    return cutter_ ? cutter_->next_line_number() - 1 : 0;
  }

 private:
  /// Appends what the input has; false with `ec` set if it cannot be read.
  bool fill(std::string& storage, std::error_code& ec) {
    std::size_t const before = storage.size();
    storage.resize(before + block_bytes);
    std::size_t const count = input_->read({storage.data() + before, block_bytes}, ec);
    storage.resize(before + count);
    at_end_ = count == 0 && !ec && !input_->interrupted();
    return !ec;
  }

  /// Makes rows of what is in the block's storage and carries the rest over to the next block. False if there are none;
  /// then the storage is left with what the next row begins with.
  bool cut(row_block& into, std::error_code& ec) {
    std::size_t const begin = begin_of_rows(into.storage);
    std::size_t at = cutter_->cut(into, begin, at_end_);
    if (into.cells.empty() && into.storage.size() - at > longest_line() + 1) {
      if (options_.keep_raw) {
        ec = source_error::line_too_long;
        return false;
      }
      cutter_->cut_long(into, at);
      at = into.storage.size();
      skipping_ = true;
    }
    if (into.cells.empty()) {
      if (front_is_given_) into.storage.erase(0, at);
      return false;
    }
    if (options_.keep_raw && !front_is_given_) into.front = std::string_view{into.storage}.substr(0, begin);
    front_is_given_ = true;
    carry_.assign(into.storage, at, std::string::npos);
    return true;
  }

  /// What is waited for; the byte behind it may be the CR of a line end.
  [[nodiscard]] std::size_t longest_line() const noexcept {
    return options_.keep_raw ? max_kept_bytes : max_record_bytes;
  }

  /// Where the first row stands: behind the front of the list, and behind the rest of a line that has been cut.
  std::size_t begin_of_rows(std::string_view storage) noexcept {
    if (!front_is_given_) return found_.layout->front.size();
    if (!skipping_) return 0;
    auto const end = storage.find('\n');
    if (end == std::string_view::npos) return storage.size();
    skipping_ = false;
    return end + 1;
  }

  std::unique_ptr<byte_input> input_;
  text_source_options options_;
  recognition found_;
  std::optional<row_cutter> cutter_;  ///< once the layout is known
  std::string carry_;                 ///< what has been read and is not in rows yet
  bool front_is_given_ = false;
  bool skipping_ = false;
  bool at_end_ = false;
};

}  // namespace

std::unique_ptr<text_source> open_text_source(std::string const& path, std::error_code& ec,
                                              text_source_options options) {
  auto input = open_list_input(path, ec);
  if (!input) return nullptr;
  return make_text_source(std::move(input), std::move(options));
}

std::unique_ptr<text_source> make_text_source(int descriptor, text_source_options options) {
  return make_text_source(make_list_input(descriptor), std::move(options));
}

std::unique_ptr<text_source> make_text_source(std::unique_ptr<byte_input> input, text_source_options options) {
  return std::make_unique<list_reader>(std::move(input), std::move(options));
}

}  // namespace rcs
