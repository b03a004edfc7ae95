#include "settle/classify.hpp"

#include <algorithm>
#include <string_view>
#include <utility>

#include "settle/error_body.hpp"
#include "settle/escape.hpp"
#include "settle/size_complaint.hpp"

namespace rcs {
namespace {

/// Everything about one exchange that the decisions below look at.
struct case_file {
  exchange const& seen;
  batch const& asked;
  exchange_context const& context;
  error_body said;

  [[nodiscard]] bool single() const noexcept { return context.to == batch::endpoint::single; }
  /// Path, limits and account are known to be right, so that a refusal is about the numbers.
  [[nodiscard]] bool right_place() const noexcept { return context.proven || context.goes_on; }
};

/// Our words on an answer, and what usually causes it.
struct wording {
  std::string_view what;
  std::string_view likely;
};

constexpr wording key_refused{"the API key was refused",
                              "wrong key for this SID, the user who made the key was deleted, this address is not on "
                              "the key's allow-list, RCS is not enabled on the account"};
constexpr wording rcs_not_enabled{"RCS is not enabled on the account",
                                  "the RCS channel was never activated for this SID, or the SID is another account's"};
constexpr wording first_refused{"the very first request was refused",
                                "wrong path or API version, batch limits other than the upstream's, a number that the "
                                "upstream does not take"};

constexpr wording wording_of(int status) noexcept {
  if (status >= 300 && status < 400) {
    return {"redirected, which is never followed", "wrong host or path, a captive portal or proxy in between"};
  }
  switch (status) {
    case 401:
    case 403:
      return key_refused;
    case 402:
      return {"payment required", "the account's balance or plan does not cover look-ups"};
    case 404:
      return {"no such path", "wrong host or pod, wrong SID, wrong path template"};
    case 405:
      return {"the path does not take this method", "wrong path template"};
    case 415:
      return {"the content type was refused", "wrong host or path template, a proxy in between"};
    case 429:
      return {"throttled", {}};
    case 413:
      return {"the request is too large", {}};
    default:
      break;
  }
  if (status >= 500) return {"server error", {}};
  return {"refused", "wrong host or path template, a proxy in between"};
}

constexpr wording wording_of(transport error) noexcept {
  switch (error) {
    case transport::resolve:
      return {"the host name has no address", "wrong host or pod, no name service, a proxy is needed"};
    case transport::connect:
      return {"no connection", "wrong host or port, a firewall, a proxy is needed"};
    case transport::proxy:
      return {"the proxy refused the tunnel", "wrong proxy, or it does not allow this host"};
    case transport::handshake:
      return {"the TLS handshake failed", "wrong port, a proxy in between"};
    case transport::certificate:
      return {"the server's certificate does not verify",
              "wrong host name, a proxy that inspects TLS, a missing CA file, this machine's date"};
    case transport::send:
    case transport::closed:
      return {"the connection ended before the answer was complete", "wrong host or port, a firewall or proxy"};
    case transport::timed_out:
      return {"no complete answer in time", "wrong host, a firewall, a time limit that is too short"};
    case transport::too_large:
      return {"the answer exceeds the size limit", "wrong host or path"};
    case transport::malformed:
      return {"the answer is not HTTP", "wrong port, a proxy in between"};
    case transport::aborted:
      return {"the exchange was ended", {}};
    case transport::none:
      break;
  }
  return {"no answer", {}};
}

constexpr std::size_t most_words = 240;

std::string said_by_server(error_body const& said, numbers_shown numbers) {
  std::string words;
  for (auto const& code : said.codes) words.append(words.empty() ? "" : ", ").append(code);
  if (!words.empty() && !said.message.empty()) words += ": ";
  return escaped(words + said.message, most_words, numbers);
}

/// `401: the API key was refused (likely: …). The server said: …`
std::string explain(case_file const& c, wording const& ours, bool with_causes) {
  std::string line = std::to_string(c.seen.status);
  line.append(": ").append(ours.what);
  if (with_causes && !ours.likely.empty()) line.append(" (likely: ").append(ours.likely).append(")");
  if (auto const words = said_by_server(c.said, c.context.numbers); !words.empty())
    line.append(". The server said: ").append(words);
  return line;
}

decision stop(case_file const& c, wording const& ours) {
  return {verdict::stop, failure::bad_request, explain(c, ours, true)};
}

decision go_on(case_file const& c, verdict what, failure as, wording const& ours) {
  return {what, as, explain(c, ours, false)};
}

constexpr failure class_of(transport error) noexcept {
  switch (error) {
    case transport::timed_out:
      return failure::timeout;
    case transport::too_large:
    case transport::malformed:
    case transport::none:
      return failure::bad_response;
    default:
      return failure::connection;
  }
}

decision of_transport(exchange const& seen, bool proven) {
  auto const ours = wording_of(seen.error);
  std::string why{ours.what};
  if (!seen.error_text.empty()) why.append(": ").append(escaped(seen.error_text));

  bool const stale =
      seen.reused_connection && !seen.any_byte && (seen.error == transport::closed || seen.error == transport::send);
  if (stale || seen.error == transport::aborted) return {verdict::replay, failure::connection, std::move(why)};

  bool const unheard = seen.status == 0 && !proven;
  if (unheard || seen.error == transport::certificate) {
    if (!ours.likely.empty()) why.append(" (likely: ").append(ours.likely).append(")");
    return {verdict::stop, class_of(seen.error), std::move(why)};
  }
  return {verdict::retry, class_of(seen.error), std::move(why)};
}

decision of_bulk_refusal(case_file const& c) {
  int const status = c.seen.status;
  auto const ours = wording_of(status);
  if (status == 413) return go_on(c, verdict::shrink, failure::bad_request, ours);
  if (status != 400 && status != 422) return stop(c, ours);
  switch (read_size_complaint(c.said, c.asked.size())) {
    case size_complaint::too_small:
      return go_on(c, verdict::replan, failure::bad_request, {"the batch is too small", {}});
    case size_complaint::too_large:
      return go_on(c, verdict::shrink, failure::bad_request, {"the batch is too large", {}});
    case size_complaint::none:
      break;
  }
  if (!c.right_place()) return stop(c, first_refused);
  return go_on(c, verdict::isolate, failure::bad_request, ours);
}

decision of_single_refusal(case_file const& c) {
  int const status = c.seen.status;
  auto const ours = wording_of(status);
  if (status == 402) return stop(c, ours);

  bool const about_requests = status == 400 || status == 422;
  bool const invalid_number = c.said.has_code("1417") || has_word(c.seen.server_text, "INVALID_NUMBER");
  bool const names_it = std::any_of(c.asked.entries().begin(), c.asked.entries().end(),
                                    [&c](entry const& e) { return names_number(c.seen.server_text, e.asked); });
  bool const refuses_it =
      (about_requests && (c.right_place() || invalid_number || names_it)) || (status == 404 && names_it);
  if (refuses_it) return go_on(c, verdict::rejected, failure::bad_request, {"the number was refused", {}});

  if (c.right_place() || status == 413) return go_on(c, verdict::retry, failure::bad_request, ours);
  return stop(c, about_requests ? first_refused : ours);
}

/// The three ways to say so; 1423 is CHANNEL_UNSUPPORTED, and a mere figure unless it stands as a code.
bool says_rcs_is_off(case_file const& c) noexcept {
  return c.said.has_code("1423") || c.said.has_code("CHANNEL_UNSUPPORTED") || has_word(c.seen.server_text, "RCS601");
}

decision of_status(case_file const& c) {
  int const status = c.seen.status;
  if (says_rcs_is_off(c)) return stop(c, rcs_not_enabled);
  if (status < 300 || status >= 600) {
    return go_on(c, verdict::retry, failure::bad_response, {"the answer holds no devices", {}});
  }
  if (status == 401 || status == 403) {
    auto refused = stop(c, key_refused);
    if (c.context.proven) refused.what = verdict::confirm;
    return refused;
  }
  if (status == 429 || (status == 503 && !c.seen.retry_after.empty())) {
    return go_on(c, verdict::throttle, failure::server_error, wording_of(429));
  }
  if (status == 408 || status == 409 || status >= 500) {
    return go_on(c, verdict::retry, failure::server_error, wording_of(500));
  }
  return c.single() ? of_single_refusal(c) : of_bulk_refusal(c);
}

/// Whether the answer cannot be judged without the part of it that did not come.
bool needs_its_body(int status) noexcept {
  return status < 300 || status == 400 || status == 422;
}

}  // namespace

decision classify(exchange const& seen, batch const& asked, exchange_context const& context) {
  bool const broken = seen.error != transport::none;
  bool const ours_to_judge = seen.error == transport::aborted || seen.error == transport::certificate;
  if (seen.status == 0 || (broken && (ours_to_judge || needs_its_body(seen.status)))) {
    return of_transport(seen, context.proven);
  }
  bool const success = seen.status >= 200 && seen.status < 300;
  if (success && seen.body == body_kind::devices) return {verdict::answered, failure::server_error, {}};
  return of_status({seen, asked, context, read_error_body(seen.server_text)});
}

}  // namespace rcs
