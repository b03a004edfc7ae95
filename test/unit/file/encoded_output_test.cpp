#include "file/encoded_output.hpp"

#include <boost/test/unit_test.hpp>
#include <string>
#include <thread>
#include <vector>

#include "file/list_input.hpp"
#include "support/pipe_ends.hpp"
#include "support/temp_dir.hpp"
#include "unit/file/memory_input.hpp"

namespace rcs {
namespace {

using test::pipe_ends;
using test::read_file;
using test::temp_dir;

std::vector<file_coding> const codings{{compression::none, text_encoding::utf8},
                                       {compression::gzip, text_encoding::utf8},
                                       {compression::zstd, text_encoding::utf8},
                                       {compression::none, text_encoding::utf16_le},
                                       {compression::gzip, text_encoding::utf16_be}};

encoded_output open(std::string const& name, file_coding how) {
  std::error_code ec;
  auto file = output_file::open(name, ec);
  BOOST_TEST_REQUIRE(!ec);
  return {std::move(file), how};
}

test::all_bytes text_of(std::string const& name) {
  std::error_code ec;
  auto const input = open_list_input(name, ec);
  BOOST_TEST_REQUIRE(!ec);
  return test::read_all(*input);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(encoded_output_)

BOOST_AUTO_TEST_CASE(what_is_written_in_any_pieces_is_read_back) {
  for (auto const how : codings) {
    for (std::uint64_t seed = 1; seed <= 5; ++seed) {
      temp_dir const in;
      std::mt19937_64 random{seed};
      auto const text = test::random_list(seed, 20'000);
      auto file = open(in / "out", how);
      for (std::size_t at = 0; at < text.size();) {
        auto const first = random() % 10'000;
        auto const second = random() % 10'000;
        auto const left = std::string_view{text}.substr(at);
        std::vector<std::string_view> const pieces{left.substr(0, first), "",
                                                   left.substr(std::min(first, left.size()), second)};
        BOOST_TEST(!file.write(pieces));
        at += first + second;
        if (random() % 10 == 0) BOOST_TEST(!file.end_member());
      }
      BOOST_TEST(!file.finish());
      auto const read = text_of(in / "out");
      BOOST_TEST(!read.ec);
      BOOST_TEST((read.bytes == text));
    }
  }
}

BOOST_AUTO_TEST_CASE(up_to_a_mark_the_file_is_complete_and_going_on_drops_what_came_behind) {
  for (auto const how : codings) {
    temp_dir const in;
    auto file = open(in / "out", how);
    BOOST_TEST(!file.write("+12125550100\n"));
    BOOST_TEST(!file.end_member());
    auto const mark = file.mark();
    BOOST_TEST(mark.length == file.size());
    BOOST_TEST(text_of(in / "out").bytes == "+12125550100\n");
    BOOST_TEST(!file.write(test::random_list(1, 100'000)));
    BOOST_TEST(file.size() > mark.length);
    file = {};  // as if it had been killed

    file = open(in / "out", how);
    BOOST_TEST(file.holds(mark));
    BOOST_TEST_REQUIRE(!file.cut_back(mark));
    BOOST_TEST((file.mark() == mark));
    BOOST_TEST(!file.write("+12125550101\n"));
    BOOST_TEST(!file.finish());
    auto const read = text_of(in / "out");
    BOOST_TEST(!read.ec);
    BOOST_TEST(read.bytes == "+12125550100\n+12125550101\n");
  }
}

BOOST_AUTO_TEST_CASE(what_is_kept_is_dropped_by_cutting_back) {
  for (auto const how : codings) {
    temp_dir const in;
    auto file = open(in / "out", how);
    BOOST_TEST(!file.write("+12125550100\n"));
    BOOST_TEST(!file.cut_back({}));
    BOOST_TEST(!file.write("+12125550101\n"));
    BOOST_TEST(!file.finish());
    BOOST_TEST(text_of(in / "out").bytes == "+12125550101\n");
  }
}

BOOST_AUTO_TEST_CASE(a_member_without_text_is_not_written) {
  for (auto const how : codings) {
    temp_dir const in;
    auto file = open(in / "out", how);
    BOOST_TEST(!file.end_member());
    BOOST_TEST(!file.write(""));
    BOOST_TEST(!file.end_member());
    BOOST_TEST(file.mark().length == 0U);
    BOOST_TEST(!file.write("+12125550100\n"));
    BOOST_TEST(!file.end_member());
    auto const mark = file.mark();
    BOOST_TEST(!file.end_member());
    BOOST_TEST((file.mark() == mark));
    BOOST_TEST(!file.finish());
    BOOST_TEST(read_file(in / "out").size() == mark.length);
  }
}

BOOST_AUTO_TEST_CASE(a_compressed_file_without_text_is_one_all_the_same) {
  for (auto const how : codings) {
    temp_dir const in;
    BOOST_TEST(!open(in / "out", how).finish());
    BOOST_TEST(read_file(in / "out").empty() == (how.packed_with == compression::none));
    BOOST_TEST(!text_of(in / "out").ec);
    BOOST_TEST(text_of(in / "out").bytes.empty());
  }
}

BOOST_AUTO_TEST_CASE(after_an_error_nothing_more_is_written) {
  for (auto const how : codings) {
    std::error_code ec;
    encoded_output file{output_file::open("/dev/full", ec), how};
    auto const text = test::random_list(1, 100'000);
    BOOST_TEST((file.write(text) == std::errc::no_space_on_device));
    BOOST_TEST((file.write("") == std::errc::no_space_on_device));
    BOOST_TEST((file.end_member() == std::errc::no_space_on_device));
    BOOST_TEST((file.finish() == std::errc::no_space_on_device));
  }
}

BOOST_AUTO_TEST_CASE(an_interrupt_ends_a_write_that_nobody_reads) {
  for (auto const how : codings) {
    pipe_ends const pipe;
    encoded_output file{output_file::borrow(pipe.writer()), how};
    auto const text = test::random_list(1, 10'000);
    std::jthread const other{[&] { file.interrupt(); }};
    std::error_code ec;
    while (!ec) ec = file.write(text);
    BOOST_TEST((ec == std::errc::operation_canceled));
  }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace rcs
