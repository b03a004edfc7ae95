#include <signal.h>
#include <sys/stat.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "integration/bad_line.hpp"
#include "integration/scrub_run.hpp"

namespace {

using namespace rcs::test;
namespace data = boost::unit_test::data;

/// A complete command line but for what a test adds.
std::vector<std::string> with(std::vector<std::string> const& more) {
  std::vector<std::string> made{"--endpoint", "https://localhost:1", "--sid", "x", "/dev/null"};
  made.insert(made.end(), more.begin(), more.end());
  return made;
}

std::vector<bad_line> const bad_lines{
    {{}, "which list"},
    {{"list.txt"}, "--pod or --endpoint"},
    {{"--pod", "na", "--endpoint", "https://localhost", "list.txt"}, "--pod or --endpoint"},
    {{"--pod", "na", "list.txt"}, "--sid"},
    {{"--pod", "../evil", "--sid", "x", "list.txt"}, "pod"},
    {with({"--nonsense"}), "--nonsense"},
    {with({"--proxy="}), "--proxy= has no value"},
    {with({"--api-key=test-only"}), "not given on the command line"},
    {with({"--rate", "-1"}), "rate"},
    {with({"--rate", "fast"}), "rate"},
    {with({"--rate", "nan"}), "rate"},
    {with({"--batch-min", "0"}), "batch_min"},
    {with({"--batch-min", "501"}), "batch_min"},
    {with({"--attempts", "0"}), "attempts"},
    {with({"--timeout", "soon"}), "soon"},
    {with({"--timeout", "-3s"}), "-3s"},
    {with({"--timeout", "0"}), "timeout"},
    {with({"--max-in-flight", "0"}), "max_in_flight"},
    {with({"--connections", "200000"}), "connections"},
    {with({"--default-region", "UK"}), "UK"},
    {with({"--default-region", "us"}), "us"},
    {with({"--bare-digits", "guess"}), "guess"},
    {with({"--duplicates", "twice"}), "twice"},
    {with({"--format", "xml"}), "xml"},
    {with({"--remainder", "drop"}), "drop"},
    {with({"--config", "/nowhere/config.toml"}), "/nowhere/config.toml"},
    {with({"--ca-file", "/nowhere/ca.pem"}), "/nowhere/ca.pem"},
    {with({"--api-key-file", "/nowhere/key"}), "/nowhere/key"},
    {with({"--bulk-path", "no-slash"}), "bulk"},
    {with({"--single-path", "/v1/{sid}/without"}), "address"},
    {{"--endpoint", "http://localhost", "--sid", "x", "/dev/null"}, "https"},
    {{"--endpoint", "https://localhost/path", "--sid", "x", "/dev/null"}, "path"},
};

/// `rcs-scrub` where no more than 128 files may be open.
struct limited_run : program_run {
  limited_run(running_simulator const& upstream, std::vector<std::string> const& more) {
    auto words = account_of(upstream);
    words.insert(words.begin(), {"-c", "ulimit -n 128; exec \"$0\" \"$@\"", RCS_SCRUB});
    words.insert(words.end(), more.begin(), more.end());
    words.push_back(folder_.write("list.txt", generated_list(1000)));
    run("/bin/sh", words, {std::string{"RCS_API_KEY="} + simulator_key});
  }
};

}  // namespace

BOOST_AUTO_TEST_SUITE(command_line)

BOOST_DATA_TEST_CASE(a_wrong_command_line_is_exit_2_and_says_what_is_wrong, data::make(bad_lines), line) {
  scrub_run const run{line.arguments, {"RCS_API_KEY=some-key", "RCS_SID="}};
  BOOST_TEST(run.exit_code == 2, run.err);
  BOOST_TEST(run.err.find(line.says) != std::string::npos, run.err);
  BOOST_TEST(run.err.find("rcs-scrub --help") != std::string::npos);
  BOOST_TEST(run.out.empty());
}

BOOST_AUTO_TEST_CASE(a_low_limit_on_open_files_is_an_error_only_where_more_connections_were_asked_for) {
  running_simulator upstream;
  limited_run const by_default{upstream, {}};
  BOOST_TEST(by_default.exit_code == 0, by_default.err);
  for (auto const* const option : {"--connections", "--max-in-flight"}) {
    limited_run const asked{upstream, {option, "100"}};
    BOOST_TEST(asked.exit_code == 2, asked.err);
    BOOST_TEST(asked.err.find("open files") != std::string::npos, asked.err);
  }
}

BOOST_AUTO_TEST_CASE(no_key_is_exit_2) {
  scrub_run const run{with({}), {"RCS_API_KEY="}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(run.err.find("--api-key-file or set RCS_API_KEY") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(help_and_version_go_to_standard_output) {
  scrub_run const help{{"--help"}};
  BOOST_TEST(help.exit_code == 0);
  for (auto const* const word : {"--endpoint", "--rate", "--failed", "RCS_API_KEY", "Exit status"}) {
    BOOST_TEST(help.out.find(word) != std::string::npos, word);
  }
  scrub_run const version{{"--version"}};
  BOOST_TEST(version.exit_code == 0);
  BOOST_TEST(version.out.starts_with("rcs-scrub "));
}

BOOST_AUTO_TEST_CASE(an_input_that_is_not_there_is_exit_74) {
  scrub_run const run{{"--endpoint", "https://localhost:1", "--sid", "x", "/nowhere/list.txt"}, {"RCS_API_KEY=k"}};
  BOOST_TEST(run.exit_code == 74);
  BOOST_TEST(run.err.find("/nowhere/list.txt") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(flags_beat_the_environment_and_the_environment_beats_the_file) {
  running_simulator upstream;
  temp_dir const folder;
  auto const list = folder.write("list.txt", generated_list(1000));
  auto const config = folder.write("c.toml", "# an account\nbatch-max = 250\nsid = \"simulator\"\nquiet = true\n");
  auto const requests = [&](std::vector<std::string> arguments, std::vector<std::string> environment) {
    auto const before = number_at(upstream.stats(), "requests.total");
    arguments.insert(arguments.end(),
                     {"--endpoint", upstream.url(), "--ca-file", upstream.ca_file(), "--config", config, list});
    environment.emplace_back("RCS_API_KEY=simulator-key");
    scrub_run const run{arguments, environment};
    BOOST_TEST(run.exit_code == 0, run.err);
    return number_at(upstream.stats(), "requests.total") - before;
  };
  BOOST_TEST(requests({}, {}) == 4U);
  BOOST_TEST(requests({}, {"RCS_BATCH_MAX=200"}) == 5U);
  BOOST_TEST(requests({"--batch-max", "125"}, {"RCS_BATCH_MAX=200"}) == 8U);
}

BOOST_AUTO_TEST_CASE(an_unknown_key_in_the_file_is_named) {
  temp_dir const folder;
  auto const config = folder.write("c.toml", "rate = 5\nratee = 6\n");
  scrub_run const run{with({"--config", config}), {"RCS_API_KEY=k"}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(run.err.find("ratee") != std::string::npos);
  BOOST_TEST(run.err.find(config) != std::string::npos);
}

BOOST_AUTO_TEST_CASE(the_annotated_configuration_is_accepted) {
  running_simulator upstream;
  temp_dir const folder;
  scrub_run const run{{"--config", RCS_CONFIGS "/rcs-scrub.toml", "--endpoint", upstream.url(), "--ca-file",
                       upstream.ca_file(), "--sid", "simulator", folder.write("list", generated_list(100))},
                      {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 0, run.err);
}

BOOST_AUTO_TEST_CASE(a_configuration_error_leaves_earlier_results_alone) {
  temp_dir const folder;
  auto const earlier = folder.write("answers.csv", "earlier answers\n");
  scrub_run const run{with({"--ca-file", "/nowhere/ca.pem", "-o", earlier}), {"RCS_API_KEY=k"}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(read_file(earlier) == "earlier answers\n");
}

BOOST_AUTO_TEST_CASE(a_section_in_the_file_is_named_and_an_empty_value_is_none) {
  temp_dir const folder;
  auto const section = folder.write("section.toml", "[account]\nrate = 5\n");
  scrub_run const refused{with({"--config", section}), {"RCS_API_KEY=k"}};
  BOOST_TEST(refused.exit_code == 2);
  BOOST_TEST(refused.err.find("account.rate") != std::string::npos, refused.err);
  running_simulator upstream;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(),
                   {"--config", folder.write("empty.toml", "proxy = \"\"\n"), folder.write("list", generated_list(3))});
  scrub_run const run{arguments, {"RCS_API_KEY=simulator-key", "RCS_FAILED="}};
  BOOST_TEST(run.exit_code == 0, run.err);
}

BOOST_AUTO_TEST_CASE(threads_count_among_the_descriptors) {
  temp_dir const folder;
  child_process::files files;
  files.err = folder / "err";
  child_process program{
      {"/bin/sh", "-c",
       "ulimit -n 150; exec " RCS_SCRUB " --threads 64 --endpoint https://localhost:1 --sid x /dev/null"},
      files,
      {"RCS_API_KEY=k"}};
  BOOST_TEST(program.wait() == 2);
  BOOST_TEST(read_file(files.err).find("ulimit -n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_closed_standard_output_is_exit_74) {
  running_simulator upstream;
  temp_dir const folder;
  auto const list = folder.write("list", generated_list(3));
  std::string const command = std::string{"exec " RCS_SCRUB " --endpoint "} + upstream.url() + " --ca-file " +
                              upstream.ca_file() + " --sid simulator " + list;
  child_process program{{"/bin/sh", "-c", command + " >&-"}, {}, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(program.wait() == 74);
  BOOST_TEST(read_file(list) == generated_list(3));
}

BOOST_AUTO_TEST_CASE(messages_to_a_closed_standard_error_reach_no_other_descriptor) {
  running_simulator upstream;
  temp_dir const folder;
  auto const list = folder.write("list", generated_list(200'000));
  std::string const command = "cat " + list + " | " RCS_SCRUB " --endpoint " + upstream.url() + " --ca-file " +
                              upstream.ca_file() + " --sid simulator --progress always -o " + (folder / "answers") +
                              " - 2>&-";
  child_process program{{"/bin/sh", "-c", command}, {}, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(program.wait() == 0);
  auto const answers = read_file(folder / "answers");
  BOOST_TEST(std::count(answers.begin(), answers.end(), '\n') == 200'001);
}

BOOST_AUTO_TEST_CASE(a_closed_standard_error_is_no_failure) {
  running_simulator upstream;
  temp_dir const folder;
  auto const list = folder.write("list", generated_list(3));
  child_process program{
      {"/bin/sh", "-c",
       std::string{"exec " RCS_SCRUB " --endpoint "} + upstream.url() + " --ca-file " + upstream.ca_file() +
           " --sid simulator --summary " + (folder / "s.json") + " " + list + " 2>&-"},
      {},
      {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(program.wait() == 0);
  BOOST_TEST(number_at(boost::json::parse(read_file(folder / "s.json")), "rows") == 3U);
}

BOOST_AUTO_TEST_CASE(a_list_and_its_results_are_never_the_same_file) {
  temp_dir const folder;
  auto const list = folder.write("list.txt", "+12125550100\n");
  for (auto const* const option : {"--output", "--failed", "--summary"}) {
    scrub_run const run{{"--endpoint", "https://localhost:1", "--sid", "x", option, list, list}, {"RCS_API_KEY=k"}};
    BOOST_TEST(run.exit_code == 2);
    BOOST_TEST(run.err.find("same file") != std::string::npos);
    BOOST_TEST(read_file(list) == "+12125550100\n");
  }
}

BOOST_AUTO_TEST_CASE(two_outputs_are_never_the_same_file_however_they_are_spelled) {
  temp_dir const folder;
  auto const list = folder.write("list.txt", "+12125550100\n");
  scrub_run const run{
      {"--endpoint", "https://localhost:1", "--sid", "x", "-o", folder / "a", "--failed", folder / "./a", list},
      {"RCS_API_KEY=k"}};
  BOOST_TEST(run.exit_code == 2);
  BOOST_TEST(run.err.find("same file") != std::string::npos, run.err);
}

BOOST_AUTO_TEST_CASE(answers_go_to_standard_output_and_the_summary_to_standard_error) {
  running_simulator upstream;
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.push_back(folder.write("list.txt", generated_list(3)));
  scrub_run const run{arguments, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(run.out.starts_with("row,number,outcome,"));
  BOOST_TEST(run.err.find("3 rows") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_exit_74_with_its_cause) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(5000), {"-o", "/dev/full"}};
  BOOST_TEST(run.exit_code == 74);
  BOOST_TEST(run.err.find("No space left") != std::string::npos);
  BOOST_TEST(!run.summary.at("complete").as_bool());
}

BOOST_AUTO_TEST_CASE(a_summary_that_cannot_be_written_is_noticed_before_the_run) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(5000), {"--summary", "/nowhere/summary.json"}};
  BOOST_TEST(run.exit_code == 74);
  BOOST_TEST(run.err.find("/nowhere/summary.json") != std::string::npos);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_CASE(too_few_descriptors_for_the_connections_are_exit_2) {
  temp_dir const folder;
  child_process::files files;
  files.err = folder / "err";
  std::string const script = "ulimit -n 50; exec " RCS_SCRUB " --endpoint https://localhost:1 --sid x /dev/null";
  child_process program{{"/bin/sh", "-c", script}, files, {"RCS_API_KEY=k"}};
  BOOST_TEST(program.wait() == 2);
  BOOST_TEST(read_file(files.err).find("ulimit -n") != std::string::npos);
}

BOOST_AUTO_TEST_CASE(files_are_made_for_their_owner_only) {
  running_simulator upstream;
  scrub_run const run{upstream, generated_list(3)};
  for (auto const* const name : {"answers.csv", "failed.csv", "summary.json"}) {
    struct stat about {};
    BOOST_TEST_REQUIRE(::stat((run.folder() / name).c_str(), &about) == 0);
    BOOST_TEST((about.st_mode & 0777) == 0600U);
  }
}

BOOST_AUTO_TEST_CASE(the_key_is_nowhere_to_be_seen) {
  std::string const key = "test-only-key-0123456789";
  rcs::sim::profile rules;
  rules.contract.key = key;
  running_simulator good{rules};
  running_simulator bad;
  temp_dir const folder;
  auto const key_file = folder.write("key", key + "\n");
  for (auto* const upstream : {&good, &bad}) {
    for (bool const from_file : {true, false}) {
      auto arguments = account_of(*upstream);
      arguments.insert(arguments.end(), {"-o", folder / "a", "--failed", folder / "f", "--summary", folder / "s"});
      arguments.push_back("--force");
      if (from_file) arguments.insert(arguments.end(), {"--api-key-file", key_file});
      arguments.push_back(folder.write("list.txt", generated_list(1000)));
      scrub_run const run{arguments, {"RCS_API_KEY=" + (from_file ? "" : key)}};
      BOOST_TEST(run.exit_code == (upstream == &good ? 0 : 4), run.err);
      auto const everything =
          run.out + run.err + read_file(folder / "a") + read_file(folder / "f") + read_file(folder / "s");
      BOOST_TEST(everything.find(key) == std::string::npos);
    }
  }
}

BOOST_AUTO_TEST_CASE(the_key_is_not_in_the_process_list_while_it_runs) {
  std::string const key = "test-only-key-0123456789";
  rcs::sim::profile rules;
  rules.contract.key = key;
  rules.latency.typical = rules.latency.max = std::chrono::minutes{5};
  running_simulator upstream{rules};
  temp_dir const folder;
  auto arguments = account_of(upstream);
  arguments.insert(arguments.begin(), RCS_SCRUB);
  arguments.push_back(folder.write("list.txt", generated_list(1000)));
  child_process program{arguments, {}, {"RCS_API_KEY=" + key}};
  while (number_at(upstream.stats(), "requests.total") == 0) std::this_thread::yield();
  auto const process = "/proc/" + std::to_string(program.id());
  BOOST_TEST(read_file(process + "/cmdline").find(key) == std::string::npos);
  BOOST_TEST(read_file(process + "/environ").find(key) == std::string::npos);
  program.signal(SIGKILL);
  program.wait();
}

BOOST_AUTO_TEST_SUITE_END()
