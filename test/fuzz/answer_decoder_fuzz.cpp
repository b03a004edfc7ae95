#include "wire/answer_decoder.hpp"

#include <vector>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "support/reference_decoder.hpp"

// The decoder, by shape with and without what this machine has, and strictly, fed in pieces and whole, against one that
// builds the document. First line: lengths of the pieces.

namespace rcs::test {
namespace {

struct decoding {
  explicit decoding(answer_decoder::method how) : decoder{names, how} {}

  name_table names;
  answer_decoder decoder;
  exchange seen;

  void start(batch::endpoint asked_of) {
    seen.clear();
    decoder.start(asked_of, seen);
  }

  void finish(bool json_so_far) {
    bool const wanted_more = decoder.wants_more();
    decoder.finish();
    claim(json_so_far || seen.body == body_kind::not_json, "a body that was refused on the way is no JSON");
    if (seen.body == body_kind::devices) {
      claim(!wanted_more, "a body with devices is complete before it is said to be");
      claim(decoder.devices_begun(), "devices that were read had begun");
    }
  }
};

/// The two ways to read devices, which nobody may be able to tell apart.
struct both {
  explicit both(answer_decoder::method how) : by_shape{how} {}

  decoding by_shape;
  decoding strict{answer_decoder::method::strict};

  decoded_body decode(piece_cutter body, batch::endpoint asked_of) {
    by_shape.start(asked_of);
    strict.start(asked_of);
    bool json_so_far = true;
    while (!body.at_end()) {
      auto const piece = body.next();
      std::vector<char> const given{piece.begin(), piece.end()};  // so that a read beyond its end is seen
      bool const taken = by_shape.decoder.write({given.data(), given.size()});
      claim(json_so_far || !taken, "what cannot be JSON any more stays so");
      json_so_far = taken;
      claim(taken == strict.decoder.write(piece), "both take a piece or neither");
      claim(by_shape.decoder.wants_more() == strict.decoder.wants_more(), "both want more or neither");
      claim(by_shape.decoder.devices_begun() == strict.decoder.devices_begun(), "both have begun devices or neither");
      claim(!taken || by_shape.seen.answers == strict.seen.answers, "both have read the same devices at every piece");
    }
    by_shape.finish(json_so_far);
    strict.finish(json_so_far);
    auto const read = decoded(by_shape.seen);
    auto const parsed = decoded(strict.seen);
    claim(read == parsed, "devices that are read by their shape are those that are parsed", read, parsed);
    claim(by_shape.seen.texts == strict.seen.texts, "both keep the same texts");
    return read;
  }
};

}  // namespace

void fuzz(std::string_view input) {
  auto const letters = take_line(input);
  // What is learnt from one body is known in the next.
  both here{answer_decoder::method::by_shape};
  both anywhere{answer_decoder::method::by_shape_baseline};
  for (auto const asked_of : {batch::endpoint::bulk, batch::endpoint::single}) {
    auto const wanted = reference_decoder::decode(input, asked_of);
    for (both* const b : {&here, &anywhere}) {
      auto const whole = b->decode({{}, input}, asked_of);
      claim(whole == wanted, "a body means what its document says", whole, wanted);
      auto const pieces = b->decode({letters, input}, asked_of);
      claim(pieces == wanted, "a body in pieces means what its document says", pieces, wanted);
    }
  }
}

}  // namespace rcs::test
