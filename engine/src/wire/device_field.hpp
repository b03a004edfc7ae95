#pragma once

#include <cstdint>
#include <string_view>

namespace rcs {

/// What a key of an answer means to us.
enum class device_field : std::uint8_t { other, devices, address, carrier_id, carrier_status, rcs_enabled };

[[nodiscard]] constexpr device_field field_named(std::string_view key) noexcept {
  switch (key.size()) {
    case 7:
      return key == "devices" ? device_field::devices : device_field::other;
    case 9:
      return key == "carrierId" ? device_field::carrier_id : device_field::other;
    case 10:
      return key == "rcsEnabled" ? device_field::rcs_enabled : device_field::other;
    case 13:
      if (key == "deviceAddress") return device_field::address;
      return key == "carrierStatus" ? device_field::carrier_status : device_field::other;
    default:
      return device_field::other;
  }
}

}  // namespace rcs
