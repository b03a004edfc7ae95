#pragma once

#include <boost/json/parse.hpp>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "wire/answer_decoder.hpp"
#include "wire/device_reader.hpp"

namespace rcs::test {

/// What a body says, with its own copies of the texts, so that answers from different decoders can be compared.
struct decoded_body {
  struct device {
    std::uint64_t digits = 0;
    enablement rcs = enablement::unknown;
    std::string carrier_id;
    std::string carrier_status;

    friend bool operator==(device const&, device const&) = default;
  };

  body_kind kind = body_kind::not_json;
  std::vector<device> devices;
  std::size_t unreadable = 0;

  friend bool operator==(decoded_body const&, decoded_body const&) = default;

  friend std::ostream& operator<<(std::ostream& out, decoded_body const& b) {
    out << "kind " << static_cast<int>(b.kind) << ", " << b.unreadable << " unreadable, devices:";
    for (auto const& d : b.devices) {
      out << " {" << d.digits << ' ' << static_cast<int>(d.rcs) << " '" << d.carrier_id << "' '" << d.carrier_status
          << "'}";
    }
    return out;
  }
};

/// The decoded part of an exchange.
[[nodiscard]] inline decoded_body decoded(exchange const& seen) {
  decoded_body result{seen.body, {}, seen.unreadable_devices};
  for (auto const& a : seen.answers) {
    result.devices.push_back({a.device.value(), a.rcs, std::string{a.carrier_id}, std::string{a.carrier_status}});
  }
  return result;
}

/// Decodes a body the plain way, by building the whole document, for comparison with `answer_decoder`.
class reference_decoder {
 public:
  [[nodiscard]] static decoded_body decode(std::string_view body, batch::endpoint asked_of) {
    if (body.starts_with("\xEF\xBB\xBF")) body.remove_prefix(3);
    boost::json::parse_options options;
    options.allow_invalid_utf8 = true;
    boost::json::error_code error;
    auto const document = boost::json::parse(body, error, {}, options);
    decoded_body result;
    if (error) return result;
    result.kind = body_kind::no_devices;
    auto const* const top = document.if_object();
    if (top == nullptr) return result;
    auto const* const devices = top->if_contains("devices");
    if (devices != nullptr && devices->is_array()) {
      if (devices->get_array().size() > answer_decoder::max_devices) return {};
      result.kind = body_kind::devices;
      for (auto const& element : devices->get_array()) add(element.if_object(), result);
    } else if (asked_of == batch::endpoint::single && top->contains("deviceAddress")) {
      result.kind = body_kind::devices;
      add(top, result);
    }
    return result;
  }

 private:
  static void add(boost::json::object const* fields, decoded_body& into) {
    number const address = fields == nullptr ? number{} : address_of(fields->if_contains("deviceAddress"));
    if (!address) {
      ++into.unreadable;
      return;
    }
    into.devices.push_back({address.value(), enablement_of(fields->if_contains("rcsEnabled")),
                            text_of(fields->if_contains("carrierId")), text_of(fields->if_contains("carrierStatus"))});
  }

  static std::string text_of(boost::json::value const* value) {
    if (value == nullptr || !value->is_string() || value->get_string().size() > answer_decoder::max_text) return {};
    return {value->get_string().data(), value->get_string().size()};
  }

  static number address_of(boost::json::value const* value) {
    if (value == nullptr) return {};
    if (value->is_int64() && value->get_int64() >= 0) {
      return number::from_value(static_cast<std::uint64_t>(value->get_int64())).value_or(number{});
    }
    return detail::read_address(text_of(value));
  }

  static enablement enablement_of(boost::json::value const* value) {
    if (value == nullptr) return enablement::unknown;
    if (value->is_bool()) return value->get_bool() ? enablement::yes : enablement::no;
    return detail::read_enablement(text_of(value));
  }
};

}  // namespace rcs::test
