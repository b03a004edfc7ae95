#include "scrub/command_line.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "common/account_options.hpp"
#include "common/cli_documents.hpp"
#include "common/command_line_parts.hpp"
#include "rcs/version.hpp"
#include "scrub/lists.hpp"
#include "scrub/write_back.hpp"

namespace rcs::scrub {
namespace {

constexpr auto description =
    "Asks Kaleyra's bulk look-up which numbers of a list can receive RCS, on which carrier, active or not.\n"
    "A list in, one answer per row out, and a total you can defend.\n";

constexpr auto examples = R"(
Examples:
  RCS_API_KEY=... rcs-scrub --pod na --sid MY_SID list.txt -o answers.csv
  rcs-scrub --config account.toml --rate 10 --failed retry.csv list.txt -o answers.csv
  rcs-scrub --config account.toml retry.csv -o second-try.csv
  rcs-scrub --config account.toml --append --split parts customers.csv -o checked.csv
  rcs-scrub --dry-run customers.csv    (what it would take; needs neither key nor account)
  rcs-scrub --resume --pod na --sid MY_SID list.txt -o answers.csv    (after a stop or a crash)
  rcs-scrub report answers.json -o answers.html    (the page of a run's --report answers.json; see report --help)

Every option can stand in the --config file (TOML: rate = 10) and in the environment (RCS_RATE=10).
Flags beat the environment, the environment beats the file. The API key comes from --api-key-file or
RCS_API_KEY, never from the command line.

Exit status:
  0 every row is final   3 finished, some rows may be asked again (see --failed)   2 usage or configuration
  4 stopped by an answer: dead key, refused, wrong host, certificate   5 interrupted   6 deadline, budget or stall
  70 the books do not balance: please report it   74 a file could not be read or written)";

/// Options that hold what `settings` holds in another form.
struct spelled {
  account_options account;
  std::string format;
  std::string split_rules;
};

/// A number, or `auto` for none.
template <typename Number>
CLI::Option* add_or_auto(CLI::App& app, std::string const& name, std::optional<Number>& into, std::string const& help) {
  auto const read = [&into, name](std::string const& text) {
    Number value{};
    if (text == "auto") {
      into.reset();
    } else if (CLI::detail::lexical_cast(text, value)) {
      into = value;
    } else {
      throw CLI::ValidationError{name, fmt::format("'{}' is neither a number nor auto", text)};
    }
  };
  return app.add_option_function<std::string>(name, read, help)->default_str("auto");
}

list_kind kind_named(std::string const& word) {
  if (word == "lines") return list_kind::lines;
  if (word == "csv" || word == "tsv") return list_kind::delimited;
  if (word == "ndjson") return list_kind::ndjson;
  throw CLI::ValidationError{"--input-format", fmt::format("'{}' is not lines, csv or ndjson", word)};
}

char delimiter_named(std::string const& word) {
  if (word == "tab" || word == "\\t") return '\t';
  bool const usable = word.size() == 1 && word.find_first_of("\"\r\n") == std::string::npos;
  if (usable) return word.front();
  throw CLI::ValidationError{"--delimiter", fmt::format("'{}' is neither one character nor tab", word)};
}

bool yes_or_no(std::string const& option, std::string const& word) {
  if (word == "yes") return true;
  if (word == "no") return false;
  throw CLI::ValidationError{option, fmt::format("'{}' is not yes or no", word)};
}

void add_files(CLI::App& app, settings& s, spelled& text) {
  auto const group = "Lists and answers";
  app.add_option(
         "INPUT", s.inputs,
         "lists: CSV, NDJSON, one number per line, or failed lists, .gz or .zst if need be; - is standard input")
      ->type_name("")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  app.add_option("-o,--output", s.output, "file for the answers; without it, standard output")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--format", text.format, "csv or ndjson; without it, by the output's ending, else csv")
      ->type_name("csv|ndjson")
      ->group(group);
  app.add_flag("--append", s.append, "write every row back as it stands in the list, with rcs_ columns added")
      ->group(group);
  app.add_option_function<std::string>(
         "--order",
         [&s](std::string const& word) {
           if (word != "input" && word != "any") {
             throw CLI::ValidationError{"--order", fmt::format("'{}' is not input or any", word)};
           }
           s.order = word == "input" ? list_order::input : list_order::any;
         },
         "of the rows: input, that of the list; any, as they are answered; without it, input with --append, else any")
      ->type_name("input|any")
      ->group(group);
  app.add_option("--split", s.split, "folder for the list in parts: send, fallback, review, suppressed, invalid, retry")
      ->type_name("DIR")
      ->group(group);
  app.add_option("--split-rules", text.split_rules,
                 "changes to which rows go where, such as \"not_enabled/inactive=review, missing=fallback\"")
      ->type_name("RULES")
      ->group(group);
  app.add_flag("--excel-safe", s.excel_safe, "put ' in front of what a spreadsheet would take for a formula")
      ->group(group);
  app.add_option("--failed", s.failed, "file for the rows worth asking again; it can be the next INPUT")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--summary", s.summary, "file for the totals, as JSON")->type_name("FILE")->group(group);
  app.add_flag("--dry-run", s.dry_run,
               "ask nothing: say what the list holds, and the requests and the time that it would take")
      ->group(group);
  app.add_option("--sample", s.sample,
                 "ask only so many numbers, drawn at random, and tell what they say of the list; 0: all")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--checkpoint", s.checkpoint,
                 "file to go on from after a crash or a stop; without it, the output's name with .checkpoint")
      ->type_name("FILE")
      ->group(group);
  app.add_flag("--no-checkpoint", s.no_checkpoint, "keep none")->group(group);
  app.add_flag("--resume", s.resume, "go on where the same command line was stopped, killed or failed")->group(group);
  app.add_flag("--force", s.force, "begin anew over the files of an unfinished run")->group(group);
  add_choice<progress_mode>(
      app, "--progress", s.show_progress,
      {{"auto", progress_mode::automatic},
       {"always", progress_mode::always},
       {"never", progress_mode::never},
       {"json", progress_mode::json}},
      "a live line on standard error; auto: if that is a terminal; json: an object a second, for programs")
      ->group(group);
  app.add_flag("--log-numbers", s.run.log_numbers, "show phone numbers in the server's words, instead of masking them")
      ->group(group);
  app.add_flag("-q,--quiet", s.quiet, "no summary on standard error")->group(group);
}

/// How the lists are laid out, where that is not to be found out.
void add_layout(CLI::App& app, settings& s) {
  auto const group = "What the lists look like (found out without these)";
  app.add_option_function<std::string>(
         "--input-format", [&s](std::string const& word) { s.layout.kind = kind_named(word); },
         "lines, csv (with any delimiter) or ndjson")
      ->type_name("lines|csv|ndjson")
      ->group(group);
  app.add_option(
         "--column", s.layout.column,
         "where the numbers are: a column's name, its place from 1, or for NDJSON a JSON pointer (/contact/phone)")
      ->type_name("COLUMN")
      ->group(group);
  app.add_option_function<std::string>(
         "--delimiter", [&s](std::string const& word) { s.layout.delimiter = delimiter_named(word); },
         "between columns: one character, or tab")
      ->type_name("C")
      ->group(group);
  app.add_option_function<std::string>(
         "--header", [&s](std::string const& word) { s.layout.header = yes_or_no("--header", word); },
         "whether the first line names the columns")
      ->type_name("yes|no")
      ->group(group);
}

void add_numbers(CLI::App& app, settings& s) {
  auto const group = "Numbers";
  app.add_option("--default-region", s.run.numbers.default_region,
                 "region whose national spellings are understood: US, GB, DE or any other ISO 3166 code")
      ->type_name("CC")
      ->group(group);
  add_choice<bare_digits>(app, "--bare-digits", s.run.numbers.bare,
                          {{"international", bare_digits::international}, {"reject", bare_digits::reject}},
                          "11 to 15 digits without + or 00 and without a region")
      ->group(group);
  add_choice<repeated_rows>(
      app, "--duplicates", s.repeats,
      {{"drop", repeated_rows::drop}, {"copy", repeated_rows::copy}, {"keep", repeated_rows::keep}},
      "drop: ask a number once, count repeats; copy: give repeats the answer of the first; keep: ask every row")
      ->group(group);
}

/// What is known without asking.
void add_prior(CLI::App& app, settings& s) {
  auto const group = "Not to be asked";
  app.add_option(
         "--suppress", s.suppress,
         "list of numbers that are never asked: in any spelling, or as digests in hexadecimal (SHA-256, MD5) of "
         "+14155550123, 14155550123 or 0014155550123; may be given several times")
      ->type_name("FILE")
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false)
      ->group(group);
  app.add_option("--suppress-column", s.suppress_column, "where these lists have them, as --column says it of INPUT")
      ->type_name("COLUMN")
      ->group(group);
  app.add_option("--suppress-key-file", s.suppress_key_file,
                 "file with the key of HMAC-SHA-256 digests: all its bytes but the last line end")
      ->type_name("FILE")
      ->group(group);
}

void add_requests(CLI::App& app, settings& s) {
  auto const group = "Requests";
  auto& e = s.engine;
  add_or_auto(app, "--rate", e.rate, "requests a second; 0: no limit; auto: learned if the upstream throttles")
      ->type_name("R|auto")
      ->group(group);
  app.add_option("--burst", e.burst, "requests that may depart at once under --rate")
      ->type_name("B")
      ->capture_default_str()
      ->group(group);
  app.add_option("--rate-numbers", e.rate_numbers, "numbers a second; 0: no limit")
      ->type_name("R")
      ->capture_default_str()
      ->group(group);
  add_or_auto(app, "--max-in-flight", e.max_in_flight, "requests out at once; auto: learned from delays and losses")
      ->type_name("N|auto")
      ->group(group);
  app.add_option("--connections", e.connections, "connections kept; 0: as --max-in-flight, up to 256 if that is auto")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--threads", e.threads, "threads that talk to the upstream")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--batch-min", s.run.batch_min, "fewest numbers of a bulk request")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--batch-max", s.run.batch_max, "most numbers of a bulk request")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  add_choice<remainder>(app, "--remainder", s.run.rest, {{"single", remainder::single}, {"hold", remainder::hold}},
                        "numbers too few for a bulk request: ask one by one, or leave")
      ->group(group);
  app.add_option("--max-unsettled", s.run.max_unsettled,
                 "numbers read and not settled, at most; 0: 4 x in flight x batch, of over 64 in flight less")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
}

void add_patience(CLI::App& app, settings& s) {
  auto const group = "Time and patience";
  add_duration(app, "--timeout", s.engine.timeout, "for one request")->group(group);
  add_duration(app, "--connect-timeout", s.engine.connect_timeout, "for one connection, TLS included")->group(group);
  add_duration(app, "--connection-max-age", s.engine.connection_max_age, "a connection's age; 0: no limit")
      ->group(group);
  app.add_option("--connection-max-requests", s.engine.connection_max_requests, "requests on a connection; 0: no limit")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--attempts", s.run.attempts, "requests that a number may use up")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--ask-missing", s.run.ask_missing, "how often a number that an answer left out is asked again")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  app.add_option("--retry-budget", s.engine.retry_budget, "retries earned by each success")
      ->type_name("R")
      ->capture_default_str()
      ->group(group);
  app.add_option("--budget-numbers", s.run.budget_numbers,
                 "numbers asked by this start of the run, each as often as it is sent; 0: no limit")
      ->type_name("N")
      ->capture_default_str()
      ->group(group);
  add_duration(app, "--deadline", s.run.deadline, "for the whole run; 0: no limit")->group(group);
  add_duration(app, "--stall", s.run.stall, "the run ends when nothing succeeds for this long")->group(group);
  add_duration(app, "--drain", s.run.drain, "for the answers that are out when the run is stopped")->group(group);
}

row_format format_of(settings const& s, std::string const& given) {
  if (given == "csv") return row_format::csv;
  if (given == "ndjson") return row_format::ndjson;
  if (!given.empty()) throw std::invalid_argument{fmt::format("--format: '{}' is not csv or ndjson", given)};
  std::string_view const name = s.output;
  auto const json = name.ends_with(".ndjson") || name.ends_with(".jsonl");
  return json ? row_format::ndjson : row_format::csv;
}

/// What is said of the rows that are written.
void complete_rows(settings& s, spelled const& text) {
  s.rules = split_rules{text.split_rules};
  if (s.split.empty() && !text.split_rules.empty()) throw std::invalid_argument{"--split-rules needs --split DIR"};
  if (s.append && !text.format.empty()) {
    throw std::invalid_argument{
        "--format is that of the list where its rows are written back: leave it out with --append"};
  }
  if (s.excel_safe && s.format == row_format::ndjson) {
    throw std::invalid_argument{"--excel-safe is for CSV, and the output is NDJSON"};
  }
  switch (s.repeats) {
    case repeated_rows::keep:
      s.run.repeats = duplicates::keep;
      break;
    case repeated_rows::drop:
    case repeated_rows::copy:
      s.run.repeats = writes_back(s) ? duplicates::tell : duplicates::drop;
      break;
  }
  if (reads_standard_input(s) && writes_back(s)) {
    throw std::invalid_argument{
        "--append, --split, --order input and --duplicates copy read the list a second time, which standard input does "
        "not allow: give a file"};
  }
}

/// A sample is asked in one go: there is nothing to go on with.
void complete_sample(settings& s) {
  if (writes_back(s)) {
    throw std::invalid_argument{
        "--sample asks a few rows, and --append, --split, --order and --duplicates copy are for all"};
  }
  if (s.resume || !s.checkpoint.empty()) throw std::invalid_argument{"--sample keeps no checkpoint"};
  s.no_checkpoint = true;
}

/// A word too many may be a key or a password, and is not repeated.
void check_inputs(settings const& s) {
  if (s.inputs.empty()) throw std::invalid_argument{"which list? Give a file of numbers, or - for standard input"};
  for (std::size_t i = 0; i < s.inputs.size() && s.inputs.size() > 1; ++i) {
    std::error_code ignored;
    if (s.inputs[i] == "-" || std::filesystem::exists(s.inputs[i], ignored)) continue;
    throw std::invalid_argument{fmt::format("there is no file for INPUT {} of {}", i + 1, s.inputs.size())};
  }
}

void complete(settings& s, spelled const& text) {
  check_inputs(s);
  if (s.dry_run) {
    complete_rows(s, text);
    s.engine.batch_max = s.run.batch_max;
    return check(s.run, s.engine);
  }
  complete_upstream(s.engine, text.account);
  if (s.suppress.empty() && !(s.suppress_column.empty() && s.suppress_key_file.empty())) {
    throw std::invalid_argument{"--suppress-column and --suppress-key-file need --suppress FILE"};
  }
  if (!s.checkpoint.empty() && s.no_checkpoint) {
    throw std::invalid_argument{"--checkpoint and --no-checkpoint exclude each other"};
  }
  if (s.resume && s.no_checkpoint)
    throw std::invalid_argument{"--resume needs a checkpoint, and --no-checkpoint says no"};
  if (s.resume && s.force) throw std::invalid_argument{"--resume goes on and --force begins anew: give one of them"};
  complete_account(s.engine);
  check(s.report);
  s.api_key_file = text.account.api_key_file;
  s.format = format_of(s, text.format);
  if (s.sample != 0) complete_sample(s);
  complete_rows(s, text);
  s.engine.batch_max = s.run.batch_max;
  check(s.engine);
  check(s.run, s.engine);
}

// Set in a layer, one takes the place of the other in those below.
constexpr std::array<option_pair, 2> rivals{{{"--checkpoint", "--no-checkpoint"}, {"--resume", "--force"}}};

/// A document that is asked for alone.
std::string documents(CLI::App const& app, std::span<char const* const> arguments) {
  std::string_view const first = arguments.size() > 1 ? arguments[1] : "";
  if (first == "--man-page" && arguments.size() == 2) return man_page(app, version);
  if (first == "--completion" && arguments.size() == 3) return completion(app, arguments[2]);
  if (first == "--man-page" || first == "--completion") {
    throw std::invalid_argument{
        fmt::format("{} stands alone{}", first, first == "--completion" ? ", with a shell" : "")};
  }
  return {};
}

}  // namespace

command read_command_line(int argc, char const* const* argv) {
  settings s;
  spelled text;
  CLI::App app{description, "rcs-scrub"};
  set_up(app, examples);
  add_files(app, s, text);
  add_account(app, s.engine, text.account);
  add_report(app, s.report);
  add_layout(app, s);
  add_numbers(app, s);
  add_prior(app, s);
  add_requests(app, s);
  add_patience(app, s);

  app.add_flag("--man-page")->description("print the manual page: rcs-scrub --man-page | man -l -");
  app.add_option("--completion")
      ->description("print what makes a shell complete these options")
      ->type_name("bash|zsh|fish");
  if (auto text_of = documents(app, {argv, static_cast<std::size_t>(argc)}); !text_of.empty()) {
    return {std::nullopt, std::move(text_of)};
  }
  auto printed =
      parse_layers(app, {argv, static_cast<std::size_t>(argc)}, rivals, "there is one INPUT, and more words are given");
  if (printed) return {std::nullopt, std::move(*printed)};
  complete(s, text);
  return {std::move(s), {}};
}

}  // namespace rcs::scrub
