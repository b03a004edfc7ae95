#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/json/parse.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include "integration/scrub_run.hpp"

// Runs that are stopped or killed, and go on, as a user meets them.

namespace {

using namespace rcs::test;
using rcs::sim::profile;

/// An upstream that takes so long that a run can be stopped in its middle.
profile unhurried() {
  profile rules;
  rules.latency.typical = std::chrono::milliseconds{20};
  return rules;
}

/// Numbers, invalid rows and repeats.
std::string messy_list() {
  std::string list = generated_list(20'000);
  for (int i = 0; i < 300; ++i) list += "no number\n";
  return list + generated_list(3000) + generated_list(7000, 999'700'000'000);
}
constexpr std::size_t messy_rows = 20'000 + 300 + 3000 + 7000;

std::string sorted_lines(std::string const& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < text.size();) {
    auto const end = text.find('\n', at);
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  std::sort(lines.begin(), lines.end());
  std::string joined;
  for (auto const& line : lines) joined += line + "\n";
  return joined;
}

/// One list and its files, scrubbed again and again.
class job {
 public:
  explicit job(running_simulator& upstream, std::string const& list = messy_list()) : upstream_{upstream} {
    list_ = folder_.write("list.txt", list);
  }

  [[nodiscard]] std::vector<std::string> arguments(std::vector<std::string> const& more) const {
    auto made = account_of(upstream_);
    made.insert(made.end(), {"-o", answers(), "--failed", folder_ / "failed.csv", "--summary", folder_ / "summary.json",
                             "--max-in-flight", "4"});
    made.insert(made.end(), more.begin(), more.end());
    made.push_back(list_);
    return made;
  }

  /// Runs it to its end.
  int run(std::vector<std::string> const& more = {}) {
    scrub_run const ended{arguments(more), {"RCS_API_KEY=simulator-key"}};
    said = ended.err;
    return ended.exit_code;
  }

  /// Runs it until so many numbers have been answered, and sends it a signal.
  int run_until(std::uint64_t answered, int signal, std::vector<std::string> const& more = {}) {
    auto words = arguments(more);
    words.insert(words.begin(), RCS_SCRUB);
    child_process::files files;
    files.err = folder_ / "err";
    child_process program{words, files, {"RCS_API_KEY=simulator-key"}};
    while (number_at(upstream_.stats(), "numbers.devices") < answered) std::this_thread::yield();
    program.signal(signal);
    auto const code = program.wait();
    said = read_file(files.err);
    return code;
  }

  [[nodiscard]] std::string answers() const { return folder_ / "answers.csv"; }
  [[nodiscard]] std::string checkpoint() const { return answers() + ".checkpoint"; }
  [[nodiscard]] boost::json::value summary() const { return boost::json::parse(read_file(folder_ / "summary.json")); }
  [[nodiscard]] temp_dir const& folder() const noexcept { return folder_; }
  [[nodiscard]] bool says(std::string const& words) const { return said.find(words) != std::string::npos; }

  std::string said;  ///< standard error of the last run

 private:
  running_simulator& upstream_;
  temp_dir folder_;
  std::string list_;
};

/// What an undisturbed run of the same list gives.
std::string undisturbed(std::string const& list = messy_list()) {
  running_simulator upstream;
  job whole{upstream, list};
  BOOST_TEST(whole.run() == 0, whole.said);
  return sorted_lines(read_file(whole.answers()));
}

}  // namespace

BOOST_AUTO_TEST_SUITE(resuming)

BOOST_AUTO_TEST_CASE(an_interrupted_run_says_how_to_go_on_and_asks_nothing_twice) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5, list.said);
  BOOST_TEST(list.says("to go on from here: " RCS_SCRUB " --resume --endpoint"), list.said);
  BOOST_TEST(!list.summary().at("complete").as_bool());
  BOOST_TEST(list.run({"--resume"}) == 0, list.said);
  BOOST_TEST(sorted_lines(read_file(list.answers())) == undisturbed());
  auto const summary = list.summary();
  BOOST_TEST(number_at(summary, "rows") == messy_rows);
  BOOST_TEST(number_at(summary, "unique") == 27'000U);
  BOOST_TEST(number_at(summary, "outcomes.duplicate") == 3000U);
  BOOST_TEST(number_at(summary, "outcomes.invalid") == 300U);
  BOOST_TEST(number_at(summary, "requests.sent") == number_at(upstream.stats(), "requests.total"));
  BOOST_TEST(number_at(upstream.stats(), "numbers.asked_again") == 0U);
}

BOOST_AUTO_TEST_CASE(a_killed_run_goes_on_at_another_speed) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(9000, SIGKILL) == 128 + SIGKILL);
  BOOST_TEST(list.run_until(18'000, SIGKILL, {"--resume", "--timeout", "9s"}) == 128 + SIGKILL);
  BOOST_TEST(list.run({"--resume", "--max-in-flight", "9", "--attempts", "2"}) == 0, list.said);
  BOOST_TEST(sorted_lines(read_file(list.answers())) == undisturbed());
  BOOST_TEST(number_at(list.summary(), "rows") == messy_rows);
}

BOOST_AUTO_TEST_CASE(an_unfinished_run_is_overwritten_by_force_only) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGKILL) == 128 + SIGKILL);
  auto const before = read_file(list.answers());
  auto const asked = number_at(upstream.stats(), "requests.total");
  BOOST_TEST(list.run() == 2);
  BOOST_TEST(list.says("--resume"), list.said);
  BOOST_TEST(list.says("--force"), list.said);
  BOOST_TEST(read_file(list.answers()) == before);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == asked);
  BOOST_TEST(list.run({"--force"}) == 0, list.said);
  BOOST_TEST(sorted_lines(read_file(list.answers())) == undisturbed());
}

BOOST_AUTO_TEST_CASE(a_run_of_other_options_or_another_list_is_refused_with_the_reason) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5);
  auto const before = read_file(list.answers());
  BOOST_TEST(list.run({"--resume", "--duplicates", "keep"}) == 2);
  BOOST_TEST(list.says("--duplicates was 'drop' and is 'keep'"), list.said);
  BOOST_TEST(list.run({"--resume", "--sid", "another"}) == 2);
  BOOST_TEST(list.says("--sid was another one"), list.said);
  BOOST_TEST(list.run({"--resume", "--default-region", "US"}) == 2);
  BOOST_TEST(list.run({"--resume", "--bulk-path", "/v1/{sid}/rcs/lookup/bulk"}) == 2);
  BOOST_TEST(list.run({"--resume", "--format", "ndjson"}) == 2);
  static_cast<void>(list.folder().write("list.txt", messy_list() + "+12125550100\n"));
  BOOST_TEST(list.run({"--resume"}) == 2);
  BOOST_TEST(list.says("the list has changed"), list.said);
  BOOST_TEST(read_file(list.answers()) == before);
}

BOOST_AUTO_TEST_CASE(a_finished_run_says_so_and_repeats_its_exit_code) {
  profile rules;
  rules.answers.missing = 0.01;
  running_simulator upstream{rules};
  job list{upstream, generated_list(2000)};
  BOOST_TEST(list.run() == 3, list.said);
  auto const asked = number_at(upstream.stats(), "requests.total");
  auto const answers = read_file(list.answers());
  BOOST_TEST(list.run({"--resume"}) == 3);
  BOOST_TEST(list.says("finished before"), list.said);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == asked);
  BOOST_TEST(read_file(list.answers()) == answers);
  BOOST_TEST(list.run() == 3, list.said);  // and anew, without being forced to
}

BOOST_AUTO_TEST_CASE(without_a_checkpoint_yet_a_resumed_run_begins_at_the_beginning) {
  running_simulator upstream;
  job list{upstream, generated_list(1000)};
  BOOST_TEST(list.run({"--resume"}) == 0, list.said);
  BOOST_TEST(list.says("starting from the beginning"), list.said);
}

BOOST_AUTO_TEST_CASE(a_run_stopped_by_its_own_deadline_goes_on_with_a_longer_one) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run({"--deadline", "100ms"}) == 6, list.said);
  BOOST_TEST(!list.summary().at("complete").as_bool());
  BOOST_TEST(list.run({"--resume"}) == 0, list.said);
  BOOST_TEST(sorted_lines(read_file(list.answers())) == undisturbed());
}

BOOST_AUTO_TEST_CASE(a_damaged_checkpoint_or_a_shortened_output_is_no_ground_to_go_on_from) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5);
  auto const good = read_file(list.checkpoint());
  auto const answers = read_file(list.answers());
  std::filesystem::resize_file(list.answers(), answers.size() - 1);
  BOOST_TEST(list.run({"--resume"}) == 2);
  BOOST_TEST(list.says("shorter than it was, or another"), list.said);
  static_cast<void>(list.folder().write("answers.csv.checkpoint", good.substr(0, good.size() / 2)));
  for (auto const& how : {std::vector<std::string>{"--resume"}, std::vector<std::string>{}}) {
    BOOST_TEST(list.run(how) == 2);
    BOOST_TEST(list.says("damaged"), list.said);
  }
  BOOST_TEST(list.run({"--force"}) == 0, list.said);
}

BOOST_AUTO_TEST_CASE(the_checkpoint_is_the_owners_and_holds_neither_key_nor_account_nor_numbers) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5);
  struct stat about {};
  BOOST_TEST_REQUIRE(::stat(list.checkpoint().c_str(), &about) == 0);
  BOOST_TEST((about.st_mode & 0777U) == 0600U);
  auto const text = read_file(list.checkpoint());
  BOOST_TEST(text.find("simulator-key") == std::string::npos);
  BOOST_TEST(text.find("simulator\"") == std::string::npos);
  BOOST_TEST(text.find("999100") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_read_or_cut_back_has_no_checkpoint) {
  running_simulator upstream;
  temp_dir const folder;
  auto const list = folder.write("list.txt", "+12125550100\n");
  auto const run = [&](std::vector<std::string> const& more) {
    auto words = account_of(upstream);
    words.insert(words.end(), more.begin(), more.end());
    return scrub_run{words, {"RCS_API_KEY=simulator-key"}};
  };
  auto const from_pipe = run({"-", "-o", folder / "a.csv"});
  BOOST_TEST(from_pipe.exit_code == 0);
  BOOST_TEST(from_pipe.err.find("no checkpoint is kept: standard input") != std::string::npos, from_pipe.err);
  BOOST_TEST(!std::filesystem::exists(folder / "a.csv.checkpoint"));
  BOOST_TEST(run({"-", "-o", folder / "a.csv", "--resume"}).exit_code == 2);
  BOOST_TEST(run({list, "--resume"}).exit_code == 2);
  BOOST_TEST(run({list, "--checkpoint", folder / "c"}).exit_code == 2);
  BOOST_TEST(run({list, "-o", "/dev/null"}).exit_code == 0);
  BOOST_TEST(run({list, "-o", folder / "b.csv", "--no-checkpoint"}).exit_code == 0);
  BOOST_TEST(!std::filesystem::exists(folder / "b.csv.checkpoint"));
  BOOST_TEST(run({list, "-o", folder / "b.csv", "--no-checkpoint", "--resume"}).exit_code == 2);
  BOOST_TEST(run({list, "-o", folder / "b.csv", "--force", "--resume"}).exit_code == 2);
  BOOST_TEST(run({list, "-o", folder / "b.csv", "--checkpoint", folder / "b.csv"}).exit_code == 2);
}

BOOST_AUTO_TEST_CASE(two_runs_do_not_write_the_same_output) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  auto words = list.arguments({});
  words.insert(words.begin(), RCS_SCRUB);
  child_process first{words, {}, {"RCS_API_KEY=simulator-key"}};
  while (number_at(upstream.stats(), "numbers.devices") < 2000) std::this_thread::yield();
  BOOST_TEST(list.run({"--resume"}) == 74);
  BOOST_TEST(list.says("another run is writing it"), list.said);
  BOOST_TEST(first.wait() == 0);
}

BOOST_AUTO_TEST_CASE(an_output_is_not_overwritten_by_a_run_that_keeps_another_checkpoint_or_none) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5);
  auto const before = read_file(list.answers());
  for (auto const& how : {std::vector<std::string>{"--no-checkpoint"},
                          std::vector<std::string>{"--checkpoint", list.folder() / "another"}}) {
    BOOST_TEST(list.run(how) == 2);
    BOOST_TEST(list.says("has not finished"), list.said);
    BOOST_TEST(!list.says("--help"), list.said);
    BOOST_TEST(read_file(list.answers()) == before);
  }
  BOOST_TEST(list.run({"--no-checkpoint", "--force"}) == 0, list.said);
  BOOST_TEST(!std::filesystem::exists(list.checkpoint()));  // it was of rows that are gone
  BOOST_TEST(list.run({"--resume"}) == 2);
  BOOST_TEST(list.says("has rows, and this checkpoint is not there"), list.said);
  BOOST_TEST(sorted_lines(read_file(list.answers())) == undisturbed());
}

BOOST_AUTO_TEST_CASE(an_output_that_was_changed_is_no_ground_to_go_on_from) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  BOOST_TEST(list.run_until(4000, SIGINT) == 5);
  auto changed = read_file(list.answers());
  changed[changed.size() - 2] = 'X';
  static_cast<void>(list.folder().write("answers.csv", changed));
  BOOST_TEST(list.run({"--resume"}) == 2);
  BOOST_TEST(read_file(list.answers()) == changed);
}

BOOST_AUTO_TEST_CASE(a_finished_run_whose_output_is_gone_is_not_said_to_be_done) {
  running_simulator upstream;
  job list{upstream, generated_list(1000)};
  BOOST_TEST(list.run() == 0, list.said);
  std::filesystem::remove(list.answers());
  BOOST_TEST(list.run({"--resume"}) == 2);
  BOOST_TEST(list.says("shorter than it was"), list.said);
}

BOOST_AUTO_TEST_CASE(names_in_any_encoding_and_links_can_be_gone_on_with) {
  running_simulator upstream{unhurried()};
  job list{upstream};
  std::filesystem::create_symlink(list.folder() / "target", list.folder() / "link");
  for (auto const& name : {list.folder() / "r\xE9ponses.csv", list.folder() / "link"}) {
    BOOST_TEST(list.run({"-o", name, "--deadline", "150ms"}) == 6, list.said);
    BOOST_TEST(list.run({"-o", name, "--resume"}) == 0, list.said);
    BOOST_TEST(sorted_lines(read_file(name)) == undisturbed());
  }
}

BOOST_AUTO_TEST_CASE(a_list_is_not_taken_for_what_becomes_the_checkpoint) {
  running_simulator upstream;
  job list{upstream, generated_list(1000)};
  auto const name = list.folder().write("answers.csv.checkpoint.tmp", generated_list(1000));
  auto words = list.arguments({});
  words.back() = name;
  scrub_run const run{words, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 2, run.err);
  BOOST_TEST(read_file(name) == generated_list(1000));
}

BOOST_AUTO_TEST_SUITE_END()
