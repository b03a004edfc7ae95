#include <openssl/evp.h>

#include <fmt/format.h>
#include <array>
#include <boost/test/unit_test.hpp>
#include <string>

#include "integration/scrub_run.hpp"
#include "support/temp_dir.hpp"

// Lists of numbers that are never to be asked.

namespace {

using namespace rcs::test;

std::string sha256_of(std::string const& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string made;
  for (unsigned i = 0; i < size; ++i) made += fmt::format("{:02x}", digest[i]);
  return made;
}

constexpr std::uint64_t first = 999'100'000'000;

std::string number_of(std::size_t row) {
  return "+" + std::to_string(first + row * 7);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(suppression)

BOOST_AUTO_TEST_CASE(suppressed_numbers_are_never_asked_and_have_their_rows) {
  running_simulator upstream{{}};
  temp_dir const lists;
  std::string plain = "name;phone\n";
  std::string digests = "not a digest\n";
  for (std::size_t i = 0; i < 300; ++i) plain += "somebody;" + number_of(i) + "\n";
  for (std::size_t i = 300; i < 400; ++i) digests += sha256_of(number_of(i)) + "\n";
  scrub_run const run{
      upstream,
      generated_list(1400),
      {"--suppress", lists.write("plain.csv", plain), "--suppress", lists.write("hashed.txt", digests)}};
  auto const stats = upstream.stats();
  check_books(run, stats, 1400);
  BOOST_TEST(run.exit_code == 0, run.err);
  BOOST_TEST(run.outcome("suppressed") == 400U);
  BOOST_TEST(run.outcome("enabled") + run.outcome("not_enabled") == 1000U);
  BOOST_TEST(number_at(run.summary, "requests.bulk") == 2U);  // full ones
  BOOST_TEST(run.answers.find(fmt::format("1,{},suppressed,", number_of(0))) != std::string::npos);
  BOOST_TEST(run.answers.find(fmt::format("400,{},suppressed,", number_of(399))) != std::string::npos);
  BOOST_TEST(run.err.find("suppressing 300 numbers and 0 digests") != std::string::npos, run.err);
  BOOST_TEST(run.err.find("0 numbers and 100 digests") != std::string::npos, run.err);
  BOOST_TEST(run.err.find("1 of its rows are neither, the first in line 1") != std::string::npos, run.err);
}

BOOST_AUTO_TEST_CASE(repeats_of_a_suppressed_number_are_written_back_as_suppressed) {
  running_simulator upstream{{}};
  temp_dir const lists;
  auto const list = generated_list(200);
  scrub_run const run{upstream,
                      list + list,
                      {"--append", "--duplicates", "copy", "--suppress", lists.write("one.txt", number_of(7) + "\n")}};
  BOOST_TEST(run.exit_code == 0, run.err);
  std::size_t count = 0;
  for (auto at = run.answers.find(",suppressed"); at != std::string::npos;
       at = run.answers.find(",suppressed", at + 1)) {
    ++count;
  }
  BOOST_TEST(count == 2U, run.answers.substr(0, 500));
}

BOOST_AUTO_TEST_CASE(a_list_that_cannot_be_read_stops_the_run_before_it_begins) {
  running_simulator upstream{{}};
  scrub_run const run{upstream, generated_list(200), {"--suppress", "/no/such/list"}};
  BOOST_TEST(run.exit_code == 74);
  BOOST_TEST(run.err.find("/no/such/list") != std::string::npos, run.err);
  BOOST_TEST(number_at(upstream.stats(), "requests.total") == 0U);
  temp_dir const lists;
  scrub_run const lone{upstream, generated_list(200), {"--suppress-column", "phone"}};
  BOOST_TEST(lone.exit_code == 2);
}

BOOST_AUTO_TEST_CASE(a_run_goes_on_only_with_the_numbers_it_was_begun_with) {
  running_simulator upstream{{}};
  temp_dir const files;
  auto const list = files.write("list.txt", generated_list(400));
  auto const never = files.write("never.txt", number_of(3) + "\n");
  auto arguments = account_of(upstream);
  arguments.insert(arguments.end(), {"-o", files / "out.csv", "--suppress", never, list});
  std::vector<std::string> const environment{std::string{"RCS_API_KEY="} + simulator_key};
  BOOST_TEST(scrub_run(arguments, environment).exit_code == 0);
  arguments.insert(arguments.begin(), "--resume");
  BOOST_TEST(scrub_run(arguments, environment).exit_code == 0);
  files.write("never.txt", number_of(3) + "\n" + number_of(4) + "\n");
  scrub_run const changed{arguments, environment};
  BOOST_TEST(changed.exit_code == 2);
  BOOST_TEST(changed.err.find("the numbers that are not to be asked have changed since") != std::string::npos,
             changed.err);
}

BOOST_AUTO_TEST_SUITE_END()
