#include "simulator/contract.hpp"

#include <algorithm>

namespace rcs::sim {
namespace {

constexpr std::string_view collection = "/rcs/lookup";

bool is_unreserved(char c) noexcept {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

std::string percent_encode(std::string_view text) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  for (char const c : text) {
    auto const byte = static_cast<unsigned char>(c);
    if (is_unreserved(c)) {
      out += c;
    } else {
      out += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
  }
  return out;
}

/// `application/json`, whatever its case and parameters.
bool is_json(std::string_view type) noexcept {
  constexpr std::string_view wanted = "application/json";
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return std::equal(type.begin(), type.end(), wanted.begin(), wanted.end(),
                    [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
}

/// The address in a path, its plus written `%2B`. A literal plus is what many servers take for a space: not accepted.
std::string address_in_path(std::string_view text) {
  if (text.starts_with("%2B") || text.starts_with("%2b")) return "+" + std::string{text.substr(3)};
  return text.starts_with('+') ? std::string{} : std::string{text};
}

}  // namespace

contract::contract(contract_rules const& rules, std::uint64_t seed)
    : rules_{rules},
      bulk_path_{"/v1/" + percent_encode(rules.sid) + std::string{collection}},
      poison_{rules.poison, seed, 1},
      dropped_{rules.dropped, seed, 2} {}

ruling contract::judge(request_view const& request, address_list& numbers) const {
  numbers.clear();
  std::string_view address;
  auto out = route(request, address);
  if (out.why == refusal::none && (out.to == resource::bulk || out.to == resource::single)) {
    out.why = check_door(request);
    if (out.why == refusal::none) {
      if (out.to == resource::bulk) {
        judge_bulk(request, numbers, out);
      } else {
        judge_single(address, numbers, out);
      }
    }
  }
  return out;
}

ruling contract::route(request_view const& request, std::string_view& address) const {
  ruling out;
  auto const target = request.target;
  auto const only = [&](resource to, std::string_view method) {
    out.to = to;
    if (request.method != method) out.why = refusal::method;
    return out;
  };
  if (request.malformed) {
    out.why = refusal::malformed;
    return out;
  }
  if (target == bulk_path_) return only(resource::bulk, "POST");
  if (target == "/stats") return only(resource::stats, "GET");
  if (target == "/stats/reset") return only(resource::stats_reset, "POST");
  if (target == "/healthz") return only(resource::health, "GET");
  if (target.starts_with(bulk_path_) && target.size() > bulk_path_.size() + 1 && target[bulk_path_.size()] == '/') {
    address = target.substr(bulk_path_.size() + 1);
    if (address == "bulk") return only(resource::bulk, "POST");
    if (address.find_first_of("/?#") == std::string_view::npos) return only(resource::single, "GET");
  }
  auto const sid_end = target.starts_with("/v1/") ? target.find('/', 4) : std::string_view::npos;
  auto const other_account = sid_end != std::string_view::npos && target.substr(sid_end).starts_with(collection) &&
                             target.substr(0, sid_end) != std::string_view{bulk_path_}.substr(0, sid_end);
  out.why = other_account ? refusal::sid : refusal::path;
  return out;
}

refusal contract::check_door(request_view const& request) const {
  if (!request.key) return refusal::key_missing;
  if (*request.key != rules_.key) return refusal::key_wrong;
  if (request.method == "POST" && !is_json(request.content_type)) return refusal::content_type;
  if (request.length_missing) return refusal::length_missing;
  if (request.body_too_large || request.body.size() > rules_.max_body) return refusal::body_too_large;
  return refusal::none;
}

void contract::judge_bulk(request_view const& request, address_list& numbers, ruling& out) const {
  auto const kind = read_body(request.body, rules_.lenient, numbers, out.left_out);
  out.distinct = numbers.size();
  if (kind != body_kind::addresses) {
    numbers.clear();
    out.distinct = 0;
    out.why = kind == body_kind::not_json ? refusal::not_json : refusal::wrong_shape;
    return;
  }
  if (rules_.max_numbers_413 != 0 && out.distinct > rules_.max_numbers_413) {
    out.why = refusal::too_many_numbers;
  } else if (out.distinct < rules_.min) {
    out.why = refusal::below_minimum;
  } else if (out.distinct > rules_.max) {
    out.why = refusal::above_maximum;
  }
  if (!dropped_.none()) numbers.drop_if(dropped_);
  if (out.why != refusal::none) return;
  if (numbers.size() < rules_.min) {
    out.why = refusal::dropped_below_minimum;
    return;
  }
  if (poison_.none()) return;
  auto const asked = numbers.numbers();
  auto const culprit = std::find_if(asked.begin(), asked.end(), poison_);
  if (culprit == asked.end()) return;
  out.why = refusal::poison;
  out.culprit = *culprit;
}

void contract::judge_single(std::string_view address, address_list& numbers, ruling& out) const {
  auto const n = read_address(address_in_path(address), rules_.lenient);
  if (!n) {
    out.why = refusal::bad_address;
    out.left_out.invalid = 1;
    return;
  }
  numbers.add(*n);
  out.distinct = 1;
  if (!poison_(*n) && !dropped_(*n)) return;
  out.why = refusal::poison;
  out.culprit = *n;
}

}  // namespace rcs::sim
