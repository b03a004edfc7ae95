#include "sink/answer_log.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstring>
#include <limits>

namespace rcs {
namespace {

/// In front of the texts of an ending.
struct ending_head {
  std::uint16_t what;
  std::array<std::uint16_t, 3> sizes;  ///< of the texts, in the order they follow in
};

/// In front of an ending.
struct row_head {
  std::uint64_t row;
  std::uint64_t number;
  std::uint64_t first_row;
};

constexpr std::size_t heads = sizeof(row_head) + sizeof(ending_head);

std::string_view bounded(std::string_view text) noexcept {
  return text.substr(0, std::numeric_limits<std::uint16_t>::max());
}

template <typename Head>
char* put(char* at, Head const& head) noexcept {
  std::memcpy(at, &head, sizeof head);
  return at + sizeof head;
}

template <typename Head>
Head get(char const* at) noexcept {
  Head head;
  std::memcpy(&head, at, sizeof head);
  return head;
}

std::size_t size_of_texts(ending_head const& head) noexcept {
  return std::size_t{head.sizes[0]} + head.sizes[1] + head.sizes[2];
}

void append_answer(text_buffer& out, result const& row) {
  std::array const texts{bounded(row.carrier_id), bounded(row.carrier_status), bounded(row.detail)};
  ending_head ending{static_cast<std::uint16_t>(index_of(row.what)), {}};
  for (std::size_t i = 0; i < texts.size(); ++i) ending.sizes[i] = static_cast<std::uint16_t>(texts[i].size());
  char* at = out.room(heads + size_of_texts(ending));
  at = put(at, row_head{row.row, row.asked.value(), row.first_row});
  at = put(at, ending);
  for (auto const text : texts) at = std::copy(text.begin(), text.end(), at);
  out.extend_to(at);
}

}  // namespace

void append_answers(text_buffer& out, std::span<result const> rows) {
  for (auto const& row : rows) append_answer(out, row);
}

std::optional<logged_answer> take_answer(std::string_view& log) noexcept {
  if (log.size() < heads) return std::nullopt;
  auto const row = get<row_head>(log.data());
  auto const ending = get<ending_head>(log.data() + sizeof(row_head));
  auto const size = heads + size_of_texts(ending);
  bool const sound =
      row.row != 0 && ending.what < outcome_count && (row.number == 0 || number::from_value(row.number).has_value());
  if (log.size() < size || !sound) return std::nullopt;
  logged_answer taken;
  taken.row = row.row;
  taken.asked = number::from_value(row.number).value_or(number{});
  taken.first_row = row.first_row;
  taken.ending = log.substr(sizeof(row_head), size - sizeof(row_head));
  log.remove_prefix(size);
  return taken;
}

row_ending read_ending(std::string_view bytes) noexcept {
  auto const head = get<ending_head>(bytes.data());
  bytes.remove_prefix(sizeof head);
  row_ending read;
  read.what = static_cast<outcome>(head.what);
  for (auto [text, size] : {std::pair{&read.carrier_id, head.sizes[0]}, std::pair{&read.carrier_status, head.sizes[1]},
                            std::pair{&read.detail, head.sizes[2]}}) {
    *text = bytes.substr(0, size);
    bytes.remove_prefix(size);
  }
  return read;
}

}  // namespace rcs
