#pragma once

#include <string_view>

namespace rcs::test {

/// One execution of a fuzzer, which each target defines. Returns if all is well, whatever the input is; a claim that
/// does not hold, an exception or a sanitizer's finding ends the program, and libFuzzer keeps the input.
void fuzz(std::string_view input);

}  // namespace rcs::test
