#include <boost/json/basic_parser_impl.hpp>
#include <cstdint>
#include <stdexcept>
#include <string>

#include "micro/decode_peers.hpp"
#include "wire/device_reader.hpp"

namespace rcs::bench {
namespace {

namespace json = boost::json;

/// What a program that uses Boost.JSON's event parser would have: no states but the key that was read last, and no
/// guard against anything.
class device_events {
 public:
  using text = json::string_view;
  using error_code = json::error_code;
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

  explicit device_events(name_table& names) : names_{names} {}
  void start(exchange& into) noexcept { into_ = &into; }

  bool on_document_begin(error_code&) noexcept { return true; }
  bool on_document_end(error_code&) noexcept { return true; }
  bool on_object_begin(error_code&) {
    if (in_list_) into_->answers.emplace_back();
    return true;
  }
  bool on_object_end(std::size_t, error_code&) noexcept { return true; }
  bool on_array_begin(error_code&) noexcept { return in_list_ = true; }
  bool on_array_end(std::size_t, error_code&) noexcept {
    in_list_ = false;
    return true;
  }
  bool on_key_part(text part, std::size_t, error_code&) { return keep(part); }
  bool on_key(text rest, std::size_t, error_code&) {
    auto const key = whole(rest);
    field_ = key == "deviceAddress"   ? field::address
             : key == "carrierId"     ? field::carrier
             : key == "carrierStatus" ? field::status
             : key == "rcsEnabled"    ? field::enabled
                                      : field::other;
    parts_.clear();
    return true;
  }
  bool on_string_part(text part, std::size_t, error_code&) { return keep(part); }
  bool on_string(text rest, std::size_t, error_code&) {
    auto const value = whole(rest);
    if (in_list_) take(value, into_->answers.back());
    parts_.clear();
    return true;
  }
  bool on_bool(bool value, error_code&) noexcept {
    if (in_list_ && field_ == field::enabled) into_->answers.back().rcs = value ? enablement::yes : enablement::no;
    return true;
  }
  bool on_number_part(text, error_code&) noexcept { return true; }
  bool on_int64(std::int64_t, text, error_code&) noexcept { return true; }
  bool on_uint64(std::uint64_t, text, error_code&) noexcept { return true; }
  bool on_double(double, text, error_code&) noexcept { return true; }
  bool on_null(error_code&) noexcept { return true; }
  bool on_comment_part(text, error_code&) noexcept { return true; }
  bool on_comment(text, error_code&) noexcept { return true; }

 private:
  enum class field : std::uint8_t { address, carrier, status, enabled, other };

  bool keep(text part) {
    parts_.append(part.data(), part.size());
    return true;
  }
  std::string_view whole(text rest) {
    if (parts_.empty()) return {rest.data(), rest.size()};
    return parts_.append(rest.data(), rest.size());
  }
  void take(std::string_view value, device_answer& device) {
    if (field_ == field::address) device.device = detail::read_address(value);
    if (field_ == field::carrier) device.carrier_id = names_.intern(value);
    if (field_ == field::status) device.carrier_status = names_.intern(value);
  }

  name_table& names_;
  exchange* into_ = nullptr;
  std::string parts_;
  bool in_list_ = false;
  field field_ = field::other;
};

class sax_peer final : public decode_peer {
 public:
  explicit sax_peer(name_table& names) : parser_{json::parse_options{}, names} {}

  void decode(std::string_view body, exchange& into) override {
    parser_.reset();
    parser_.handler().start(into);
    json::error_code failed;
    parser_.write_some(false, body.data(), body.size(), failed);
    if (failed) throw std::runtime_error{failed.message()};
    into.body = body_kind::devices;
  }

 private:
  json::basic_parser<device_events> parser_;
};

}  // namespace

std::unique_ptr<decode_peer> with_sax(name_table& names) {
  return std::make_unique<sax_peer>(names);
}

}  // namespace rcs::bench
