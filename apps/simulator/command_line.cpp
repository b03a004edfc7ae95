#include "simulator/command_line.hpp"

#include "simulator/help_format.hpp"
#include "simulator/option_kinds.hpp"

namespace rcs::sim {
namespace {

/// A yes or no that a profile can set either way.
void add_yes(CLI::App& app, std::string const& name, bool& into, std::string const& help, std::string const& group) {
  app.add_flag(name, into, help)->group(group);
}

void declare_contract(CLI::App& app, contract_rules& rules) {
  std::string const group = "What is demanded of a request";
  app.add_option("--sid", rules.sid, "Account in the path")->type_name("SID")->capture_default_str()->group(group);
  app.add_option("--min", rules.min, "Distinct valid numbers of a bulk request, at least")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--max", rules.max, "Distinct valid numbers of a bulk request, at most")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  add_yes(app, "--lenient", rules.lenient, "Add a missing + like the upstream, instead of dropping the address", group);
  app.add_option("--max-body", rules.max_body, "Bytes of a body; more is answered 413")
      ->type_name("BYTES")
      ->capture_default_str()
      ->group(group);
  app.add_option("--max-numbers-413", rules.max_numbers_413, "More distinct numbers than N are answered 413; 0: off")
      ->type_name("N")
      ->group(group);
  add_share(app, "--poison", rules.poison,
            "Share of numbers for which a whole bulk request is refused (400 INVALID_NUMBER)")
      ->group(group);
  app.add_option("--poison-names", rules.poison_names, "Whether that refusal names the number")
      ->type_name("true|false")
      ->default_str("true")
      ->group(group);
  add_share(app, "--dropped", rules.dropped, "Share of numbers dropped as invalid before the size check, unanswered")
      ->group(group);
  add_choice<not_enabled_as>(app, "--not-enabled", rules.not_enabled,
                             {{"no", not_enabled_as::enabled},
                              {"401", not_enabled_as::http_401},
                              {"rcs601", not_enabled_as::rcs601},
                              {"1423", not_enabled_as::code_1423}},
                             "The account has no RCS, and is told so by 401, 400 RCS601 or 400 code 1423")
      ->group(group);
  app.add_option("--dead-key-after", rules.dead_key_after, "The key dies (401) once N look-ups have come; 0: at once")
      ->type_name("N")
      ->group(group);
  add_choice<error_family>(app, "--error-family", rules.family,
                           {{"1", error_family::coded},
                            {"2", error_family::rcs},
                            {"3", error_family::legacy},
                            {"mixed", error_family::mixed}},
                           "Envelope of error answers")
      ->group(group);
}

void declare_answers(CLI::App& app, answer_rules& rules) {
  std::string const group = "What answers look like (P: share of numbers, the same in every answer)";
  add_share(app, "--enabled", rules.enabled, "Numbers with rcsEnabled true [0.62]")->group(group);
  add_choice<device_shape>(app, "--shape", rules.shape, {{"us", device_shape::us}, {"eu", device_shape::eu}},
                           "eu: without carrierId and carrierStatus")
      ->group(group);
  add_choice<address_style>(app, "--addresses", rules.addresses,
                            {{"plus", address_style::plus},
                             {"bare", address_style::bare},
                             {"tel", address_style::tel},
                             {"chat", address_style::chat}},
                            "deviceAddress as +1…, 1…, tel:+1… or chat:1…")
      ->group(group);
  add_choice<boolean_style>(app, "--booleans", rules.booleans,
                            {{"json", boolean_style::json}, {"string", boolean_style::string}},
                            "rcsEnabled as true or \"true\"")
      ->group(group);
  add_choice<single_shape>(
      app, "--single", rules.single,
      {{"bare", single_shape::bare}, {"devices", single_shape::devices}, {"mixed", single_shape::mixed}},
      "Single look-ups: a bare device, or one in a devices list")
      ->group(group);
  add_choice<single_missing>(app, "--single-missing", rules.missing_single,
                             {{"empty", single_missing::empty}, {"404", single_missing::not_found}},
                             "Single look-up of a missing number: an empty list, or 404 naming it")
      ->group(group);
  add_yes(app, "--pretty", rules.pretty, "Indented over several lines", group);
  add_yes(app, "--shuffle", rules.shuffle, "In another order than asked", group);
  add_share(app, "--missing", rules.missing, "Never among the devices")->group(group);
  add_share(app, "--missing-once", rules.missing_once, "Not among the devices the first time")->group(group);
  add_share(app, "--extra", rules.extra, "Followed by a device nobody asked for")->group(group);
  add_share(app, "--repeat", rules.repeat, "Twice, with the same values")->group(group);
  add_share(app, "--conflict", rules.conflict, "Twice, rcsEnabled contradicting itself")->group(group);
  add_share(app, "--indeterminate", rules.indeterminate, "rcsEnabled null or absent")->group(group);
}

void declare_pace(CLI::App& app, latency_rules& latency, throttle_rules& throttle) {
  std::string const group = "How fast";
  add_duration(app, "--latency", latency.typical,
               "Before every answer: all of it (constant), least (uniform, pareto), median (lognormal) [0]")
      ->group(group);
  add_choice<latency_shape>(app, "--latency-dist", latency.shape,
                            {{"constant", latency_shape::constant},
                             {"uniform", latency_shape::uniform},
                             {"lognormal", latency_shape::lognormal},
                             {"pareto", latency_shape::pareto}},
                            "Distribution of latencies")
      ->group(group);
  app.add_option("--latency-sigma", latency.sigma, "Spread of the logarithm (lognormal)")
      ->type_name("S")
      ->capture_default_str()
      ->group(group);
  app.add_option("--latency-alpha", latency.alpha, "Tail index (pareto); smaller is heavier")
      ->type_name("A")
      ->capture_default_str()
      ->group(group);
  add_duration(app, "--latency-max", latency.max, "Upper end (uniform), cut (lognormal, pareto) [10s]")->group(group);
  app.add_option("--rate", throttle.rate, "Requests a second; what is over it is answered 429. 0: no limit")
      ->type_name("R")
      ->group(group);
  app.add_option("--burst", throttle.burst, "Requests that may come at once")
      ->type_name("B")
      ->capture_default_str()
      ->group(group);
  app.add_option("--rate-numbers", throttle.rate_numbers, "Numbers a second, likewise. 0: no limit")
      ->type_name("R")
      ->group(group);
  add_choice<retry_after_style>(
      app, "--retry-after", throttle.retry_after,
      {{"none", retry_after_style::none}, {"seconds", retry_after_style::seconds}, {"date", retry_after_style::date}},
      "Retry-After of a throttled answer")
      ->group(group);
  add_yes(app, "--throttle-503", throttle.as_503, "Throttle by 503 instead of 429", group);
}

void declare_faults(CLI::App& app, fault_rules& rules) {
  std::string const group =
      "What goes wrong (P: share of look-ups; at most one of these hits one, so they sum to 1 or less)";
  for (std::size_t i = 1; i < fault_count; ++i) {
    auto const& known = faults_known[i];
    add_share(app, "--" + std::string{known.name}, rules.shares[i], std::string{known.help})->group(group);
  }
  app.add_option("--faults-after", rules.after, "Look-ups, from the first, that no fault and no poison befalls")
      ->type_name("N")
      ->group(group);
  add_share(app, "--error", rules.error, "answered one of --error-mix")->group(group);
  app.add_option("--error-mix", rules.error_mix, "Statuses of --error, comma between [500,501,502,503,504,408,409]")
      ->delimiter(',')
      ->type_name("LIST")
      ->group(group);
  add_duration(app, "--stall-for", rules.stall_for, "How long a stalled request is left hanging [60s]")->group(group);
  app.add_option("--huge-cap", rules.huge_cap, "Bytes after which an endless body is cut off")
      ->type_name("BYTES")
      ->capture_default_str()
      ->group(group);
}

void declare_transport(CLI::App& app, fault_rules& faults, connection_rules& connections) {
  std::string const group = "How answers are sent (P: share of look-ups, each drawn on its own)";
  add_share(app, "--slow", faults.slow, "Drips in twenty pieces")->group(group);
  add_duration(app, "--slow-for", faults.slow_for, "How long that takes [2s]")->group(group);
  add_share(app, "--http10", faults.http10, "HTTP/1.0, without a length, its end told by closing")->group(group);
  add_share(app, "--chunked", faults.chunked, "Transfer-Encoding: chunked")->group(group);
  add_share(app, "--continue-100", faults.continue_100, "100 and 103 come first")->group(group);
  app.add_option("--close-after", connections.close_after,
                 "Answers on one connection, the last with Connection: close; 0: never")
      ->type_name("N")
      ->group(group);
  app.add_option("--close-silently-after", connections.close_silently_after,
                 "Answers on one connection, then closed unannounced; 0: never")
      ->type_name("N")
      ->group(group);
  add_duration(app, "--idle-timeout", connections.idle_timeout,
               "Connections without a request are closed; 0: never [0]")
      ->group(group);
}

void declare_listening(CLI::App& app, serve_options& into) {
  std::string const group = "Listening";
  app.add_option("--listen", into.listen, "Address and port, [::1]:0 for IPv6; port 0: any free one")
      ->type_name("ADDRESS:PORT")
      ->capture_default_str()
      ->group(group);
  add_yes(app, "--allow-remote", into.allow_remote, "Allow an address that is not of this machine alone", group);
  app.add_option("--threads", into.threads, "Threads; a connection stays on one")
      ->type_name("N")
      ->check(CLI::Range(1, 1024).description(""))
      ->capture_default_str()
      ->group(group);
  app.add_option("--seed", into.seed, "What answers and faults are drawn from")
      ->type_name("S")
      ->capture_default_str()
      ->group(group);
  app.add_option(
         "--ready-file", into.ready_file,
         "Written once it listens: one line of JSON with url, ca_file, pid; the line also goes to standard output")
      ->type_name("FILE")
      ->group(group);
  add_duration(app, "--stop-after-idle", into.stop_after_idle,
               "Stop once nobody has been connected for so long after the first look-up; 0: never [0]")
      ->group(group);
  add_duration(app, "--max-seconds", into.max_seconds,
               "Stop in any case after so long (a bare number: seconds); 0: never [0]")
      ->transform([](std::string given) {
        return given.find_first_not_of("0123456789.") == std::string::npos ? given + "s" : given;
      })
      ->group(group);
}

void declare_identity(CLI::App& app, serve_options& into) {
  std::string const group = "Key and certificate";
  auto* const key_file = app.add_option("--key-file", into.key_file,
                                        "Accept the API key in the first line of FILE, instead of 'simulator-key'")
                             ->type_name("FILE")
                             ->group(group);
  app.add_flag("--key-env", into.key_from_environment, "Accept the API key in RCS_API_KEY")
      ->excludes(key_file)
      ->group(group);
  auto* const cert =
      app.add_option("--cert", into.cert_file, "Certificate chain, PEM, instead of a self-made one for localhost")
          ->type_name("FILE")
          ->group(group);
  auto* const cert_key =
      app.add_option("--cert-key", into.cert_key_file, "Its key, PEM")->type_name("FILE")->needs(cert)->group(group);
  cert->needs(cert_key);
  app.add_option("--ca-out", into.ca_out,
                 "Where to write the authority of the self-made certificate: what a client has to trust")
      ->type_name("FILE")
      ->excludes(cert)
      ->group(group);
  add_choice<certificate_flaw>(app, "--cert-flaw", into.flaw,
                               {{"none", certificate_flaw::none},
                                {"expired", certificate_flaw::expired},
                                {"wrong-host", certificate_flaw::wrong_host}},
                               "What is wrong with the self-made certificate")
      ->excludes(cert)
      ->group(group);
  add_choice<tls_versions>(
      app, "--tls", into.tls,
      {{"any", tls_versions::any}, {"1.2", tls_versions::only_1_2}, {"1.3", tls_versions::only_1_3}},
      "Versions of TLS that are spoken")
      ->group(group);
}

}  // namespace

void declare_profile(CLI::App& app, profile& into) {
  declare_contract(app, into.contract);
  declare_answers(app, into.answers);
  declare_pace(app, into.latency, into.throttle);
  declare_faults(app, into.faults);
  declare_transport(app, into.faults, into.connections);
  app.add_flag_callback(
         "--no-repeats", [&into] { into.count_repeats = false; },
         "Do not remember every number asked, to count repeats")
      ->group("Statistics");
}

void declare_serve(CLI::App& app, serve_options& into) {
  app.formatter(make_help_format());
  app.set_config("--profile", "", "Read options from a TOML file (same names; flags win; unknown names are errors)")
      ->type_name("FILE");
  app.allow_config_extras(CLI::config_extras_mode::error);
  declare_listening(app, into);
  declare_identity(app, into);
  declare_profile(app, into.rules);
}

void declare_generate(CLI::App& app, generate_options& into) {
  app.formatter(make_help_format());
  auto& list = into.list;
  app.add_option("--count", list.count, "Rows to write")->type_name("N")->capture_default_str();
  app.add_option("--seed", list.seed, "Another seed, another list")->type_name("S")->capture_default_str();
  app.add_option("--area", list.area, "Digits every number begins with; 999 is nobody's country code")
      ->type_name("DIGITS")
      ->capture_default_str();
  app.add_option("--digits", list.digits, "Digits of every number, those of the area included")
      ->type_name("N")
      ->capture_default_str();
  add_share(app, "--duplicates", list.duplicates, "Share of rows that repeat the number of an earlier row");
  add_share(app, "--invalid", list.invalid, "Share of rows that are no phone number");
  add_choice<spelling>(app, "--spelling", list.style, {{"plain", spelling::plain}, {"mixed", spelling::mixed}},
                       "mixed: as people type them");
  app.add_option("-o,--output", into.output, "File to write; -: standard output")
      ->type_name("FILE")
      ->capture_default_str();
}

}  // namespace rcs::sim
