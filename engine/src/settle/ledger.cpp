#include "settle/ledger.hpp"

namespace rcs {

bool ledger::balanced() const noexcept {
  return rows_read == written.rows() + duplicates + unsettled;
}

std::string ledger::describe() const {
  std::string text = std::to_string(rows_read) + " rows read, ";
  text += std::to_string(written.rows() + duplicates + unsettled) + " accounted for (";
  text += std::to_string(written.rows()) + " written, ";
  text += std::to_string(duplicates) + " repeats, ";
  text += std::to_string(unsettled) + " unsettled)";
  return text;
}

}  // namespace rcs
