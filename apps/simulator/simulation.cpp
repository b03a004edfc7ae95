#include "simulator/simulation.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/error_body.hpp"
#include "simulator/latency.hpp"

namespace rcs::sim {
namespace {

constexpr std::string_view page_of_html =
    "<!DOCTYPE html>\n<html><head><title>Service notice</title></head>\n"
    "<body><h1>We will be right back</h1><p>Scheduled maintenance.</p></body></html>\n";

profile const& checked(profile const& rules) {
  check(rules);
  return rules;
}

/// Spoils a good answer: JSON that breaks off, or JSON that is something else.
void make_wrong(random_source& chance, text_buffer& body) {
  constexpr std::array<std::string_view, 5> others{
      R"({"code":1500,"message":"The aggregator did not process the request"})", R"({"devices":{}})",
      R"({"devices":null})", R"([])", R"({"data":{"code":"LKP500"}})"};
  auto const drawn = chance.below(others.size() + 1);
  if (drawn == others.size()) {
    body.drop_back(body.size() / 2);
  } else {
    body.clear();
    body.append(others[drawn]);
  }
}

}  // namespace

/// What has been made out about one request so far.
struct simulation::verdict {
  fate drawn;
  random_source chance{0};
  http_head head;
  refusal why = refusal::none;
  fault hit = fault::none;
  bool silent = false;  ///< no answer will be sent
};

simulation::simulation(profile const& rules, std::uint64_t seed)
    : rules_{checked(rules)},
      seed_{seed},
      contract_{rules.contract, seed},
      answers_{rules.answers, seed},
      faults_{rules.faults},
      stats_{rules.count_repeats},
      by_request_{rules.throttle.rate, rules.throttle.burst},
      by_number_{rules.throttle.rate_numbers,
                 std::max(rules.throttle.rate_numbers, static_cast<double>(rules.contract.max))} {}

void simulation::handle(request_view const& request, instant now, reply& out) {
  out.clear();
  auto const judged = contract_.judge(request, out.addresses);
  verdict made;
  if (judged.to == resource::stats || judged.to == resource::stats_reset || judged.to == resource::health) {
    serve(judged, made.head, out);
  } else {
    look_up(judged, now, made, out);
  }
  auto const close_after = rules_.connections.close_after;
  auto& head = made.head;
  head.close = !request.keep_alive || request.malformed || request.length_missing || made.drawn.http10 ||
               (close_after != 0 && request.nth >= close_after);
  head.http10 = made.drawn.http10 && out.how != delivery::endless;
  head.chunked = out.how == delivery::endless || (made.drawn.chunked && head.status != 204);
  if (head.chunked && out.how != delivery::endless) cut_into_chunks(out.text);
  out.head_size = prepend_head(head, http_date(now.wall), out.text);
  out.close = head.close;
  if (out.counts) stats_.decided(made.silent ? 0 : head.status, made.why, made.hit);
}

void simulation::serve(ruling const& judged, http_head& head, reply& out) {
  if (judged.why != refusal::none) {
    head.status = info(judged.why).status;
  } else if (judged.to == resource::health) {
    out.text.append(R"({"status":"ok"})");
  } else {
    if (judged.to == resource::stats_reset) stats_.reset();
    out.text.append(stats_.to_json());
  }
}

void simulation::look_up(ruling const& judged, instant now, verdict& into, reply& out) {
  out.counts = true;
  auto const nth = stats_.arrived(now, judged, out.addresses.numbers(), out.known);
  into.chance = random_source{mix(seed_ ^ mix(nth))};
  auto const spared = nth < rules_.faults.after;
  into.drawn = faults_.draw(into.chance);
  if (spared) into.drawn = fate{};
  out.delay = draw_latency(rules_.latency, into.chance);
  out.interim = into.drawn.continue_100;
  if (into.drawn.slow) out.how = delivery::slow;

  auto const why = before_faults(judged, nth, now, into.head);
  if (why != refusal::none) {
    refuse(why, judged, into, out);
  } else if (into.drawn.what != fault::none && !info(into.drawn.what).spares_refusals) {
    suffer(into, out);
  } else if (judged.why != refusal::none && !(spared && judged.why == refusal::poison)) {
    refuse(judged.why, judged, into, out);
  } else {
    answer(judged, into, out);
  }
}

refusal simulation::before_faults(ruling const& judged, std::uint64_t nth, instant now, http_head& head) {
  if (is_at_the_door(judged.why)) return judged.why;
  if (rules_.contract.dead_key_after && nth >= *rules_.contract.dead_key_after) return refusal::dead_key;
  switch (rules_.contract.not_enabled) {
    case not_enabled_as::http_401:
      return refusal::not_enabled_401;
    case not_enabled_as::rcs601:
      return refusal::not_enabled_rcs601;
    case not_enabled_as::code_1423:
      return refusal::not_enabled_1423;
    case not_enabled_as::enabled:
      break;
  }
  return throttled(static_cast<double>(judged.distinct), now, head);
}

refusal simulation::throttled(double numbers, instant now, http_head& head) {
  if (rules_.throttle.rate <= 0 && rules_.throttle.rate_numbers <= 0) return refusal::none;
  duration wait{};
  {
    std::scoped_lock const lock{throttle_mutex_};
    wait = std::max(by_request_.wait(now.steady, 1), by_number_.wait(now.steady, numbers));
    if (wait == duration::zero()) {
      by_request_.take(1);
      by_number_.take(numbers);
      return refusal::none;
    }
  }
  auto const whole = std::chrono::ceil<std::chrono::seconds>(wait);
  if (rules_.throttle.retry_after == retry_after_style::seconds) {
    head.extra = fmt::format("Retry-After: {}\r\n", whole.count());
  } else if (rules_.throttle.retry_after == retry_after_style::date) {
    head.extra = fmt::format("Retry-After: {}\r\n", http_date(now.wall + whole));
  }
  return refusal::throttled;
}

void simulation::refuse(refusal why, ruling const& judged, verdict& into, reply& out) const {
  into.why = why;
  auto const& what = info(why);
  auto const& rules = rules_.contract;
  into.head.status = why == refusal::throttled && rules_.throttle.as_503 ? 503 : what.status;
  if (why == refusal::method) into.head.extra = judged.to == resource::bulk ? "Allow: POST\r\n" : "Allow: GET\r\n";

  auto message = fmt::format(fmt::runtime(what.message), why == refusal::above_maximum ? rules.max : rules.min);
  if (judged.culprit && (rules.poison_names || judged.to == resource::single)) {
    message += ": " + judged.culprit.to_string();
  } else if (why == refusal::not_found) {
    message += ": " + out.addresses.numbers().front().to_string();
  }
  auto family = rules.family;
  if (why == refusal::not_enabled_rcs601) family = error_family::rcs;
  if (why == refusal::not_enabled_1423) family = error_family::coded;
  out.text.append(error_body(family, why, message, into.chance));
}

void simulation::suffer(verdict& into, reply& out) const {
  auto const what = into.drawn.what;
  into.hit = what;
  auto& head = into.head;
  switch (what) {
    case fault::stall:
      out.how = delivery::stall;
      into.silent = true;
      return;
    case fault::reset:
      out.how = delivery::reset;
      into.silent = true;
      return;
    case fault::redirect:
      head.extra = "Location: https://elsewhere.invalid/v1/rcs/lookup\r\n";
      break;
    default:
      break;
  }
  head.status = info(what).status;
  auto const why = what == fault::flaky_401 ? refusal::key_wrong : refusal::server_error;
  auto const message = head.status == 503 ? "Temporal error, try again later" : info(why).message;
  out.text.append(error_body(rules_.contract.family, why, message, into.chance));
}

void simulation::answer(ruling const& judged, verdict& into, reply& out) const {
  auto const numbers = out.addresses.numbers();
  auto const what = into.drawn.what;
  into.hit = what;
  if (what == fault::wrong_devices) {
    answers_.strangers(numbers, out.text);
    return;
  }
  if (what == fault::huge) {
    out.how = delivery::endless;
    return;
  }
  if (judged.to == resource::bulk) {
    answers_.bulk(numbers, out.known, into.chance, out.text, out.told);
  } else if (!answers_.single(numbers.front(), out.known, into.chance, out.text, out.told)) {
    into.hit = fault::none;
    refuse(refusal::not_found, judged, into, out);
    return;
  }
  switch (what) {
    case fault::none:
      return;
    case fault::no_content:
    case fault::empty_200:
      into.head.status = info(what).status;
      out.text.clear();
      break;
    case fault::html:
      into.head.content_type = "text/html; charset=utf-8";
      out.text.clear();
      out.text.append(page_of_html);
      break;
    case fault::wrong_json:
      make_wrong(into.chance, out.text);
      break;
    case fault::gzip_claim:
      into.head.extra = "Content-Encoding: gzip\r\n";
      break;
    case fault::truncate:
      out.how = delivery::truncate;
      break;
    case fault::reset_mid_body:
      out.how = delivery::reset_mid_body;
      break;
    default:
      break;
  }
  // Whatever else was sent, no number has had its answer.
  out.told.clear();
}

}  // namespace rcs::sim
