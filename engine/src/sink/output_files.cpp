#include "sink/output_files.hpp"

#include <algorithm>
#include <limits>
#include <string_view>
#include <utility>

#include "file/replace_file.hpp"

namespace rcs {
namespace {

// The files by what they are for: their names may be spelled differently when the run goes on.
constexpr auto output_role = "output";
constexpr auto failed_role = "failed";

/// The mark of that role; one that no file holds if it is not among them.
file_mark mark_of(std::vector<output_mark> const& marks, std::string_view role) {
  auto const found = std::find_if(marks.begin(), marks.end(), [role](auto const& one) { return one.role == role; });
  return found == marks.end() ? file_mark{std::numeric_limits<std::int64_t>::max(), 0} : found->at;
}

encoded_output open_encoded(std::string const& name, std::error_code& ec) {
  auto file = output_file::open(name, ec);
  if (ec) return {};
  return {std::move(file), {compression_of(name), text_encoding::utf8}};
}

}  // namespace

output_files output_files::open(names const& of, std::error_code& ec, std::string& which) {
  ec.clear();
  output_files made;
  made.names_ = of;
  which = of.output;
  if (!of.output.empty()) {
    made.output_ = open_encoded(of.output, ec);
  } else if (of.descriptor >= 0) {
    made.output_ = {output_file::borrow(of.descriptor), {}};
  }
  if (ec || of.failed.empty()) return made;
  which = of.failed;
  made.failed_ = open_encoded(of.failed, ec);
  return made;
}

std::error_code output_files::end_members() {
  auto const ec = output_ ? output_.end_member() : std::error_code{};
  auto const also = failed_ ? failed_.end_member() : std::error_code{};
  return ec ? ec : also;
}

std::vector<output_mark> output_files::marks() const {
  std::vector<output_mark> made{{output_role, output_.mark()}};
  if (failed_) made.push_back({failed_role, failed_.mark()});
  return made;
}

bool output_files::hold(std::vector<output_mark> const& marks) const {
  return output_.holds(mark_of(marks, output_role)) && (!failed_ || failed_.holds(mark_of(marks, failed_role)));
}

std::error_code output_files::cut_back(std::vector<output_mark> const& marks, std::string& which) {
  auto const to = [&marks](std::string_view role) { return marks.empty() ? file_mark{} : mark_of(marks, role); };
  which = names_.output;
  auto const ec = names_.output.empty() ? std::error_code{} : output_.cut_back(to(output_role));
  if (ec || !failed_) return ec;
  which = names_.failed;
  return failed_.cut_back(to(failed_role));
}

std::error_code output_files::sync_folders(std::string& which) const {
  for (auto const& name : {names_.output, names_.failed}) {
    which = name;
    auto const ec = name.empty() ? std::error_code{} : sync_folder_of(name);
    if (ec) return ec;
  }
  return {};
}

}  // namespace rcs
