#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/error.hpp>
#include <boost/json/string_view.hpp>

#include "model/batch.hpp"
#include "model/device_answer.hpp"
#include "model/exchange.hpp"
#include "wire/device_field.hpp"
#include "wire/name_table.hpp"

namespace rcs::detail {

/// The number in a `deviceAddress`: digits behind an optional `+` behind an optional URI scheme; "no number" for
/// anything else.
[[nodiscard]] number read_address(std::string_view text) noexcept;
/// What the text form of `rcsEnabled` says: "true" or "false" in any case, else unknown.
[[nodiscard]] enablement read_enablement(std::string_view text) noexcept;

/// Turns the events of a JSON parser into devices: the handler of a `boost::json::basic_parser` (its member functions
/// are what that asks for; those that return false set `ec`).
class device_reader {
 public:
  using error_code = boost::json::error_code;
  using string_view = boost::json::string_view;

  static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);
  static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);

  explicit device_reader(name_table& names);

  void start(batch::endpoint asked_of, exchange& into) noexcept;
  /// Whether a list of devices or a bare device has begun, whatever came of it.
  [[nodiscard]] bool devices_begun() const noexcept { return begun_; }
  /// Whether a device of the list has ended since `forget_device_end`.
  [[nodiscard]] bool device_ended() const noexcept { return device_ended_; }
  void forget_device_end() noexcept { device_ended_ = false; }
  /// How many more devices there may be.
  [[nodiscard]] std::size_t room() const noexcept;
  /// The JSON is complete: counts a bare device in, and tells whether there were devices at all (there may be none in
  /// the list).
  bool finish();

  bool on_document_begin(error_code&) noexcept { return true; }
  bool on_document_end(error_code&) noexcept { return true; }
  bool on_object_begin(error_code& ec);
  bool on_object_end(std::size_t count, error_code& ec);
  bool on_array_begin(error_code& ec);
  bool on_array_end(std::size_t count, error_code& ec);
  bool on_key_part(string_view part, std::size_t total, error_code& ec);
  bool on_key(string_view rest, std::size_t total, error_code& ec);
  bool on_string_part(string_view part, std::size_t total, error_code& ec);
  bool on_string(string_view rest, std::size_t total, error_code& ec);
  bool on_number_part(string_view, error_code&) noexcept { return true; }
  bool on_int64(std::int64_t value, string_view digits, error_code& ec);
  bool on_uint64(std::uint64_t value, string_view digits, error_code& ec);
  bool on_double(double value, string_view digits, error_code& ec);
  bool on_bool(bool value, error_code& ec);
  bool on_null(error_code& ec);
  bool on_comment_part(string_view, error_code&) noexcept { return true; }
  bool on_comment(string_view, error_code&) noexcept { return true; }

 private:
  /// Where the next event belongs.
  enum class place : std::uint8_t {
    outside,  ///< before or after the document
    top,      ///< a field of the top-level object
    list,     ///< an element of `devices`
    device,   ///< a field of a device in the list
    skipped,  ///< inside a value that nobody wants
  };
  using field = device_field;

  [[nodiscard]] device_answer& current() noexcept { return place_ == place::top ? bare_ : device_; }
  [[nodiscard]] bool wants_text() const noexcept;
  void skip() noexcept;
  void leave_skipped() noexcept;
  void remember(std::string_view part);
  [[nodiscard]] std::string_view completed(std::string_view rest);
  [[nodiscard]] std::string_view keep(std::string_view text);
  /// A value that says nothing: of the wrong type, null or unreadable.
  bool on_nothing(error_code& ec);
  bool on_integer(std::uint64_t value, error_code& ec);
  bool count_device(error_code& ec);
  bool add(device_answer const& device, error_code& ec);

  name_table& names_;
  exchange* into_ = nullptr;
  std::string parts_;  ///< of a key or string that comes in several
  std::size_t skipped_depth_ = 0;
  device_answer device_;
  device_answer bare_;
  place place_ = place::outside;
  place after_skipped_ = place::outside;
  field field_ = field::other;  ///< the key that was read last, in `top` or `device`
  bool single_ = false;
  bool begun_ = false;
  bool device_ended_ = false;
  bool listed_ = false;  ///< the last `devices` is an array
  bool bare_has_address_ = false;
};

}  // namespace rcs::detail
