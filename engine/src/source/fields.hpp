#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rcs {

/// A field of a delimited record as it stands there.
struct field {
  std::string_view text;
  bool has_quotes = false;  ///< somewhere in it, so that `plain_text` may have something to do
};

/// Removes the first field from `record`, together with the delimiter behind it, and returns it. `more` says whether
/// there was such a delimiter, so that another field follows.
[[nodiscard]] field take_field(std::string_view& record, char delimiter, bool& more) noexcept;

/// The field of this index, from 0; an empty one if the record has no such field.
[[nodiscard]] field field_of(std::string_view record, char delimiter, std::size_t index) noexcept;

/// What a field says: without the quotes around it, with doubled quotes made single, and without the formula `="..."`
/// by which spreadsheets are told that something is text. Spaces around the quotes are forgiven. A field whose quotes
/// are wrong stays as it is.
///
/// A view into `text`, or into what is appended to `room`, which has room for it: it is never longer than `text`.
[[nodiscard]] std::string_view plain_text(std::string_view text, std::string& room);

/// What all fields of a record say.
[[nodiscard]] std::vector<std::string> plain_fields(std::string_view record, char delimiter);

}  // namespace rcs
