#include <fmt/format.h>

#include <atomic>
#include <boost/test/unit_test.hpp>
#include <cstdlib>
#include <map>
#include <random>
#include <thread>

#include "crash/story.hpp"

// rcs-scrub is killed, cut off from power and refused by the disk, resumed until the list is done, and compared with a
// run that nothing happened to. RCS_CRASH=full does everything (`make crash`); without it a part, for every day.

namespace {

using namespace rcs::test;

constexpr std::size_t side_by_side = 8;  // most of a story is waiting for answers

bool everything() {
  auto const* const asked = std::getenv("RCS_CRASH");
  return asked != nullptr && std::string_view{asked} == "full";
}

harvest const& expected_of(workload const& what) {
  static std::map<std::string, harvest> known;
  auto const [at, fresh] = known.try_emplace(what.describe());
  if (fresh) at->second = undisturbed(what);
  return at->second;
}

std::vector<story> live_through_all(std::vector<plot> const& plots) {
  std::vector<harvest const*> expected;
  for (auto const& one : plots) expected.push_back(&expected_of(one.what));
  std::vector<story> made(plots.size());
  std::atomic<std::size_t> next{0};
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < side_by_side; ++i) {
      threads.emplace_back([&] {
        for (auto at = next++; at < plots.size(); at = next++) made[at] = live_through(plots[at], *expected[at]);
      });
    }
  }
  return made;
}

/// The sum of all stories, as a line of the table.
class table_line {
 public:
  explicit table_line(char const* what) : what_{what} {}
  ~table_line() {
    fmt::print("{:<34}{:>7}{:>8}{:>8}{:>9}{:>11}{:>6}{:>9}{:>10} / {}\n", what_, lists_, sum_.kills, sum_.errors,
               sum_.resumes, sum_.rows, sum_.lost, sum_.doubled, sum_.repeats, sum_.may_repeat);
    std::fflush(stdout);
  }
  table_line(table_line const&) = delete;
  table_line& operator=(table_line const&) = delete;

  static void print_header() {
    fmt::print("{:<34}{:>7}{:>8}{:>8}{:>9}{:>11}{:>6}{:>9}{:>10} / {}\n", "", "lists", "kills", "errors", "resumes",
               "rows", "lost", "doubled", "repeats", "bound");
  }

  /// Adds stories, and fails where one has a complaint.
  void add(std::vector<plot> const& plots, std::vector<story> const& stories) {
    for (std::size_t i = 0; i < stories.size(); ++i) {
      auto const& one = stories[i];
      ++lists_;
      sum_.kills += one.kills;
      sum_.errors += one.errors;
      sum_.resumes += one.resumes;
      sum_.rows += one.rows;
      sum_.lost += one.lost;
      sum_.doubled += one.doubled;
      sum_.repeats += one.repeats;
      sum_.may_repeat += one.may_repeat;
      for (auto const& text : one.complaints) {
        BOOST_ERROR(plots[i].name << " (" << plots[i].what.describe() << "): " << text);
      }
    }
  }

  [[nodiscard]] story const& sum() const noexcept { return sum_; }

 private:
  char const* what_;
  std::size_t lists_ = 0;
  story sum_;
};

/// The kinds of output in turn.
workload in_turn(std::size_t nth, weather what = weather::calm) {
  return {what, nth % 3 == 1, nth % 3 == 2};
}

plot random_plot(std::uint64_t seed) {
  std::mt19937_64 random{seed};
  plot made;
  made.name = fmt::format("seed {}, kills at", seed);
  made.what = in_turn(seed, seed % 3 == 2 ? weather::rough : seed % 7 == 4 ? weather::poisoned : weather::calm);
  for (auto kills = 1 + random() % 4; kills > 0; --kills) {
    auto const at = static_cast<double>(random() % 1000) / 1000;
    made.hazards.push_back({at, {}});
    made.name += fmt::format(" {:.3f}", at);
  }
  return made;
}

/// Each of these faults hits the first start, and then the resumed one as well.
std::vector<plot> twice_each(std::vector<std::string> const& faults) {
  std::vector<plot> made;
  for (auto const& one : faults) made.push_back({one, in_turn(made.size()), {{{}, one}, {{}, one}}});
  return made;
}

/// A call, and which ones of its kind; every day only the first of these.
struct instants {
  char const* call;
  std::vector<unsigned> which;
};

std::vector<instants> const calls{
    {"open", {1, 3, 2, 4, 5, 6}},      {"ftruncate", {2, 1}},    {"write", {1, 2, 3, 4, 5, 8, 20, 60}},
    {"fdatasync", {1, 2, 3, 4, 5, 6}}, {"rename", {2, 1, 3, 4}}, {"fsync", {3, 2, 1, 4, 5, 6, 7, 8}},
};

std::vector<std::string> around_every_call(std::vector<std::string> const& actions) {
  std::vector<std::string> made;
  for (auto const& action : actions) {
    if (!everything() && action != actions.back()) continue;
    for (auto const& [call, which] : calls) {
      auto const count = everything() ? which.size() : 1;
      for (std::size_t i = 0; i < count; ++i) made.push_back(fmt::format("{}:{}:{}", action, call, which[i]));
    }
  }
  return made;
}

// Before and behind the last checkpoint, the one that says that the run has finished.
std::vector<std::string> const end_of_every_day{"kill:rename:3", "power_after:rename:3", "power_after:fsync:6"};

void live_through_instants(char const* what, std::vector<std::string> const& actions) {
  table_line line{what};
  auto const plots = twice_each(around_every_call(actions));
  auto const stories = live_through_all(plots);
  line.add(plots, stories);
  for (std::size_t i = 0; i < plots.size(); ++i) {
    // Later ones may lie beyond the end of a run.
    auto const early = plots[i].name.ends_with(":1") || plots[i].name.ends_with(":2");
    BOOST_TEST((!early || stories[i].struck.front()), plots[i].name << " never came");
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(crash)

BOOST_AUTO_TEST_CASE(killed_at_random_instants) {
  table_line::print_header();
  table_line line{"killed at random instants"};
  std::uint64_t const kills = everything() ? 100 : 12;
  std::uint64_t seed = 0;
  while (line.sum().kills < kills) {
    std::vector<plot> plots;
    for (std::size_t planned = 0; planned < kills - line.sum().kills; planned += plots.back().hazards.size()) {
      plots.push_back(random_plot(++seed));
    }
    line.add(plots, live_through_all(plots));
  }
}

BOOST_AUTO_TEST_CASE(killed_before_and_after_calls_of_every_kind) {
  live_through_instants("killed around every file call", {"kill", "kill_after"});
}

BOOST_AUTO_TEST_CASE(cut_off_from_power_before_and_after_calls_of_every_kind) {
  live_through_instants("power cut around every file call", {"power", "power_after"});
}

BOOST_AUTO_TEST_CASE(killed_and_cut_off_from_power_around_the_end) {
  table_line line{"killed and cut off around the end"};
  std::vector<plot> plots;
  // All rows are settled, and the totals not written yet: from there a start makes the same few calls each time.
  hazard const before_the_totals{{}, "kill:open:2:summary.json"};
  for (auto const& fault : everything() ? around_every_call({"kill_after", "power_after"}) : end_of_every_day) {
    plots.push_back({"at the end, " + fault, in_turn(plots.size()), {before_the_totals, {{}, fault}}});
  }
  line.add(plots, live_through_all(plots));
}

BOOST_AUTO_TEST_CASE(killed_in_the_middle_of_a_write) {
  table_line line{"killed in the middle of a write"};
  std::vector<plot> plots;
  for (char const* const file : {"answers", "failed", ".tmp"}) {
    for (unsigned const nth : everything() ? std::vector<unsigned>{1, 2, 3, 7} : std::vector<unsigned>{2}) {
      auto const what = in_turn(plots.size());
      auto const name = std::string_view{file} == "answers" ? what.output() : std::string{file};
      auto const fault = fmt::format("short:write:{}:{}", nth, name);
      plots.push_back({fault, what, {{{}, fault}, {{}, fault}}});
    }
  }
  line.add(plots, live_through_all(plots));
}

BOOST_AUTO_TEST_CASE(a_disk_that_is_full_or_broken) {
  table_line line{"disk full, input/output errors"};
  std::vector<std::pair<std::string, std::string>> const where{
      {"write", "OUTPUT"},     {"write", "failed"},      {"write", ".tmp"}, {"fdatasync", "OUTPUT"},
      {"fdatasync", "failed"}, {"fsync", ".tmp"},        {"open", ".tmp"},  {"rename", ".checkpoint"},
      {"ftruncate", "OUTPUT"}, {"open", "summary.json"},
  };
  std::vector<plot> plots;
  for (auto const& [call, file] : where) {
    std::vector<char const*> const both{"enospc", "eio"};
    for (auto const* const action : everything() ? both : std::vector{both[plots.size() / 2 % 2]}) {
      for (unsigned const nth : everything() ? std::vector<unsigned>{1, 2, 3} : std::vector<unsigned>{1}) {
        auto const what = in_turn(plots.size());
        auto const fault = fmt::format("{}:{}:{}:{}", action, call, nth, file == "OUTPUT" ? what.output() : file);
        plots.push_back({fault, what, {{{}, fault}}});
      }
    }
  }
  auto const stories = live_through_all(plots);
  line.add(plots, stories);
  for (std::size_t i = 0; i < plots.size(); ++i) {
    auto const first = plots[i].name.find(":1:") != std::string::npos;
    BOOST_TEST((!first || stories[i].struck.front()), plots[i].name << " never came");
  }
}

BOOST_AUTO_TEST_SUITE_END()
