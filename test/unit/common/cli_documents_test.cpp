#include "common/cli_documents.hpp"

#include <boost/test/unit_test.hpp>
#include <stdexcept>
#include <string>

namespace {

CLI::App& program() {
  static CLI::App app{"Does a thing.\nAnd well.", "a-program"};
  static bool const declared = [] {
    static std::string text;
    static int number = 7;
    static bool flag = false;
    app.footer("'quoted' \\ text\n.dot");
    app.add_option("LIST", text, "lists");
    app.add_option("-o,--output", text, "where it's [put]: here")->type_name("FILE")->group("Files");
    app.add_option("--number", number, "how many")->type_name("N|auto")->capture_default_str()->group("Limits");
    app.add_option("--order", text, "of rows")->type_name("input|any")->group("Files");
    app.add_flag("-q,--quiet", flag, "say nothing")->group("Limits");
    return true;
  }();
  static_cast<void>(declared);
  return app;
}

bool holds(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(cli_documents)

BOOST_AUTO_TEST_CASE(a_manual_page_has_every_option_in_its_group) {
  auto const page = rcs::man_page(program(), "1.2");
  BOOST_TEST(page.starts_with(".TH A\\-PROGRAM 1 \"\" \"a\\-program 1.2\"\n"), page);
  BOOST_TEST(holds(page, "a\\-program \\- Does a thing.\n"));
  BOOST_TEST(holds(page, ".SS Files\n.TP\n\\fB\\-o\\fR, \\fB\\-\\-output\\fR \\fIFILE\\fR\nwhere it's [put]: here\n"),
             page);
  BOOST_TEST(holds(page, "\\fB\\-\\-number\\fR \\fIN|auto\\fR\nhow many (without it: 7)\n"));
  BOOST_TEST(holds(page, "\\fB\\-q\\fR, \\fB\\-\\-quiet\\fR\nsay nothing\n"));
  BOOST_TEST(holds(page, "\\&'quoted' \\e text\n\\&.dot\n"), page);
}

BOOST_AUTO_TEST_CASE(each_shell_completes_options_and_choices) {
  auto const bash = rcs::completion(program(), "bash");
  BOOST_TEST(holds(bash, "--order) mapfile -t COMPREPLY < <(compgen -W 'input any' -- \"$current\"); return ;;"), bash);
  BOOST_TEST(holds(bash, "--number) mapfile -t COMPREPLY < <(compgen -W 'auto'"), bash);
  BOOST_TEST(holds(bash, "-o --output --number --order -q --quiet'"), bash);
  BOOST_TEST(holds(bash, "complete -o filenames -F _a_program a-program\n"));
  auto const zsh = rcs::completion(program(), "zsh");
  BOOST_TEST(holds(zsh, "'--output[where it'\\''s \\[put\\]\\: here]:FILE:_files' \\\n"), zsh);
  BOOST_TEST(holds(zsh, "'--order[of rows]:input|any:(input any)' \\\n"));
  BOOST_TEST(holds(zsh, "'-q[say nothing]' \\\n"));
  auto const fish = rcs::completion(program(), "fish");
  BOOST_TEST(holds(fish, "complete -c a-program -l order -x -a 'input any' -d 'of rows'\n"), fish);
  BOOST_TEST(holds(fish, "complete -c a-program -s q -l quiet -d 'say nothing'\n"));
  BOOST_TEST(holds(fish, "complete -c a-program -s o -l output -r -d 'where it'\\''s [put]: here'\n"));
}

BOOST_AUTO_TEST_CASE(another_shell_is_refused) {
  BOOST_CHECK_THROW(static_cast<void>(rcs::completion(program(), "csh")), std::invalid_argument);
  for (auto const& shell : rcs::completion_shells()) BOOST_TEST(!rcs::completion(program(), shell).empty());
}

BOOST_AUTO_TEST_SUITE_END()
