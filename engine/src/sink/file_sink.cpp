#include "sink/file_sink.hpp"

#include <utility>

#include "file/output_file.hpp"

namespace rcs {
namespace {

/// Rows as bytes, and the retryable ones of them once more.
struct text_block final : rendered_block {
  std::string rows;
  std::string failed;
};

/// A file of rows that starts with its header, even if no row comes.
class row_file {
 public:
  row_file(output_file file, std::string_view header) noexcept : file_{std::move(file)}, header_{header} {}

  [[nodiscard]] std::error_code write(std::string_view rows) {
    if (!file_) return {};
    if (auto const ec = file_.write(std::exchange(header_, {}))) return ec;
    return file_.write(rows);
  }

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

class file_sink final : public sink {
 public:
  file_sink(row_format format, output_file output, output_file failed)
      : format_{format},
        with_failed_{failed},
        output_{std::move(output), header_of(format, false)},
        failed_{std::move(failed), header_of(format, true)} {}

  std::unique_ptr<rendered_block> render(std::span<result const> rows, std::unique_ptr<rendered_block> reuse) override {
    if (!reuse) reuse = std::make_unique<text_block>();
    auto& block = static_cast<text_block&>(*reuse);
    block.rows.clear();
    block.failed.clear();
    for (auto const& row : rows) {
      append_row(block.rows, row, format_, false);
      if (with_failed_ && is_retryable(row.what)) append_row(block.failed, row, format_, true);
    }
    return reuse;
  }

  std::error_code write(rendered_block& block) override {
    auto const& text = static_cast<text_block const&>(block);
    if (auto const ec = output_.write(text.rows)) return ec;
    return text.failed.empty() ? std::error_code{} : failed_.write(text.failed);
  }

  std::error_code finish() override {
    auto const ec = output_.finish();
    auto const failed_ec = failed_.finish();
    return ec ? ec : failed_ec;
  }

  void interrupt() noexcept override {
    output_.interrupt();
    failed_.interrupt();
  }

 private:
  row_format format_;
  bool with_failed_;
  row_file output_;
  row_file failed_;
};

}  // namespace

std::unique_ptr<sink> open_file_sink(file_sink_options const& options, std::error_code& ec, std::string& which) {
  ec.clear();
  auto output =
      options.output.empty() ? output_file::borrow(options.descriptor) : output_file::open(options.output, ec);
  if (ec) {
    which = options.output;
    return nullptr;
  }
  output_file failed;
  if (!options.failed.empty()) failed = output_file::open(options.failed, ec);
  if (ec) {
    which = options.failed;
    return nullptr;
  }
  return std::make_unique<file_sink>(options.format, std::move(output), std::move(failed));
}

}  // namespace rcs
