#pragma once

#include <string>
#include <string_view>

namespace rcs {

/// Puts `***` in the place of `secret` wherever it stands in `words`, which a server sent: as it is, or as JSON (`\/`,
/// `\u002f`), a URL (`%2F`) or a page (`&#x2F;`, `&amp;`) would write it. An empty secret hides nothing.
void redact(std::string& words, std::string_view secret);

}  // namespace rcs
