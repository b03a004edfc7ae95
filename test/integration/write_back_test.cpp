#include <signal.h>

#include <algorithm>
#include <boost/test/data/test_case.hpp>
#include <boost/test/unit_test.hpp>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "file/list_input.hpp"
#include "file/utf16_encoder.hpp"
#include "integration/scrub_run.hpp"

// Lists that are written back with their answers, as a user sees them.

namespace {

using namespace rcs::test;
namespace data = boost::unit_test::data;

constexpr std::size_t added_columns = 7;

/// How a list is laid out.
struct dialect {
  char delimiter = ',';
  std::string line_end = "\n";
  bool header = true;
  bool byte_order_mark = false;
  bool last_line_end = true;

  friend std::ostream& operator<<(std::ostream& to, dialect const& d) {
    return to << int{d.delimiter} << (d.line_end == "\n" ? " LF" : " CRLF") << (d.header ? " header" : "")
              << (d.byte_order_mark ? " BOM" : "") << (d.last_line_end ? "" : " open end");
  }
};

std::vector<dialect> dialects() {
  std::vector<dialect> made;
  for (char const delimiter : {',', ';', '\t', '|'}) {
    made.push_back({delimiter, "\n", true, false, true});
    made.push_back({delimiter, "\r\n", true, true, false});
    made.push_back({delimiter, "\r\n", false, false, true});
    made.push_back({delimiter, "\n", false, true, false});
  }
  return made;
}

/// Rows of names, numbers and notes; some with quotes, line ends in quotes, repeats, junk, too few or too many columns.
std::string list_in(dialect const& d, int count) {
  std::string const to(1, d.delimiter);
  std::string list = d.byte_order_mark ? "\xEF\xBB\xBF" : "";
  if (d.header) list += "Name" + to + "Phone" + to + "Note" + d.line_end;
  for (int i = 0; i < count; ++i) {
    auto const number = std::to_string(999'100'000'000 + (i % 9 == 8 ? i / 2 : i));
    switch (i % 7) {
      case 3:
        list += "\"A" + to + " \"\"B\"\" " + std::to_string(i) + "\"" + to + "+" + number + to + "\"two\nlines\"";
        break;
      case 4:
        list += "short " + std::to_string(i);
        break;
      case 5:
        list += "long" + to + "\"+" + number + "\"" + to + "x" + to + "y" + to;
        break;
      case 6:
        list += "junk" + to + "call me" + to + "é";
        break;
      default:
        list += "name " + std::to_string(i) + to + " +" + number + to + "plain";
    }
    if (i + 1 < count || d.last_line_end) list += d.line_end;
  }
  return list;
}

/// A list that was written back, without the columns that were added: from the right, since none of them is in quotes.
std::string without_added(std::string_view text, dialect const& d) {
  std::string cut;
  bool quoted = false;
  std::string record;
  auto const end_record = [&] {
    std::string_view body{record};
    auto const end = body.ends_with("\r\n") ? 2U : body.ends_with('\n') ? 1U : 0U;
    auto kept = body.substr(0, body.size() - end);
    for (std::size_t i = 0; i < added_columns; ++i) {
      auto const at = kept.rfind(d.delimiter);
      BOOST_TEST_REQUIRE(at != std::string_view::npos, record);
      kept = kept.substr(0, at);
    }
    cut.append(kept).append(body.substr(body.size() - end));
    record.clear();
  };
  std::string_view const mark = "\xEF\xBB\xBF";
  if (text.starts_with(mark) && !d.header) {
    cut = mark;
    text.remove_prefix(mark.size());
  }
  for (char const c : text) {
    record += c;
    quoted ^= c == '"';
    if (c == '\n' && !quoted) end_record();
  }
  if (!record.empty()) end_record();
  return cut;
}

std::string sorted_records(std::string const& text) {
  std::vector<std::string> records(1);
  bool quoted = false;
  for (char const c : text) {
    records.back() += c;
    quoted ^= c == '"';
    if (c == '\n' && !quoted) records.emplace_back();
  }
  std::sort(records.begin(), records.end());
  std::string joined;
  for (auto const& one : records) joined += one;
  return joined;
}

std::string utf16(std::string_view text) {
  std::string made;
  rcs::utf16_encoder encoder{rcs::text_encoding::utf16_le};
  encoder.encode(text, made);
  return made;
}

rcs::sim::profile unhurried() {
  rcs::sim::profile rules;
  rules.latency.typical = std::chrono::milliseconds{20};
  return rules;
}

/// A list and what becomes of it.
class job {
 public:
  job(running_simulator& upstream, std::string const& list, std::vector<std::string> more,
      std::string const& list_name = "list.csv", std::string const& output_name = "out.csv")
      : upstream_{upstream}, more_{std::move(more)}, output_{folder_ / output_name} {
    list_ = folder_.write(list_name, list);
  }

  int run(std::vector<std::string> const& also = {}) {
    scrub_run const ended{arguments(also), {"RCS_API_KEY=simulator-key"}};
    said = ended.err;
    return ended.exit_code;
  }

  /// Kills it when so many numbers have been answered.
  void kill_at(std::uint64_t answered, std::vector<std::string> const& also = {}) {
    auto words = arguments(also);
    words.insert(words.begin(), RCS_SCRUB);
    child_process::files files;
    files.err = folder_ / "err";
    child_process program{words, files, {"RCS_API_KEY=simulator-key"}};
    while (number_at(upstream_.stats(), "numbers.devices") < answered) std::this_thread::yield();
    program.signal(SIGKILL);
    BOOST_TEST(program.wait() == 128 + SIGKILL);
  }

  [[nodiscard]] std::string output() const { return read_file(output_); }
  [[nodiscard]] temp_dir const& folder() const noexcept { return folder_; }
  [[nodiscard]] boost::json::value summary() const { return boost::json::parse(read_file(folder_ / "summary.json")); }

  std::string said;

 private:
  [[nodiscard]] std::vector<std::string> arguments(std::vector<std::string> const& also) const {
    auto made = account_of(upstream_);
    made.insert(made.end(), {"-o", output_, "--summary", folder_ / "summary.json", "--max-in-flight", "4"});
    made.insert(made.end(), more_.begin(), more_.end());
    made.insert(made.end(), also.begin(), also.end());
    made.push_back(list_);
    return made;
  }

  running_simulator& upstream_;
  temp_dir folder_;
  std::vector<std::string> more_;
  std::string output_;
  std::string list_;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(write_back)

BOOST_DATA_TEST_CASE(without_the_added_columns_it_is_the_list_byte_for_byte, data::make(dialects()), d) {
  running_simulator upstream;
  auto const list = list_in(d, 700);
  std::vector<std::string> const said{"--delimiter", std::string(1, d.delimiter), "--header", "no", "--column", "2"};
  job back{upstream, list, {"--append"}};
  BOOST_TEST(back.run(d.header ? std::vector<std::string>{} : said) == 0, back.said);
  BOOST_TEST((without_added(back.output(), d) == list));
  BOOST_TEST(number_at(back.summary(), "rows") == 700U);
  BOOST_TEST(number_at(back.summary(), "outcomes.invalid") == 200U);
  BOOST_TEST(!std::filesystem::exists(back.folder() / "out.csv.answers"));
}

BOOST_AUTO_TEST_CASE(a_utf16_list_is_written_back_as_utf16) {
  running_simulator upstream;
  dialect const d{'\t', "\r\n", true, true, true};
  auto const list = list_in(d, 300);
  job back{upstream, utf16(list), {"--append"}};
  BOOST_TEST(back.run() == 0, back.said);
  std::error_code ec;
  auto const input = rcs::open_list_input(back.folder() / "out.csv", ec);
  BOOST_TEST_REQUIRE(!ec);
  std::string text(1 << 20, '\0');
  std::size_t size = 0;
  while (auto const got = input->read(std::span{text}.subspan(size), ec)) size += got;
  text.resize(size);
  BOOST_TEST((input->coding().encoding == rcs::text_encoding::utf16_le));
  BOOST_TEST((without_added(text, d) == list));
}

BOOST_AUTO_TEST_CASE(killed_twice_it_is_the_same_bytes_in_the_order_of_the_list) {
  dialect const d{';', "\r\n", true, true, true};
  auto const list = list_in(d, 30'000);
  running_simulator quick;
  job undisturbed{quick, list, {"--append", "--duplicates", "copy"}};
  BOOST_TEST(undisturbed.run() == 0, undisturbed.said);

  running_simulator upstream{unhurried()};
  job back{upstream, list, {"--append", "--duplicates", "copy"}};
  back.kill_at(5000);
  back.kill_at(12'000, {"--resume"});
  BOOST_TEST(back.run({"--resume"}) == 0, back.said);
  BOOST_TEST((back.output() == undisturbed.output()));
  BOOST_TEST((without_added(back.output(), d) == list));
  BOOST_TEST(number_at(back.summary(), "rows") == 30'000U);
}

BOOST_AUTO_TEST_CASE(killed_twice_it_is_the_same_rows_in_any_order) {
  auto const list = list_in({}, 30'000);
  running_simulator quick;
  job undisturbed{quick, list, {"--append", "--order", "any", "--duplicates", "copy"}};
  BOOST_TEST(undisturbed.run() == 0, undisturbed.said);

  running_simulator upstream{unhurried()};
  job back{upstream, list, {"--append", "--order", "any", "--duplicates", "copy"}};
  back.kill_at(5000);
  back.kill_at(12'000, {"--resume"});
  BOOST_TEST(back.run({"--resume"}) == 0, back.said);
  BOOST_TEST((sorted_records(back.output()) == sorted_records(undisturbed.output())));
}

BOOST_AUTO_TEST_CASE(a_plain_compressed_output_goes_on_where_a_killed_run_was_saved) {
  auto const list = generated_list(30'000);
  running_simulator upstream{unhurried()};
  job back{upstream, list, {}, "list.txt", "out.csv.gz"};
  back.kill_at(9000);
  BOOST_TEST(back.run({"--resume"}) == 0, back.said);
  std::error_code ec;
  auto const input = rcs::open_list_input(back.folder() / "out.csv.gz", ec);
  std::string text(4 << 20, '\0');
  std::size_t size = 0;
  while (auto const got = input->read(std::span{text}.subspan(size), ec)) size += got;
  BOOST_TEST(!ec, ec.message());
  BOOST_TEST((input->coding().packed_with == rcs::compression::gzip));
  BOOST_TEST(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(size), '\n') == 30'001);
}

BOOST_AUTO_TEST_CASE(a_split_list_has_every_row_once) {
  running_simulator upstream;
  dialect const d;
  auto const list = list_in(d, 3000);
  job back{upstream, list, {"--append", "--duplicates", "copy"}};
  auto const parts = back.folder() / "parts";
  BOOST_TEST(back.run({"--split", parts}) == 0, back.said);
  std::string rows;
  std::string header;
  for (std::string const name : {"send", "fallback", "review", "suppressed", "invalid", "retry"}) {
    auto const part = read_file(parts + "/" + name + ".csv");
    header = part.substr(0, part.find('\n') + 1);
    rows += part.substr(header.size());
  }
  BOOST_TEST((sorted_records(header + rows) == sorted_records(back.output())));
}

BOOST_AUTO_TEST_CASE(repeats_have_the_answer_of_their_first_row_without_the_lists_columns_too) {
  running_simulator upstream;
  job back{upstream, generated_list(200) + generated_list(100), {"--duplicates", "copy"}, "list.txt"};
  BOOST_TEST(back.run() == 0, back.said);
  auto const text = back.output();
  BOOST_TEST(std::count(text.begin(), text.end(), '\n') == 301);
  BOOST_TEST(text.find("duplicate,") == std::string::npos);
  BOOST_TEST(number_at(upstream.stats(), "numbers.distinct") == 200U);
  BOOST_TEST(number_at(back.summary(), "outcomes.duplicate") == 100U);
}

BOOST_AUTO_TEST_CASE(several_lists_are_one) {
  running_simulator upstream;
  temp_dir const folder;
  auto first = list_in({}, 200);
  auto const one = folder.write("one.csv", first.substr(0, first.size() - 1));  // no line end at its end
  auto const other = folder.write("other.csv", list_in({}, 300));
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"--append", "-o", folder / "out.csv", one, other});
  scrub_run const run{arguments, {"RCS_API_KEY=simulator-key"}};
  BOOST_TEST(run.exit_code == 0, run.err);
  auto const second = list_in({}, 300);
  BOOST_TEST(
      (without_added(read_file(folder / "out.csv"), {}) == list_in({}, 200) + second.substr(second.find('\n') + 1)));
}

BOOST_AUTO_TEST_CASE(ndjson_gets_members) {
  running_simulator upstream;
  job back{upstream,
           "{\"id\":1,\"mobile\":\"+12015550101\"}\nno json\n{\"id\":2,\"mobile\":12015550102}\n",
           {"--append"},
           "list.ndjson",
           "out.ndjson"};
  BOOST_TEST(back.run() == 0, back.said);
  auto const text = back.output();
  BOOST_TEST(text.starts_with("{\"id\":1,\"mobile\":\"+12015550101\",\"rcs_number\":\"+12015550101\",\"rcs_outcome\":"),
             text);
  BOOST_TEST(text.find("}\nno json\n{\"id\":2,\"mobile\":12015550102,\"rcs_number\":\"+12015550102\",") !=
             std::string::npos);
}

BOOST_AUTO_TEST_CASE(what_cannot_be_written_back_is_refused_before_anything_is_asked) {
  running_simulator upstream;
  auto const refused = [&](std::string const& list, std::vector<std::string> const& more, std::string const& words) {
    job back{upstream, list, more};
    BOOST_TEST(back.run() == 2);
    BOOST_TEST(back.said.find(words) != std::string::npos, back.said);
  };
  refused("phone,mobile\n+12015550101,+12015550102\n", {"--append"}, "--column");
  refused("+12015550101\n", {"--append", "--format", "csv"}, "leave it out");
  refused("+12015550101\n", {"--split-rules", "enabled=review"}, "--split");
  refused("+12015550101\n", {"--split", "x", "--split-rules", "enabled=everywhere"}, "everywhere");
  refused("+12015550101\n", {"--append", "-"}, "standard input");
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
}

BOOST_AUTO_TEST_SUITE_END()
