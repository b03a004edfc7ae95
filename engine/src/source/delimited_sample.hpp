#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace rcs {

/// The first records of a list, taken for a delimited one: what speaks for that, and what its columns are.
class delimited_sample {
 public:
  /// `list` begins with the first record. `wanted`: the name of a column, if one is wished for.
  delimited_sample(std::string_view list, bool at_end, char delimiter, std::string_view wanted);

  [[nodiscard]] char delimiter() const noexcept { return delimiter_; }

  /// Whether there are several columns, and so regularly that people would call it a table.
  [[nodiscard]] bool is_table() const noexcept;
  /// Whether the first record has several fields.
  [[nodiscard]] bool has_columns() const noexcept { return first().size() > 1; }
  /// More is likelier.
  [[nodiscard]] auto likelihood() const noexcept {
    return std::tuple{knows_a_name_, number_columns_ == 1, share_, columns_};
  }

  /// Whether the first record names the columns.
  [[nodiscard]] bool has_header() const noexcept { return has_header_; }
  /// The fields of the first record; none if that is too long.
  [[nodiscard]] std::vector<std::string> const& first() const noexcept { return first_; }
  /// How many bytes the first record takes up, with its line end.
  [[nodiscard]] std::size_t first_size() const noexcept { return first_size_; }
  /// The most fields that a record has.
  [[nodiscard]] std::size_t columns() const noexcept { return columns_; }
  /// The only column whose cells look like phone numbers, from 0, looking at the records from the first on or from the
  /// one behind it.
  [[nodiscard]] std::optional<std::size_t> number_column(bool behind_first) const;

 private:
  [[nodiscard]] std::vector<std::size_t> number_columns(bool behind_first) const;
  [[nodiscard]] bool judge_header(std::string_view wanted) const;

  char delimiter_;
  std::vector<std::vector<std::string>> rows_;
  std::vector<std::string> first_;
  std::size_t first_size_ = 0;
  std::size_t columns_ = 0;
  std::size_t number_columns_ = 0;
  double share_ = 0;  ///< of the records that have several fields
  bool knows_a_name_ = false;
  bool has_header_ = false;
};

}  // namespace rcs
