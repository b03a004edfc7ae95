#include "wire/device_reader.hpp"

#include <algorithm>

#include "wire/answer_decoder.hpp"

namespace rcs::detail {
namespace {

bool equals_lower(std::string_view text, std::string_view lower) noexcept {
  return std::equal(text.begin(), text.end(), lower.begin(), lower.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b; });
}

}  // namespace

number read_address(std::string_view text) noexcept {
  if (auto const colon = text.rfind(':'); colon != std::string_view::npos) text.remove_prefix(colon + 1);
  if (text.starts_with('+')) text.remove_prefix(1);
  return number::from_digits(text).value_or(number{});
}

enablement read_enablement(std::string_view text) noexcept {
  if (equals_lower(text, "true")) return enablement::yes;
  if (equals_lower(text, "false")) return enablement::no;
  return enablement::unknown;
}

device_reader::device_reader(name_table& names) : names_{names} {
  parts_.reserve(answer_decoder::max_text + 1);
}

void device_reader::start(batch::endpoint asked_of, exchange& into) noexcept {
  into_ = &into;
  parts_.clear();
  skipped_depth_ = 0;
  device_ = bare_ = {};
  place_ = after_skipped_ = place::outside;
  field_ = field::other;
  single_ = asked_of == batch::endpoint::single;
  begun_ = device_ended_ = listed_ = bare_has_address_ = false;
}

bool device_reader::finish() {
  if (listed_) return true;
  if (!bare_has_address_) return false;
  if (error_code ec; !add(bare_, ec)) return false;
  return true;
}

bool device_reader::wants_text() const noexcept {
  return (place_ == place::device || place_ == place::top) && field_ != field::other;
}

void device_reader::skip() noexcept {
  after_skipped_ = place_;
  place_ = place::skipped;
  skipped_depth_ = 1;
}

void device_reader::leave_skipped() noexcept {
  if (--skipped_depth_ == 0) place_ = after_skipped_;
}

bool device_reader::on_object_begin(error_code& ec) {
  switch (place_) {
    case place::skipped:
      ++skipped_depth_;
      return true;
    case place::outside:
      place_ = place::top;
      return true;
    case place::list:
      device_ = {};
      place_ = place::device;
      return true;
    case place::top:
    case place::device:
      break;
  }
  if (!on_nothing(ec)) return false;
  skip();
  return true;
}

bool device_reader::on_object_end(std::size_t, error_code& ec) {
  if (place_ == place::skipped) {
    leave_skipped();
  } else if (place_ == place::device) {
    place_ = place::list;
    device_ended_ = true;
    return add(device_, ec);
  } else {
    place_ = place::outside;
  }
  return true;
}

bool device_reader::on_array_begin(error_code& ec) {
  if (place_ == place::skipped) {
    ++skipped_depth_;
    return true;
  }
  if (!on_nothing(ec)) return false;
  if (place_ == place::top && field_ == field::devices) {
    begun_ = listed_ = true;
    place_ = place::list;
  } else {
    skip();
  }
  return true;
}

bool device_reader::on_array_end(std::size_t, error_code&) {
  if (place_ == place::skipped) {
    leave_skipped();
  } else {
    place_ = place::top;
  }
  return true;
}

bool device_reader::on_key_part(string_view part, std::size_t, error_code&) {
  if (place_ != place::skipped) remember(part);
  return true;
}

bool device_reader::on_key(string_view rest, std::size_t, error_code&) {
  if (place_ == place::skipped) return true;
  field_ = field_named(completed(rest));
  parts_.clear();
  if (place_ == place::top && field_ != field::devices) {
    if (!single_) field_ = field::other;
    if (field_ == field::address) begun_ = bare_has_address_ = true;
  }
  return true;
}

bool device_reader::on_string_part(string_view part, std::size_t, error_code&) {
  if (wants_text()) remember(part);
  return true;
}

bool device_reader::on_string(string_view rest, std::size_t, error_code& ec) {
  if (!wants_text()) return on_nothing(ec);
  std::string_view const text = completed(rest);
  bool fine = true;
  if (text.size() > answer_decoder::max_text || field_ == field::devices) {
    fine = on_nothing(ec);
  } else if (field_ == field::address) {
    current().device = read_address(text);
  } else if (field_ == field::carrier_id) {
    current().carrier_id = keep(text);
  } else if (field_ == field::carrier_status) {
    current().carrier_status = keep(text);
  } else {
    current().rcs = read_enablement(text);
  }
  parts_.clear();
  return fine;
}

bool device_reader::on_int64(std::int64_t value, string_view, error_code& ec) {
  return on_integer(value < 0 ? 0 : static_cast<std::uint64_t>(value), ec);
}

bool device_reader::on_uint64(std::uint64_t value, string_view, error_code& ec) {
  return on_integer(value, ec);
}

bool device_reader::on_double(double, string_view, error_code& ec) {
  return on_nothing(ec);
}

bool device_reader::on_integer(std::uint64_t value, error_code& ec) {
  if (!wants_text() || field_ != field::address) return on_nothing(ec);
  current().device = number::from_value(value).value_or(number{});
  return true;
}

bool device_reader::on_bool(bool value, error_code& ec) {
  if (!wants_text() || field_ != field::rcs_enabled) return on_nothing(ec);
  current().rcs = value ? enablement::yes : enablement::no;
  return true;
}

bool device_reader::on_null(error_code& ec) {
  return on_nothing(ec);
}

bool device_reader::on_nothing(error_code& ec) {
  if (place_ == place::list) {
    ++into_->unreadable_devices;
    return count_device(ec);
  }
  if (place_ != place::top && place_ != place::device) return true;
  switch (field_) {
    case field::other:
      break;
    case field::devices:
      if (place_ == place::device) break;
      listed_ = false;
      into_->answers.clear();
      into_->unreadable_devices = 0;
      break;
    case field::address:
      current().device = {};
      break;
    case field::carrier_id:
      current().carrier_id = {};
      break;
    case field::carrier_status:
      current().carrier_status = {};
      break;
    case field::rcs_enabled:
      current().rcs = enablement::unknown;
      break;
  }
  return true;
}

std::size_t device_reader::room() const noexcept {
  return answer_decoder::max_devices -
         std::min(answer_decoder::max_devices, into_->answers.size() + into_->unreadable_devices);
}

bool device_reader::count_device(error_code& ec) {
  if (into_->answers.size() + into_->unreadable_devices <= answer_decoder::max_devices) return true;
  ec = boost::json::make_error_code(boost::json::error::array_too_large);
  return false;
}

bool device_reader::add(device_answer const& device, error_code& ec) {
  if (device.device) {
    into_->answers.push_back(device);
  } else {
    ++into_->unreadable_devices;
  }
  return count_device(ec);
}

void device_reader::remember(std::string_view part) {
  parts_.append(part.substr(0, answer_decoder::max_text + 1 - parts_.size()));
}

std::string_view device_reader::completed(std::string_view rest) {
  if (parts_.empty()) return rest;
  remember(rest);
  return parts_;
}

std::string_view device_reader::keep(std::string_view text) {
  std::string_view const kept = names_.intern(text);
  return kept.data() != nullptr ? kept : into_->texts.emplace_back(text);
}

}  // namespace rcs::detail
