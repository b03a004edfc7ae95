#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "rcs/number.hpp"
#include "simulator/address_list.hpp"
#include "simulator/body_reader.hpp"
#include "simulator/number_share.hpp"
#include "simulator/profile.hpp"
#include "simulator/refusal.hpp"

namespace rcs::sim {

/// A request as it came off the wire. Views: they live while it is handled.
struct request_view {
  std::string_view method;
  std::string_view target;
  std::optional<std::string_view> key;  ///< value of `api-key`
  std::string_view content_type;
  std::string_view body;
  bool body_too_large = false;  ///< more than may be; `body` is empty then
  bool length_missing = false;  ///< a body without Content-Length; `body` is empty then
  bool malformed = false;       ///< no HTTP request at all, or one without `Host`
  bool keep_alive = true;       ///< whether the client goes on with the connection
  std::uint64_t nth = 1;        ///< of the look-ups on its connection
};

/// What a request asks for.
enum class resource : std::uint8_t { nothing, bulk, single, stats, stats_reset, health };

/// What becomes of a request by the contract alone.
struct ruling {
  resource to = resource::nothing;
  refusal why = refusal::none;
  address_counts left_out;
  std::size_t distinct = 0;  ///< valid numbers asked for, those dropped by `contract_rules::dropped` included
  number culprit;            ///< the poison number, if that is why
};

/// The contract, taken literally and to the client's disadvantage. Immutable: any number of threads may ask at once.
class contract {
 public:
  /// `rules` have passed `check`.
  contract(contract_rules const& rules, std::uint64_t seed);

  /// Judges `request` and lists the numbers that it is to be answered for, even if it is refused for their sake.
  [[nodiscard]] ruling judge(request_view const& request, address_list& numbers) const;

 private:
  [[nodiscard]] ruling route(request_view const& request, std::string_view& address) const;
  [[nodiscard]] refusal check_door(request_view const& request) const;
  void judge_bulk(request_view const& request, address_list& numbers, ruling& out) const;
  void judge_single(std::string_view address, address_list& numbers, ruling& out) const;

  contract_rules rules_;
  std::string bulk_path_;  ///< with the SID as it is written in a path; what singles and `/bulk` begin with
  number_share poison_;
  number_share dropped_;
};

}  // namespace rcs::sim
