#include "scrub/write_back.hpp"

#include <filesystem>
#include <fstream>
#include <string_view>
#include <system_error>
#include <utility>

#include "scrub/file_error.hpp"
#include "scrub/lists.hpp"
#include "sink/answer_log.hpp"

namespace rcs::scrub {
namespace {

namespace fs = std::filesystem;

output_file lock(std::string const& name) {
  std::error_code failed;
  auto file = output_file::open(name, failed);
  if (failed) throw file_error{name, failed};
  return file;
}

/// The ending of a split file: that of the list, or of the format.
std::string_view ending_of_parts(settings const& s) {
  std::string_view const list = s.inputs.front();
  for (auto const known : {".ndjson", ".jsonl", ".tsv"}) {
    if (s.append && list.ends_with(known)) return known;
  }
  return !s.append && s.format == row_format::ndjson ? ".ndjson" : ".csv";
}

/// Gives the answers of an earlier run to the writer, as many at a time as fit into a piece.
void load(std::string const& log, list_writer& into) {
  constexpr std::size_t piece = std::size_t{1} << 20U;
  std::ifstream file{log, std::ios::binary};
  file.seekg(static_cast<std::streamoff>(answer_log_header.size()));
  std::string bytes;
  while (file) {
    auto const kept = bytes.size();
    bytes.resize(kept + piece);
    file.read(bytes.data() + kept, piece);
    bytes.resize(kept + static_cast<std::size_t>(file.gcount()));
    std::string_view left{bytes};
    into.put(left);
    bytes.erase(0, bytes.size() - left.size());
    if (auto const failed = into.write_ready()) throw file_error{"the list cannot be written back", failed};
  }
  if (file.bad()) throw file_error{log, std::make_error_code(std::errc::io_error)};
}

void empty(output_file& file, std::string const& name) {
  if (auto const failed = file.cut_back({})) throw file_error{name, failed};
}

/// What goes to standard output stands behind what is there.
void empty(settings const& s, back_files& files) {
  if (!s.output.empty()) empty(files.whole, s.output);
  for (std::size_t i = 0; i < split_file_count; ++i) {
    if (files.parts[i]) empty(files.parts[i], split_name(s, static_cast<split_file>(i)));
  }
}

list_outputs outputs_of(settings const& s, back_files files, text_encoding of_list) {
  // What is no row of the list is written as we write everything.
  auto const encoding = s.append ? of_list : text_encoding::utf8;
  encoded_output whole;
  if (files.whole) whole = {std::move(files.whole), {compression_of(s.output), encoding}};
  std::array<encoded_output, split_file_count> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (files.parts[i]) parts[i] = {std::move(files.parts[i]), {compression::none, encoding}};
  }
  return {std::move(whole), std::move(parts)};
}

list_writer::options options_of(settings const& s, list_layout const& layout) {
  list_writer::options with;
  with.style.written = s.append ? list_style::rows::as_given : list_style::rows::answers;
  with.style.ndjson = s.append ? layout.kind == list_kind::ndjson : s.format == row_format::ndjson;
  bool const has_delimiter = layout.kind == list_kind::delimited && layout.delimiter != no_delimiter;
  if (s.append && has_delimiter) with.style.delimiter = layout.delimiter;
  with.style.header = layout.header;
  with.style.first_row = s.repeats == repeated_rows::copy || (s.append && s.repeats == repeated_rows::drop);
  with.style.excel_safe = s.excel_safe;
  with.front = layout.front;
  with.split = s.rules;
  with.order = s.order.value_or(s.append ? list_order::input : list_order::any);
  with.copies = s.repeats == repeated_rows::copy;
  auto const folder = fs::path{name_beside(s)}.parent_path();
  with.scratch = name_beside(s).empty() ? fs::temp_directory_path() : folder.empty() ? fs::path{"."} : folder;
  return with;
}

}  // namespace

std::string name_beside(settings const& s) {
  if (!s.output.empty()) return s.output;
  return s.split.empty() ? std::string{} : s.split + "/run";
}

std::string answer_log_name(settings const& s) {
  return name_beside(s) + ".answers";
}

void remove_answer_log(settings const& s) noexcept {
  std::error_code ignored;  // an old log is overwritten by the next run
  fs::remove(answer_log_name(s), ignored);
}

std::string split_name(settings const& s, split_file part) {
  auto const name = split_file_names[static_cast<std::size_t>(part)];
  return s.split + "/" + std::string{name} + std::string{ending_of_parts(s)};
}

back_files lock_back_files(settings const& s) {
  back_files made;
  if (!s.output.empty()) {
    made.whole = lock(s.output);
  } else if (s.split.empty()) {
    made.whole = output_file::borrow(1);
  }
  if (s.split.empty()) return made;
  std::error_code failed;
  fs::create_directories(s.split, failed);
  if (failed) throw file_error{s.split, failed};
  for (std::size_t i = 0; i < split_file_count; ++i) made.parts[i] = lock(split_name(s, static_cast<split_file>(i)));
  return made;
}

std::unique_ptr<list_writer> begin_writing_back(settings const& s, back_files files, std::string const& log) {
  auto list = open_lists(s, true);
  empty(s, files);
  auto outputs = outputs_of(s, std::move(files), list.encoding);
  auto writer = std::make_unique<list_writer>(std::move(list.rows), std::move(outputs), options_of(s, list.layout));
  if (!log.empty()) load(log, *writer);
  return writer;
}

}  // namespace rcs::scrub
