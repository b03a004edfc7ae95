#include "sink/file_sink.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sink/answer_log.hpp"
#include "sink/background_saver.hpp"

namespace rcs {
namespace {

/// Rows as bytes, and the retryable ones of them once more.
struct text_block final : rendered_block {
  text_buffer rows;
  text_buffer failed;

  /// Memory for more than a full batch takes is let go: else every block that is around has in the end the size of the
  /// largest there was.
  void clear() noexcept {
    constexpr std::size_t most_kept = std::size_t{128} * 1024;
    rows.clear(most_kept);
    failed.clear(most_kept);
  }
};

/// What a file begins with, if nothing is there yet; empty once written.
std::string_view header_for(encoded_output const& file, std::string_view header) {
  return file && file.mark().length == 0 ? header : std::string_view{};
}

class file_sink final : public sink {
 public:
  file_sink(output_files files, row_format format, checkpoint_file* states, std::unique_ptr<list_writer> list)
      : files_{std::move(files)},
        format_{format},
        list_{std::move(list)},
        header_{header_for(files_.output(), list_ ? answer_log_header : header_of(format, false))},
        failed_header_{header_for(files_.failed(), header_of(format, true))} {
    if (states != nullptr) saver_.emplace([this, states](auto const& point) { return save_now(*states, point); });
  }

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block> reuse) override {
    if (!reuse) reuse = std::make_unique<text_block>();
    auto& block = static_cast<text_block&>(*reuse);
    block.clear();
    list_ ? append_answers(block.rows, rows) : append_rows(block.rows, rows, format_, false);
    if (!files_.failed()) return reuse;
    for (auto const& row : rows) {
      if (is_retryable(row.what)) append_rows(block.failed, {&row, 1}, format_, true);
    }
    return reuse;
  }

  std::error_code write(rendered_block& block) override {
    rendered_block* const one = &block;
    return write({&one, 1});
  }

  std::error_code write(std::span<rendered_block* const> blocks) override {
    if (auto const ec = write(files_.output(), header_, blocks, &text_block::rows)) return ec;
    bool const any_failed = std::ranges::any_of(
        blocks, [](auto const* block) { return !static_cast<text_block const*>(block)->failed.empty(); });
    if (any_failed) {
      if (auto const ec = write(files_.failed(), failed_header_, blocks, &text_block::failed)) return ec;
    }
    return list_ ? write_back(blocks) : std::error_code{};
  }

  std::error_code save(run_state const& state) override {
    if (!saver_) return {};
    if (auto const ec = files_.end_members()) return ec;
    return saver_->save({state, files_.marks()});
  }

  void interrupt() noexcept override {
    files_.output().interrupt();
    files_.failed().interrupt();
    if (list_) list_->interrupt();
  }

  std::error_code finish() override {
    auto first = list_ ? list_->finish() : std::error_code{};
    auto const saved = saver_ ? saver_->finish() : std::error_code{};
    if (!first) first = saved;
    for (auto const& ec : {finish(files_.output(), header_), finish(files_.failed(), failed_header_)}) {
      if (!first) first = ec;
    }
    return first;
  }

 private:
  std::error_code write_back(std::span<rendered_block* const> blocks) {
    try {
      for (auto const* block : blocks) {
        auto log = static_cast<text_block const*>(block)->rows.view();
        list_->put(log);
      }
      return list_->write_ready();
    } catch (std::system_error const& failed) {
      return failed.code();
    }
  }

  /// One of the texts of every block, all at once: the kernel takes a page in half the time then.
  std::error_code write(encoded_output& to, std::string_view& header, std::span<rendered_block* const> blocks,
                        text_buffer text_block::*which) {
    if (!to) return {};
    pieces_.assign(1, std::exchange(header, {}));
    for (auto const* block : blocks) pieces_.push_back((static_cast<text_block const*>(block)->*which).view());
    return to.write(pieces_);
  }

  static std::error_code finish(encoded_output& file, std::string_view& header) {
    if (!file) return {};
    auto const ec = file.write(std::exchange(header, {}));
    auto const closed = file.finish();
    return ec ? ec : closed;
  }

  /// On the saver's thread: what the point counts is on disk before it is.
  std::error_code save_now(checkpoint_file& states, background_saver::save_point const& point) {
    for (auto const* file : {&files_.output(), &files_.failed()}) {
      auto const ec = *file ? file->sync() : std::error_code{};
      if (ec) return ec;
    }
    return states.save(point.state, point.outputs);
  }

  output_files files_;
  row_format format_;
  std::unique_ptr<list_writer> list_;  ///< null: the output has the rows themselves
  std::string_view header_;
  std::string_view failed_header_;
  std::vector<std::string_view> pieces_;   ///< of a write; kept for its memory
  std::optional<background_saver> saver_;  ///< ends before the files it syncs
};

}  // namespace

std::unique_ptr<sink> make_file_sink(output_files files, row_format format, checkpoint_file* states,
                                     std::unique_ptr<list_writer> list) {
  return std::make_unique<file_sink>(std::move(files), format, states, std::move(list));
}

}  // namespace rcs
