#include "flow/exchange_watch.hpp"

namespace rcs {
namespace {

exchange_result result_of(verdict what) noexcept {
  switch (what) {
    case verdict::answered:
      return exchange_result::answered;
    case verdict::throttle:
      return exchange_result::throttled;
    case verdict::retry:
      return exchange_result::failed;
    case verdict::replay:
      return exchange_result::replayed;
    default:
      return exchange_result::refused;
  }
}

}  // namespace

void exchange_watch::tell(exchange const& seen, batch const& asked, decision const& means) const noexcept {
  if (!run_.exchanges) return;
  auto const& first = asked.entries().front();
  exchange_report made;
  made.row = first.row;
  made.numbers = asked.size();
  made.attempt = first.attempts + 1U;
  made.bulk = asked.to() == batch::endpoint::bulk;
  made.what = result_of(means.what);
  made.as = means.as;
  made.status = seen.status;
  made.begun = begun_;
  made.for_connection = connected_ - begun_;
  made.for_leave = departed_ - connected_;
  made.departed = departed_;
  made.first_byte = seen.first_byte;
  if (seen.any_byte) made.body = seen.total - seen.first_byte;
  made.decode = seen.decode;
  made.total = seen.total;
  made.new_connection = !seen.reused_connection;
  made.connect = seen.connect;
  made.handshake = seen.handshake;
  run_.exchanges->on_exchange(made);
}

}  // namespace rcs
