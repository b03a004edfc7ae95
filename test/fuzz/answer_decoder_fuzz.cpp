#include "wire/answer_decoder.hpp"

#include <vector>

#include "fuzz/claim.hpp"
#include "fuzz/fuzz.hpp"
#include "fuzz/input_reader.hpp"
#include "support/reference_decoder.hpp"

// The decoder, fed in pieces and whole, against one that builds the document. First line: lengths of the pieces.

namespace rcs::test {
namespace {

struct decoding {
  name_table names;
  answer_decoder decoder{names};
  exchange seen;

  decoded_body decode(piece_cutter body, batch::endpoint asked_of) {
    seen.clear();
    decoder.start(asked_of, seen);
    bool json_so_far = true;
    while (!body.at_end()) {
      auto const piece = body.next();
      std::vector<char> const given{piece.begin(), piece.end()};  // so that a read beyond its end is seen
      bool const taken = decoder.write({given.data(), given.size()});
      claim(json_so_far || !taken, "what cannot be JSON any more stays so");
      json_so_far = taken;
    }
    bool const wanted_more = decoder.wants_more();
    decoder.finish();
    claim(json_so_far || seen.body == body_kind::not_json, "a body that was refused on the way is no JSON");
    if (seen.body == body_kind::devices) {
      claim(!wanted_more, "a body with devices is complete before it is said to be");
      claim(decoder.devices_begun(), "devices that were read had begun");
    }
    return decoded(seen);
  }
};

}  // namespace

void fuzz(std::string_view input) {
  auto const letters = take_line(input);
  decoding d;
  for (auto const asked_of : {batch::endpoint::bulk, batch::endpoint::single}) {
    auto const wanted = reference_decoder::decode(input, asked_of);
    auto const whole = d.decode({{}, input}, asked_of);
    claim(whole == wanted, "a body means what its document says", whole, wanted);
    auto const pieces = d.decode({letters, input}, asked_of);
    claim(pieces == wanted, "a body in pieces means what its document says", pieces, wanted);
  }
}

}  // namespace rcs::test
