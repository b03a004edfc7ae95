#pragma once

#include <cstdint>
#include <string_view>

#include "rcs/number.hpp"

namespace rcs {

/// What an answer says of `rcsEnabled`.
enum class enablement : std::uint8_t {
  yes,
  no,
  unknown,  ///< absent, null or unreadable: never the same as no
};

/// One device of an answer. The texts live as long as the exchange that holds it.
struct device_answer {
  number device;
  enablement rcs = enablement::unknown;
  std::string_view carrier_id;      ///< empty where absent
  std::string_view carrier_status;  ///< empty where absent

  friend bool operator==(device_answer const&, device_answer const&) = default;
};

}  // namespace rcs
