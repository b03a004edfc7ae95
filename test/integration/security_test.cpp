#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "integration/scripted_upstream.hpp"
#include "integration/scrub_run.hpp"
#include "support/sanitized.hpp"
#include "support/wire_fixture.hpp"

namespace {

using namespace rcs::test;
namespace data = boost::unit_test::data;

/// With the characters of base64, which JSON, URLs and pages write in other ways.
std::string const key = "test/only+key=0123";
std::string const sid = "AC-test-only/account";

/// What a run says, but for the command line that goes on with it: that is as it was typed, the account in it.
std::string said_by(std::string const& err) {
  auto const begin = err.find("rcs-scrub: to go on from here: ");
  if (begin == std::string::npos) return err;
  auto const end = err.find('\n', begin);
  return err.substr(0, begin) + (end == std::string::npos ? "" : err.substr(end));
}

/// Everything that a run has left behind for people to read.
std::string everything(scrub_run const& run) {
  return run.out + said_by(run.err) + run.answers + run.failed + read_file(run.folder() / "summary.json");
}

/// Neither secret in any spelling, nor anything that begins like it.
void check_silent(std::string const& text) {
  for (auto const* const part : {"test/only", "only+key", "key=0123", "test\\/only", "only%2B", "only-key", "AC-test",
                                 "only/account", "only\\/account", "only%2Faccount"}) {
    BOOST_TEST(text.find(part) == std::string::npos, part << " is in: " << text);
  }
}

/// A run with its result files in its own folder, and the key in the environment.
class secretive_run {
 public:
  explicit secretive_run(std::vector<std::string> more, std::vector<std::string> environment = {}) {
    more.insert(more.end(), {"--attempts", "1", "-o", folder_ / "answers", "--failed", folder_ / "failed", "--summary",
                             folder_ / "summary", folder_.write("list", generated_list(100))});
    environment.push_back("RCS_API_KEY=" + key);
    scrub_run const run{more, environment};
    exit_code = run.exit_code;
    err = run.err;
    all = run.out + said_by(run.err) + read_file(folder_ / "answers.checkpoint") + read_file(folder_ / "answers") +
          read_file(folder_ / "failed") + read_file(folder_ / "summary");
  }

  int exit_code = -1;
  std::string err;
  std::string all;

 private:
  temp_dir folder_;
};

std::vector<std::string> account_of(std::string const& url, std::string const& ca) {
  return {"--endpoint", url, "--ca-file", ca, "--sid", sid};
}

/// What a server says that repeats what it was sent, in the ways there are.
std::vector<std::string> const echoes{
    "no key " + key + " of " + sid,
    R"({"code": 1400, "message": "no key test\/only+key=0123 of AC-test-only\/account"})",
    R"({"data": {"error": {"error_message": "no key test\u002fonly\u002Bkey\u003d0123"}}})",
    "<pre>Cannot POST /v1/AC-test-only%2Faccount/rcs/lookup, api-key test&#x2F;only+key&#x3D;0123</pre>",
};

}  // namespace

BOOST_AUTO_TEST_SUITE(security)

// --- files

BOOST_AUTO_TEST_CASE(results_are_for_their_owner_only_whatever_the_umask) {
  running_simulator upstream;
  temp_dir const folder;
  std::string const command = "umask 0; exec " RCS_SCRUB " --endpoint " + upstream.url() + " --ca-file " +
                              upstream.ca_file() + " --sid simulator -o " + (folder / "answers") + " --failed " +
                              (folder / "failed") + " --summary " + (folder / "summary") + ' ' +
                              folder.write("list", generated_list(3));
  child_process program{{"/bin/sh", "-c", command}, {}, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(program.wait() == 0);
  for (auto const* const name : {"answers", "failed", "summary"}) {
    struct stat about {};
    BOOST_TEST_REQUIRE(::stat((folder / name).c_str(), &about) == 0);
    BOOST_TEST((about.st_mode & 0777) == 0600U, name);
  }
}

// --- the process

BOOST_AUTO_TEST_CASE(no_core_is_dumped_even_where_cores_are_asked_for) {
  rcs::sim::profile rules;
  rules.latency.typical = rules.latency.max = std::chrono::minutes{5};
  running_simulator upstream{rules};
  temp_dir const folder;
  std::string const command = "cd " + (folder / "") + " && ulimit -c unlimited; exec " RCS_SCRUB " --endpoint " +
                              upstream.url() + " --ca-file " + upstream.ca_file() + " --sid simulator -o answers " +
                              folder.write("list", generated_list(100));
  child_process program{{"/bin/sh", "-c", command}, {}, {"RCS_API_KEY=simulator-key"}};
  while (number_at(upstream.stats(), "requests.total") == 0) std::this_thread::yield();
  auto const process = "/proc/" + std::to_string(program.id());
  std::ifstream limits{process + "/limits"};
  std::string line;
  while (std::getline(limits, line) && !line.starts_with("Max core file size")) {
  }
  std::string none = line.substr(std::min(line.size(), line.find_first_of("0123456789u")));
  BOOST_TEST(none.starts_with("0 "), line);
  // Other processes of the same user cannot look into it: the kernel gives what is in /proc to root.
  struct stat about {};
  if (!sanitized && ::stat((process + "/mem").c_str(), &about) == 0) BOOST_TEST(about.st_uid == 0U);
  program.signal(SIGQUIT);
  siginfo_t ended{};
  BOOST_TEST(::waitid(P_PID, static_cast<id_t>(program.id()), &ended, WEXITED | WNOWAIT) == 0);
  if (!sanitized) BOOST_TEST(ended.si_code == CLD_KILLED);  // and not CLD_DUMPED
  program.wait();
}

// --- the key and the account

BOOST_DATA_TEST_CASE(what_a_server_repeats_is_hidden,
                     data::make(echoes) * data::make({"200 OK", "400 No", "401 No", "404 No", "500 No"}), words,
                     status) {
  scripted_upstream upstream{script::tls().read().send(answer(status, words)).again()};
  secretive_run const run{account_of(upstream.url(), upstream.ca_file())};
  BOOST_TEST((run.exit_code == 3 || run.exit_code == 4), run.err);
  BOOST_TEST(run.all.find("***") != std::string::npos, run.all);
  check_silent(run.all);
}

BOOST_AUTO_TEST_CASE(a_run_that_succeeds_leaves_neither_key_nor_account) {
  rcs::sim::profile rules;
  rules.contract.key = key;
  running_simulator upstream{rules};
  scrub_run const run{upstream, generated_list(1000)};
  BOOST_TEST(run.exit_code == 4);  // with the key of the other tests
  temp_dir const folder;
  scrub_run const good{{"--endpoint", upstream.url(), "--ca-file", upstream.ca_file(), "--sid", "simulator",
                        "--api-key-file", folder.write("key", key + "\n"), folder.write("list", generated_list(1000))},
                       {"RCS_API_KEY="}};
  BOOST_TEST(good.exit_code == 0, good.err);
  check_silent(everything(good));
  BOOST_TEST(everything(good).find("simulator") == std::string::npos);
}

BOOST_AUTO_TEST_CASE(no_failure_of_ours_names_key_or_account) {
  running_simulator wrong_account;
  running_simulator expired{{}, rcs::sim::certificate_flaw::expired};
  auto const here = account_of(wrong_account.url(), wrong_account.ca_file());
  auto const with = [&](std::vector<std::string> const& more) {
    auto made = here;
    made.insert(made.end(), more.begin(), more.end());
    return made;
  };
  std::vector<std::vector<std::string>> const failing{
      here,
      account_of(expired.url(), expired.ca_file()),
      account_of("https://localhost:1", wrong_account.ca_file()),
      account_of("https://nowhere.invalid", wrong_account.ca_file()),
      with({"--ca-file", "/nowhere/ca.pem"}),
      with({"--rate", "-1"}),
      with({"--timeout", "soon"}),
      with({"--bulk-path", "/no/sid"}),
      with({"--single-path", "/{sid} /{address}"}),
      with({"--api-key-file", "/nowhere/key"}),
      with({"--proxy", "http://localhost:1"}),
      with({"--nonsense"}),
      with({"another-list"}),
  };
  for (auto const& arguments : failing) {
    secretive_run const run{arguments};
    BOOST_TEST((run.exit_code == 2 || run.exit_code == 4), run.err);
    check_silent(run.all);
  }
}

BOOST_AUTO_TEST_CASE(a_secret_at_the_wrong_place_is_not_repeated) {
  temp_dir const folder;
  auto const in_file = [&](std::string const& line) {
    return std::vector<std::string>{"--config", folder.write("c.toml", line + "\n")};
  };
  auto const account = account_of("https://localhost:1", "/dev/null");
  for (auto const& more : {in_file("api-key " + key), in_file("api-key = \"" + key + "\""), in_file("'" + key + "'"),
                           in_file("[account]\n" + key), std::vector<std::string>{"--api-key", key},
                           std::vector<std::string>{"--apikey", key}, std::vector<std::string>{"--apikey=" + key},
                           std::vector<std::string>{"-k" + key}, std::vector<std::string>{key}}) {
    auto arguments = account;
    arguments.insert(arguments.end(), more.begin(), more.end());
    secretive_run const run{arguments};
    BOOST_TEST(run.exit_code == 2, run.err);
    check_silent(run.all);
  }
}

BOOST_AUTO_TEST_CASE(a_proxys_password_is_never_repeated) {
  scripted_upstream refusing{script::plain().read().send("HTTP/1.1 407 secret-word\r\nX: user:secret-word\r\n\r\n")};
  temp_dir const folder;
  auto const at = [](std::uint16_t port) { return "http://user:secret-word@localhost:" + std::to_string(port); };
  struct way {
    std::vector<std::string> arguments;
    std::vector<std::string> environment;
    int exit_code;
  };
  std::vector<way> const ways{
      {{"--proxy", at(refusing.port())}, {}, 4},
      {{"--proxy", at(1)}, {}, 4},
      {{}, {"RCS_PROXY=" + at(refusing.port())}, 4},
      {{}, {"https_proxy=" + at(refusing.port()), "no_proxy=", "NO_PROXY="}, 4},
      {{"--config", folder.write("good.toml", "proxy = \"" + at(refusing.port()) + "\"\n")}, {}, 4},
      {{"--config", folder.write("bad.toml", "proxy \"" + at(1) + "\"\n")}, {}, 2},
      {{"--config", folder.write("list.toml", "proxy = [\"" + at(1) + "\", \"x\"]\n")}, {}, 2},
      {{"--proxy", at(1) + "/path"}, {}, 2},
      {{"--proxy", "https://user:secret-word@localhost"}, {}, 2},
      {{"--proxy", "http://user:secret-word%zz@localhost"}, {}, 2},
      {{"--proxxy", at(1)}, {}, 2},
      {{at(1)}, {}, 2},
      {{}, {"RCS_PROXY=user:secret-word@localhost"}, 2},
      {{"--endpoint", "https://user:secret-word@localhost"}, {}, 2},
  };
  for (auto const& one : ways) {
    auto arguments = account_of("https://upstream.invalid", refusing.ca_file());
    arguments.insert(arguments.end(), one.arguments.begin(), one.arguments.end());
    secretive_run const run{arguments, one.environment};
    BOOST_TEST(run.exit_code == one.exit_code, run.err);
    BOOST_TEST(run.all.find("secret-word") == std::string::npos, run.all);
  }
  BOOST_TEST(refusing.seen().requests.size() == 4U);
}

// --- phone numbers

BOOST_DATA_TEST_CASE(numbers_in_a_servers_words_are_masked, data::make({"400 No", "500 No", "200 OK"}), status) {
  std::string const words = R"({"message": "not +12125550123, 12125550123, +1 (212) 555-0123 nor 212-555-0123"})";
  scripted_upstream upstream{script::tls().read().send(answer(status, words)).again()};
  temp_dir const folder;
  std::string list;
  for (int i = 100; i < 200; ++i) list += "+12125550" + std::to_string(i) + "\n";
  auto arguments = account_of(upstream.url(), upstream.ca_file());
  arguments.insert(arguments.end(), {"--attempts", "1", "--failed", folder / "failed", "--summary", folder / "summary",
                                     folder.write("list", list)});
  scrub_run const run{arguments, {"RCS_API_KEY=" + key}};
  auto const summary = read_file(folder / "summary");
  auto const failed = read_file(folder / "failed");
  bool const ended_at_once = std::string{status}.starts_with("400");
  BOOST_TEST(run.exit_code == (ended_at_once ? 4 : 3), run.err);
  auto const masked = "+*********23, *********23, +* (***) ***-**23 nor ***-***-**23";
  BOOST_TEST((ended_at_once ? summary : run.out).find(masked) != std::string::npos, summary << run.out);
  for (auto const& text : {run.err, summary}) {
    BOOST_TEST(text.find("2125550") == std::string::npos, text);
    BOOST_TEST(text.find("555-0") == std::string::npos, text);
  }
  // Among the rows, each number stands in its own column and nowhere else.
  for (auto const& text : {run.out, failed}) {
    std::size_t whole = 0;
    for (auto at = text.find("2125550123"); at != std::string::npos; at = text.find("2125550123", at + 1)) ++whole;
    BOOST_TEST(whole == (ended_at_once ? 0U : 1U), text);
    BOOST_TEST(text.find("555-0") == std::string::npos, text);
  }
}

BOOST_AUTO_TEST_CASE(numbers_in_a_servers_words_are_shown_whole_if_that_is_asked_for) {
  scripted_upstream upstream{script::tls().read().send(answer("400 No", R"({"message": "not +12125550123"})")).again()};
  temp_dir const folder;
  auto arguments = account_of(upstream.url(), upstream.ca_file());
  arguments.insert(arguments.end(), {"--log-numbers", folder.write("list", generated_list(100))});
  scrub_run const run{arguments, {"RCS_API_KEY=" + key}};
  BOOST_TEST(run.exit_code == 4);
  BOOST_TEST(run.err.find("not +12125550123") != std::string::npos, run.err);
}

BOOST_AUTO_TEST_SUITE_END()
