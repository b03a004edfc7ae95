#include "sink/file_sink.hpp"

#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "file/output_file.hpp"
#include "file/replace_file.hpp"
#include "sink/background_saver.hpp"

namespace rcs {
namespace {

/// Rows as bytes, and the retryable ones of them once more.
struct text_block final : rendered_block {
  std::string rows;
  std::string failed;
};

/// Empties a text for another use. Memory for more than a full batch takes is let go: else every block that is around
/// has in the end the size of the largest there was.
void clear(std::string& text) {
  constexpr std::size_t most_kept = std::size_t{64} * 1024;
  text.clear();
  if (text.capacity() > most_kept) text.shrink_to_fit();
}

/// A file of rows that starts with its header, even if no row comes.
class row_file {
 public:
  row_file(output_file file, std::string_view header) noexcept
      : file_{std::move(file)}, header_{file_.length() == 0 ? header : std::string_view{}} {}

  [[nodiscard]] std::error_code write(std::string_view rows) {
    if (!file_) return {};
    if (auto const ec = file_.write(std::exchange(header_, {}))) return ec;
    return file_.write(rows);
  }

  [[nodiscard]] std::error_code sync() const { return file_ ? file_.sync() : std::error_code{}; }
  [[nodiscard]] std::uint64_t length() const noexcept { return file_.length(); }
  void interrupt() noexcept { file_.interrupt(); }

  [[nodiscard]] std::error_code finish() {
    if (!file_) return {};
    auto const ec = write({});
    auto const closed = file_.finish();
    return ec ? ec : closed;
  }

 private:
  output_file file_;
  std::string_view header_;  ///< empty once written
};

// The outputs by what they are for: their names may be spelled differently when the run goes on.
constexpr auto output_role = "output";
constexpr auto failed_role = "failed";

std::vector<output_mark> marks_of(file_sink_options const& options, std::uint64_t output, std::uint64_t failed) {
  std::vector<output_mark> marks{{output_role, output}};
  if (!options.failed.empty()) marks.push_back({failed_role, failed});
  return marks;
}

/// What the run goes on from, which may be nothing.
checkpoint beginning_of(file_sink_options const& options) {
  if (options.resume != nullptr) return *options.resume;
  checkpoint nothing;
  nothing.outputs = marks_of(options, 0, 0);
  return nothing;
}

/// More than there is if the checkpoint does not know that output: nothing is cut off by mistake.
std::uint64_t length_of(checkpoint const& begin, std::string_view role) {
  for (auto const& one : begin.outputs) {
    if (one.role == role) return one.length;
  }
  return std::numeric_limits<std::int64_t>::max();
}

class file_sink final : public sink {
 public:
  file_sink(file_sink_options const& options, output_file output, output_file failed)
      : options_{options},
        with_failed_{failed},
        output_{std::move(output), header_of(options.format, false)},
        failed_{std::move(failed), header_of(options.format, true)} {
    if (options_.states != nullptr) saver_.emplace([this](auto const& point) { return save_now(point); });
  }

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block> reuse) override {
    if (!reuse) reuse = std::make_unique<text_block>();
    auto& block = static_cast<text_block&>(*reuse);
    clear(block.rows);
    clear(block.failed);
    for (auto const& row : rows) {
      append_row(block.rows, row, options_.format, false);
      if (with_failed_ && is_retryable(row.what)) append_row(block.failed, row, options_.format, true);
    }
    return reuse;
  }

  std::error_code write(rendered_block& block) override {
    auto const& text = static_cast<text_block const&>(block);
    if (auto const ec = output_.write(text.rows)) return ec;
    return text.failed.empty() ? std::error_code{} : failed_.write(text.failed);
  }

  std::error_code finish() override {
    auto const saver_ec = saver_ ? saver_->finish() : std::error_code{};
    auto const ec = output_.finish();
    auto const failed_ec = failed_.finish();
    if (saver_ec) return saver_ec;
    return ec ? ec : failed_ec;
  }

  std::error_code save(run_state const& state) override {
    if (!saver_) return {};
    return saver_->save({state, marks_of(options_, output_.length(), failed_.length())});
  }

  void interrupt() noexcept override {
    output_.interrupt();
    failed_.interrupt();
  }

 private:
  /// On the saver's thread: what the point counts is on disk before it is.
  std::error_code save_now(background_saver::save_point const& point) {
    if (auto const ec = output_.sync()) return ec;
    if (auto const ec = failed_.sync()) return ec;
    return options_.states->save(point.state, point.outputs);
  }

  file_sink_options const options_;
  bool with_failed_;
  row_file output_;
  row_file failed_;
  std::optional<background_saver> saver_;  ///< ends before the files it syncs
};

}  // namespace

std::unique_ptr<sink> open_file_sink(file_sink_options const& options, std::error_code& ec, std::string& which) {
  ec.clear();
  output_file output;
  output_file failed;
  auto const in_order = [&](std::string const& name, auto&& step) {
    if (ec) return;
    ec = step();
    if (ec) which = name;
  };
  auto const open = [](output_file& file, std::string const& name) {
    std::error_code opened;
    file = output_file::open(name, opened);
    return opened;
  };
  if (options.output.empty()) {
    output = output_file::borrow(options.descriptor);
  } else {
    in_order(options.output, [&] { return open(output, options.output); });
  }
  if (!options.failed.empty()) in_order(options.failed, [&] { return open(failed, options.failed); });
  auto const begin = beginning_of(options);
  if (options.states != nullptr) {
    if (!options.output.empty()) in_order(options.output, [&] { return sync_folder_of(options.output); });
    if (failed) in_order(options.failed, [&] { return sync_folder_of(options.failed); });
    in_order(options.states->name(), [&] { return options.states->save(begin.state, begin.outputs); });
  }
  if (!options.output.empty()) in_order(options.output, [&] { return output.cut(length_of(begin, output_role)); });
  if (failed) in_order(options.failed, [&] { return failed.cut(length_of(begin, failed_role)); });
  if (ec) return nullptr;
  return std::make_unique<file_sink>(options, std::move(output), std::move(failed));
}

}  // namespace rcs
