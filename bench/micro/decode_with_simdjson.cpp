#include <simdjson.h>

#include "micro/decode_peers.hpp"
#include "wire/device_reader.hpp"

namespace rcs::bench {
namespace {

namespace ondemand = simdjson::ondemand;

enum class keys { in_order, any };

template <keys Keys>
class simdjson_peer final : public decode_peer {
 public:
  explicit simdjson_peer(name_table& names) : names_{names} {}

  void decode(std::string_view body, exchange& into) override {
    ondemand::document document = parser_.iterate(
        simdjson::padded_string_view{body.data(), body.size(), body.size() + simdjson::SIMDJSON_PADDING});
    for (ondemand::object fields : document.find_field("devices").get_array()) {
      read(fields, into.answers.emplace_back());
    }
    into.body = body_kind::devices;
  }

 private:
  void read(ondemand::object& fields, device_answer& device) {
    if constexpr (Keys == keys::in_order) {
      device.device = detail::read_address(fields.find_field("deviceAddress").get_string());
      device.carrier_id = names_.intern(fields.find_field("carrierId").get_string());
      device.carrier_status = names_.intern(fields.find_field("carrierStatus").get_string());
      device.rcs = enabled(fields.find_field("rcsEnabled").get_bool());
    } else {
      for (auto field : fields) {
        ondemand::raw_json_string const key = field.key();
        if (key == "deviceAddress") {
          device.device = detail::read_address(field.value().get_string());
        } else if (key == "carrierId") {
          device.carrier_id = names_.intern(field.value().get_string());
        } else if (key == "carrierStatus") {
          device.carrier_status = names_.intern(field.value().get_string());
        } else if (key == "rcsEnabled") {
          device.rcs = enabled(field.value().get_bool());
        }
      }
    }
  }

  static enablement enabled(bool yes) { return yes ? enablement::yes : enablement::no; }

  name_table& names_;
  ondemand::parser parser_;
};

}  // namespace

std::unique_ptr<decode_peer> with_simdjson(name_table& names, bool in_order) {
  if (in_order) return std::make_unique<simdjson_peer<keys::in_order>>(names);
  return std::make_unique<simdjson_peer<keys::any>>(names);
}

std::string simdjson_implementation() {
  return SIMDJSON_STRINGIFY(SIMDJSON_BUILTIN_IMPLEMENTATION);
}

}  // namespace rcs::bench
