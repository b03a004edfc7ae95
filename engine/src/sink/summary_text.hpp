#pragma once

#include <string>
#include <string_view>

#include "rcs/summary.hpp"

namespace rcs {

/// The token that stands for `how` in every output.
[[nodiscard]] std::string_view to_string(ending how) noexcept;

/// The summary as one JSON object, pretty-printed, newline at the end. Keys: `complete`, `ending`, `why`, `rows`,
/// `unique` (null if not known), `assumed_international`, `outcomes` (every outcome), `carriers`, `carrier_statuses`,
/// `requests` (`sent`, `bulk`, `single`, `retried`, `by_status`), `connections` (`opened`, `reused`, `resumed`,
/// `failed`), `latency_ms`
/// (`p50`, `p90`, `p99`, `p999`, `max`), `elapsed_seconds`, `numbers_per_second`, `cpu_seconds`, `peak_rss_bytes`.
[[nodiscard]] std::string to_json(summary const& s);

/// The summary for people: a dozen short lines, most important first, outcomes that did not occur left out.
[[nodiscard]] std::string to_text(summary const& s);

}  // namespace rcs
