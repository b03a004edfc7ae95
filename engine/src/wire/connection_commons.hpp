#pragma once

#include <cstdint>
#include <string>
#include <utility>

#include "model/time.hpp"
#include "wire/connection_counters.hpp"
#include "wire/http_answer.hpp"
#include "wire/name_table.hpp"
#include "wire/request_encoder.hpp"
#include "wire/tls_upstream.hpp"

namespace rcs {

/// What the connections of one upstream have in common.
struct connection_commons {
  connection_commons(request_encoder with, key_provider keys, tls_upstream_options const& options)
      : encoder{std::move(with)},
        key{std::move(keys)},
        sid{options.sid},
        limits{options.max_head, options.max_body},
        request_timeout{options.request_timeout},
        max_age{options.max_age},
        max_requests{options.max_requests} {}

  request_encoder encoder;
  key_provider key;
  std::string sid;
  answer_limits limits;
  duration request_timeout;
  duration max_age;            ///< 0: no limit
  std::uint64_t max_requests;  ///< 0: no limit
  name_table names;            ///< of all connections, so that an answer outlives the connection it came on
  connection_counters counters;
};

}  // namespace rcs
