#include "wire/wire_error.hpp"

#include <chrono>
#include <utility>

namespace rcs {

void set_error(exchange& into, transport what, std::string text) {
  into.error = what;
  into.error_text = std::move(text);
}

void set_aborted(exchange& into) {
  set_error(into, transport::aborted, "ended because the run stops");
}

std::string within(duration limit) {
  auto const ms = std::chrono::duration_cast<std::chrono::milliseconds>(limit).count();
  if (ms % 1000 == 0) return "within " + std::to_string(ms / 1000) + " s";
  return "within " + std::to_string(ms) + " ms";
}

}  // namespace rcs
