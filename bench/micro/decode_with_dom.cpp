#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <vector>

#include "micro/decode_peers.hpp"
#include "wire/device_reader.hpp"

namespace rcs::bench {
namespace {

namespace json = boost::json;

class dom_peer final : public decode_peer {
 public:
  explicit dom_peer(name_table& names) : names_{names} {}

  void decode(std::string_view body, exchange& into) override {
    json::monotonic_resource memory{buffer_.data(), buffer_.size()};
    auto const document = json::parse({body.data(), body.size()}, &memory);
    for (auto const& element : document.at("devices").as_array()) {
      auto const& fields = element.as_object();
      auto& device = into.answers.emplace_back();
      device.device = detail::read_address(text(fields.at("deviceAddress")));
      if (auto const* const carrier = fields.if_contains("carrierId"))
        device.carrier_id = names_.intern(text(*carrier));
      if (auto const* const status = fields.if_contains("carrierStatus")) {
        device.carrier_status = names_.intern(text(*status));
      }
      device.rcs = fields.at("rcsEnabled").as_bool() ? enablement::yes : enablement::no;
    }
    into.body = body_kind::devices;
  }

 private:
  static std::string_view text(json::value const& value) {
    auto const& string = value.as_string();
    return {string.data(), string.size()};
  }

  name_table& names_;
  std::vector<unsigned char> buffer_ = std::vector<unsigned char>(std::size_t{1} << 20U);
};

}  // namespace

std::unique_ptr<decode_peer> with_dom(name_table& names) {
  return std::make_unique<dom_peer>(names);
}

}  // namespace rcs::bench
