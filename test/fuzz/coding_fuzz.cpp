#include <algorithm>
#include <string>
#include <string_view>

#include "file/inflated_input.hpp"
#include "file/utf8_input.hpp"
#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "unit/file/memory_input.hpp"

// Any bytes as a file that may be compressed and UTF-16, in pieces and all at once; as UTF-16, there and back; as text,
// compressed and read again. First line: lengths of the pieces.

namespace rcs::test {
namespace {

// A small input can become gigabytes, of which the first tell enough.
constexpr std::size_t most_bytes = std::size_t{1} << 20U;

struct file_text {
  std::string bytes;
  std::error_code ec;
  bool is_plain = false;
};

file_text text_of(byte_input& file, std::size_t room) {
  inflated_input inflated{file};
  utf8_input input{inflated};
  file_text text;
  std::string piece(room, '\0');
  while (text.bytes.size() < most_bytes) {
    auto const count = input.read(piece, text.ec);
    claim(count == 0 || !text.ec, "bytes and an error do not come together");
    if (count == 0) break;
    text.bytes.append(piece, 0, count);
  }
  text.is_plain = inflated.packed_with() == compression::none && input.encoding() == text_encoding::utf8;
  return text;
}

file_text text_of_pieces(std::string_view letters, std::string_view bytes) {
  std::size_t at = 0;
  memory_input file{bytes, [&]() -> std::size_t {
                      return letters.empty() ? 1 : static_cast<unsigned char>(letters[at++ % letters.size()]) % 32;
                    }};
  return text_of(file, byte_input::least_room);
}

void pieces_do_not_matter(std::string_view letters, std::string_view bytes) {
  memory_input file{bytes};
  auto const whole = text_of(file, std::size_t{64} << 10U);
  auto const pieces = text_of_pieces(letters, bytes);
  auto const both = std::min(whole.bytes.size(), pieces.bytes.size());
  if (both < most_bytes) {
    claim(whole.ec == pieces.ec, "and the same end", whole.ec, pieces.ec);
    // How much stands before what is damaged, and can be told of, depends on how much is seen at once.
    claim(whole.ec || whole.bytes.size() == pieces.bytes.size(), "and as much of it");
  }
  bool const foreign = recognise_foreign(bytes) != foreign_file::none;
  claim(!foreign || (whole.bytes.empty() && whole.ec), "what is no text is an error");
  claim(foreign || !whole.is_plain || (whole.bytes == bytes && !whole.ec), "what needs no change is not changed");
}

void utf16_comes_back(std::string_view letters, std::string_view bytes) {
  for (auto const encoding : {text_encoding::utf16_le, text_encoding::utf16_be}) {
    auto const file = (encoding == text_encoding::utf16_le ? "\xFF\xFE" : "\xFE\xFF") + std::string{bytes};
    auto const text = text_of_pieces(letters, file);
    std::string again;
    auto const encoder = make_encoder({compression::none, encoding});
    for (piece_cutter pieces{letters, text.bytes}; !pieces.at_end();) encoder->encode(pieces.next(), again);
    claim(static_cast<bool>(text.ec) == (file.size() % 2 != 0), "only half a character is an error", text.ec);
    claim(again == file.substr(0, file.size() / 2 * 2), "UTF-16 comes back as it was");
  }
}

void compressed_text_comes_back(std::string_view letters, std::string_view text) {
  for (auto const how : {compression::gzip, compression::zstd}) {
    std::string packed;
    auto const encoder = make_encoder({how, text_encoding::utf8});
    for (piece_cutter pieces{letters, text}; !pieces.at_end();) {
      auto const piece = pieces.next();
      encoder->encode(piece, packed);
      if (piece.size() % 2 == 0) encoder->end_member(packed);
    }
    encoder->end_member(packed);
    memory_input file{packed};
    inflated_input input{file};
    auto const read = read_all(input);
    claim(read.bytes == text && !read.ec, "what was compressed can be read", read.ec);
  }
}

}  // namespace

void fuzz(std::string_view input) {
  auto const letters = take_line(input);
  pieces_do_not_matter(letters, input);
  utf16_comes_back(letters, input);
  compressed_text_comes_back(letters, input);
}

}  // namespace rcs::test
