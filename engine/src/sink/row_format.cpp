#include "sink/row_format.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <limits>

#include "sink/json_text.hpp"

namespace rcs {
namespace {

/// Bytes that make a CSV field need quotes.
constexpr auto special = [] {
  std::array<bool, 256> table{};
  for (char const c : {',', '"', '\r', '\n'}) table[static_cast<unsigned char>(c)] = true;
  return table;
}();

constexpr std::string_view rcs_enabled_of(outcome o) noexcept {
  if (o == outcome::enabled) return "true";
  return o == outcome::not_enabled ? "false" : "";
}

/// Writes at a place that has room for everything that is put there.
class row_writer {
 public:
  explicit row_writer(char* at) noexcept : at_{at} {}

  row_writer& put(char c) noexcept {
    *at_++ = c;
    return *this;
  }
  row_writer& put(std::string_view text) noexcept {
    at_ = std::copy(text.begin(), text.end(), at_);
    return *this;
  }
  row_writer& put(std::uint64_t value) noexcept {
    at_ = std::to_chars(at_, at_ + max_digits, value).ptr;
    return *this;
  }
  row_writer& put(number n) noexcept { return put('+').put(n.value()); }

  /// Copies and looks in one go, since nearly no field needs quotes.
  row_writer& put_csv_field(std::string_view field) noexcept {
    char* const start = at_;
    bool needs_quotes = false;
    for (char const c : field) {
      needs_quotes |= special[static_cast<unsigned char>(c)];
      *at_++ = c;
    }
    if (!needs_quotes) return *this;
    at_ = start;
    put('"');
    for (char const c : field) {
      if (c == '"') put('"');
      put(c);
    }
    return put('"');
  }

  row_writer& put_json_text(std::string_view text) noexcept {
    at_ = write_json_string(at_, text);
    return *this;
  }
  row_writer& put_json_member(std::string_view name_with_colon, std::string_view text) noexcept {
    return text.empty() ? *this : put(name_with_colon).put_json_text(text);
  }

  [[nodiscard]] char* end() const noexcept { return at_; }

  static constexpr std::size_t max_digits = std::numeric_limits<std::uint64_t>::digits10 + 1;

 private:
  char* at_;
};

/// No row is longer than this but for its texts: three figures, a plus, and names, commas, colons and quotes.
constexpr std::size_t longest_frame = 3 * row_writer::max_digits + 160;

/// Lets `write` put at most `room` bytes behind `out`.
template <class Write>
void append_with(std::string& out, std::size_t room, Write write) {
  std::size_t const size = out.size();
  out.resize(size + room);
  row_writer line{out.data() + size};
  write(line);
  out.resize(static_cast<std::size_t>(line.end() - out.data()));
}

void append_csv(std::string& out, result const& row, bool with_attempts) {
  std::size_t const texts = row.text.size() + row.carrier_id.size() + row.carrier_status.size() + row.detail.size();
  append_with(out, longest_frame + 2 * texts, [&](row_writer& line) {
    line.put(row.row).put(',');
    if (row.asked) {
      line.put(row.asked);
    } else {
      line.put_csv_field(row.text);
    }
    line.put(',').put(to_string(row.what)).put(',').put(rcs_enabled_of(row.what)).put(',');
    line.put_csv_field(row.carrier_id).put(',');
    line.put_csv_field(row.carrier_status).put(',');
    line.put_csv_field(row.detail);
    if (with_attempts) line.put(',').put(std::uint64_t{row.attempts});
    line.put('\n');
  });
}

void append_ndjson(std::string& out, result const& row, bool with_attempts) {
  std::size_t const texts = max_json_size(row.text) + max_json_size(row.carrier_id) +
                            max_json_size(row.carrier_status) + max_json_size(row.detail);
  append_with(out, longest_frame + texts, [&](row_writer& line) {
    line.put(R"({"row":)").put(row.row).put(R"(,"number":)");
    if (row.asked) {
      line.put('"').put(row.asked).put('"');
    } else {
      line.put_json_text(row.text);
    }
    line.put(R"(,"outcome":")").put(to_string(row.what)).put('"');
    if (auto const known = rcs_enabled_of(row.what); !known.empty()) line.put(R"(,"rcs_enabled":)").put(known);
    line.put_json_member(R"(,"carrier_id":)", row.carrier_id);
    line.put_json_member(R"(,"carrier_status":)", row.carrier_status);
    line.put_json_member(R"(,"detail":)", row.detail);
    if (with_attempts) line.put(R"(,"attempts":)").put(std::uint64_t{row.attempts});
    line.put("}\n");
  });
}

}  // namespace

std::string_view header_of(row_format format, bool with_attempts) noexcept {
  if (format == row_format::ndjson) return {};
  return with_attempts ? "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts\n"
                       : "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n";
}

void append_row(std::string& out, result const& row, row_format format, bool with_attempts) {
  if (format == row_format::csv) {
    append_csv(out, row, with_attempts);
  } else {
    append_ndjson(out, row, with_attempts);
  }
}

}  // namespace rcs
