#include <algorithm>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>
#include <vector>

// The house rules that a compiler does not check.

namespace {

namespace fs = std::filesystem;

struct source_file {
  fs::path path;     ///< below engine/src, its first part the room
  std::string room;  ///< empty outside the rooms
  std::string text;
};

std::vector<source_file> files_below(fs::path const& root) {
  std::vector<source_file> files;
  for (auto const& entry : fs::recursive_directory_iterator{root}) {
    auto const kind = entry.path().extension();
    if (kind != ".hpp" && kind != ".cpp") continue;
    std::ifstream in{entry.path()};
    auto const relative = fs::relative(entry.path(), root);
    auto const room = std::distance(relative.begin(), relative.end()) > 1 ? relative.begin()->string() : "";
    files.push_back({relative, room, {std::istreambuf_iterator<char>{in}, {}}});
  }
  return files;
}

std::vector<source_file> const& rooms() {
  static auto const files = files_below(fs::path{RCS_SOURCE_DIR} / "engine/src");
  return files;
}

/// Everything that ships and may hold a coroutine.
std::vector<source_file> shipped() {
  auto all = rooms();
  auto const programs = files_below(fs::path{RCS_SOURCE_DIR} / "apps");
  all.insert(all.end(), programs.begin(), programs.end());
  return all;
}

std::vector<std::string> includes_of(source_file const& file) {
  static std::regex const line{R"(#include\s+[<"]([^>"]+)[>"])"};
  std::vector<std::string> found;
  for (std::sregex_iterator at{file.text.begin(), file.text.end(), line}, end; at != end; ++at)
    found.push_back((*at)[1]);
  return found;
}

/// Statements that await, from `co_await`'s own line start to the semicolon.
std::vector<std::string> statements_of(source_file const& file) {
  std::vector<std::string> found;
  for (auto at = file.text.find("co_await"); at != std::string::npos; at = file.text.find("co_await", at + 1)) {
    auto const begin = file.text.find_last_of(";{}", at) + 1;
    found.push_back(file.text.substr(begin, file.text.find(';', at) - begin));
  }
  return found;
}

/// Whether g++ 12 frees twice in such a statement; see toolchain facts in DECISIONS.
bool is_miscompiled(std::string const& statement) {
  static std::vector<std::regex> const patterns{
      std::regex{R"(\?[^:{}]*co_await|co_await[^{}?]*\?[^:]*:)"},  // awaited in a conditional expression
      std::regex{R"(co_await[^{]*[(,]\s*\{)"},                     // a braced list as argument
      std::regex{R"(co_await[^;]*[(,]\s*[\w:]+\s*\{\s*\.\w)"},     // an aggregate, seen by its designators, as argument
      std::regex{R"(co_await[^\[]*[(,]\s*\[[^\]]+\])"},            // a capturing lambda as argument
  };
  return std::any_of(patterns.begin(), patterns.end(),
                     [&statement](auto const& pattern) { return std::regex_search(statement, pattern); });
}

std::set<std::string> const pure{"bytes", "model", "number", "plan", "gate", "settle"};

struct exception_to_the_rule {
  std::string room;
  std::string include;
};
/// Rooms that look into another one, and why.
std::vector<exception_to_the_rule> const exceptions{
    {"wire", "gate/backoff.hpp"},  // reconnects back off by the one formula there is
};

bool may_include(source_file const& file, std::string const& include) {
  auto const from = include.substr(0, include.find('/'));
  if (from == file.room || from == "rcs" || from == "bytes" || from == "model" || from == "number") return true;
  if (from == "file") return file.room == "source" || file.room == "sink";
  return std::any_of(exceptions.begin(), exceptions.end(),
                     [&](auto const& one) { return one.room == file.room && one.include == include; });
}

}  // namespace

BOOST_AUTO_TEST_SUITE(house_rules)

BOOST_AUTO_TEST_CASE(the_rooms_were_found) {
  BOOST_TEST(rooms().size() > 100U);
}

BOOST_AUTO_TEST_CASE(pure_rooms_know_no_asio_no_clock_and_no_random_source) {
  std::regex const impure{R"(boost/asio|boost/beast|openssl|_clock::now|random_device|spdlog|std::cout|std::cerr)"};
  for (auto const& file : rooms()) {
    if (pure.contains(file.room)) BOOST_TEST(!std::regex_search(file.text, impure), file.path);
  }
}

BOOST_AUTO_TEST_CASE(only_the_wire_names_beast_and_openssl) {
  std::regex const wire{R"(boost/beast|boost/asio/ssl|openssl/)"};
  std::regex const net{R"(boost/beast|boost/asio/ssl|openssl/ssl)"};  // what is known before is hashed, and not asked
  for (auto const& file : rooms()) {
    if (file.room != "wire") BOOST_TEST(!std::regex_search(file.text, file.room == "prior" ? net : wire), file.path);
  }
  for (auto const& file : files_below(fs::path{RCS_SOURCE_DIR} / "engine/include")) {
    BOOST_TEST(!std::regex_search(file.text, wire), file.path);
  }
}

BOOST_AUTO_TEST_CASE(rooms_know_bytes_the_model_and_number_and_only_flow_knows_the_others) {
  std::set<std::string> const outside{"boost", "openssl", "fmt", "sys", "arpa", "netinet", "phonenumbers"};
  for (auto const& file : rooms()) {
    if (file.room == "flow" || file.room.empty()) continue;
    for (auto const& include : includes_of(file)) {
      auto const slash = include.find('/');
      if (slash == std::string::npos || outside.contains(include.substr(0, slash))) continue;
      BOOST_TEST(may_include(file, include), file.path << " includes " << include);
    }
  }
}

BOOST_AUTO_TEST_CASE(every_exception_is_needed) {
  for (auto const& one : exceptions) {
    auto const needs = [&one](source_file const& file) {
      auto const found = includes_of(file);
      return file.room == one.room && std::find(found.begin(), found.end(), one.include) != found.end();
    };
    BOOST_TEST(std::any_of(rooms().begin(), rooms().end(), needs), one.room << " no longer includes " << one.include);
  }
}

// So a header that lacks an include of its own does not compile. Headers without a source file are compiled alone.
BOOST_AUTO_TEST_CASE(a_source_file_includes_its_own_header_first) {
  std::set<fs::path> paths;
  for (auto const& file : rooms()) paths.insert(file.path);
  for (auto const& file : rooms()) {
    auto header = file.path;
    header.replace_extension(".hpp");
    if (file.path.extension() != ".cpp" || !paths.contains(header)) continue;
    auto const includes = includes_of(file);
    BOOST_TEST_REQUIRE(!includes.empty(), file.path);
    BOOST_TEST(includes.front() == header.string(), file.path);
  }
}

BOOST_AUTO_TEST_CASE(embedders_see_no_room) {
  for (auto const& file : files_below(fs::path{RCS_SOURCE_DIR} / "engine/include")) {
    for (auto const& include : includes_of(file)) {
      BOOST_TEST(
          (include.find('/') == std::string::npos || include.starts_with("rcs/") || include.starts_with("boost/")),
          file.path << " includes " << include);
    }
  }
}

BOOST_AUTO_TEST_CASE(expressions_that_the_compiler_gets_wrong_are_recognised) {
  BOOST_TEST(is_miscompiled("auto x = c ? co_await a() : co_await b()"));
  BOOST_TEST(is_miscompiled("co_await f({1, 2})"));
  BOOST_TEST(is_miscompiled("co_await f(1, {.a = 2})"));
  BOOST_TEST(is_miscompiled("co_await f(g[1], options{.a = 2})"));
  BOOST_TEST(is_miscompiled("co_await spawn(ex, [s = std::string{}]() -> awaitable"));
  BOOST_TEST(!is_miscompiled("auto const x = co_await a(b[1], c)"));
}

BOOST_AUTO_TEST_CASE(no_coroutine_holds_an_expression_that_the_compiler_gets_wrong) {
  for (auto const& file : shipped()) {
    for (auto const& statement : statements_of(file)) {
      BOOST_TEST(!is_miscompiled(statement), file.path << ": " << statement);
    }
  }
}

BOOST_AUTO_TEST_SUITE_END()
