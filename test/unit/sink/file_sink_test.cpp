#include "sink/file_sink.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <boost/test/unit_test.hpp>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <vector>

#include "support/count_allocations.hpp"
#include "support/pipe_ends.hpp"

using rcs::outcome;
using rcs::result;

namespace {

/// A folder of its own for each test, removed with all that is in it.
struct folder {
  std::string path = (std::filesystem::temp_directory_path() / "rcs-sink-XXXXXX").string();
  folder() { BOOST_TEST_REQUIRE(::mkdtemp(path.data()) != nullptr); }
  folder(folder const&) = delete;
  folder& operator=(folder const&) = delete;
  ~folder() { std::filesystem::remove_all(path); }
  [[nodiscard]] std::string operator()(char const* name) const { return path + '/' + name; }
};

std::string content(std::string const& name) {
  std::ifstream file{name, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// A sink and all that it is made of.
struct setup {
  std::string output;  ///< empty: `descriptor`
  int descriptor = 1;
  rcs::row_format format = rcs::row_format::csv;
  std::string failed;
  rcs::checkpoint_file* states = nullptr;
  std::vector<rcs::output_mark> resume = {};
};

std::unique_ptr<rcs::sink> opened(setup const& of) {
  std::error_code ec;
  std::string which;
  auto files = rcs::output_files::open({of.output, of.descriptor, of.failed}, ec, which);
  if (!ec) ec = files.cut_back(of.resume, which);
  BOOST_TEST_REQUIRE(!ec, which << ": " << ec.message());
  return rcs::make_file_sink(std::move(files), of.format, of.states);
}

result row(std::uint64_t at, outcome what) {
  result r;
  r.row = at;
  r.asked = *rcs::number::from_value(12125550100 + at);
  r.what = what;
  r.attempts = 1;
  return r;
}

std::error_code write(rcs::sink& to, std::vector<result> const& rows) {
  auto const block = to.render(rows, nullptr);
  return to.write(*block);
}

}  // namespace

BOOST_AUTO_TEST_SUITE(file_sink)

BOOST_AUTO_TEST_CASE(rows_go_to_the_output_and_retryable_ones_to_the_failed_list_too) {
  folder const in;
  auto sink = opened({in("out"), 1, rcs::row_format::csv, in("failed")});
  BOOST_TEST(!write(*sink, {row(1, outcome::enabled), row(2, outcome::missing), row(3, outcome::rejected)}));
  BOOST_TEST(!write(*sink, {row(4, outcome::failed), row(5, outcome::not_asked), row(6, outcome::conflict)}));
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("out")) ==
             "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail\n"
             "1,+12125550101,enabled,true,,,\n2,+12125550102,missing,,,,\n3,+12125550103,rejected,,,,\n"
             "4,+12125550104,failed,,,,\n5,+12125550105,not_asked,,,,\n6,+12125550106,conflict,,,,\n");
  BOOST_TEST(content(in("failed")) ==
             "row,number,outcome,rcs_enabled,carrier_id,carrier_status,detail,attempts\n"
             "2,+12125550102,missing,,,,,1\n4,+12125550104,failed,,,,,1\n5,+12125550105,not_asked,,,,,1\n");
}

BOOST_AUTO_TEST_CASE(ndjson_has_no_header) {
  folder const in;
  auto sink = opened({in("out"), 1, rcs::row_format::ndjson, in("failed")});
  BOOST_TEST(!write(*sink, {row(1, outcome::missing)}));
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("out")) == "{\"row\":1,\"number\":\"+12125550101\",\"outcome\":\"missing\"}\n");
  BOOST_TEST(content(in("failed")) ==
             "{\"row\":1,\"number\":\"+12125550101\",\"outcome\":\"missing\",\"attempts\":1}\n");
}

BOOST_AUTO_TEST_CASE(a_run_without_rows_leaves_the_headers) {
  folder const in;
  auto sink = opened({in("out"), 1, rcs::row_format::csv, in("failed")});
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("out")) == rcs::header_of(rcs::row_format::csv, false));
  BOOST_TEST(content(in("failed")) == rcs::header_of(rcs::row_format::csv, true));
}

BOOST_AUTO_TEST_CASE(files_are_made_for_their_owner_only_and_existing_ones_keep_their_mode) {
  folder const in;
  std::ofstream{in("old")}
      << "what was there before, longer than the header of the rows that come now, and then some more";
  std::filesystem::permissions(in("old"), std::filesystem::perms{0640});
  auto sink = opened({in("new"), 1, rcs::row_format::csv, in("old")});
  BOOST_TEST(!sink->finish());
  struct stat status {};
  BOOST_TEST_REQUIRE(::stat(in("new").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0600U);
  BOOST_TEST_REQUIRE(::stat(in("old").c_str(), &status) == 0);
  BOOST_TEST((status.st_mode & 0777U) == 0640U);
  BOOST_TEST(content(in("old")) == rcs::header_of(rcs::row_format::csv, true));
}

BOOST_AUTO_TEST_CASE(a_full_disk_is_an_error) {
  auto sink = opened({"/dev/full", 1, rcs::row_format::csv, {}});
  BOOST_TEST((write(*sink, {row(1, outcome::enabled)}) == std::errc::no_space_on_device));
  folder const in;
  sink = opened({in("out"), 1, rcs::row_format::csv, "/dev/full"});
  BOOST_TEST(!write(*sink, {row(1, outcome::enabled)}));
  BOOST_TEST((write(*sink, {row(2, outcome::failed)}) == std::errc::no_space_on_device));
  sink = opened({"/dev/full", 1, rcs::row_format::csv, {}});
  BOOST_TEST((sink->finish() == std::errc::no_space_on_device));
}

BOOST_AUTO_TEST_CASE(a_reader_that_has_gone_is_an_error) {
  rcs::test::pipe_ends ends;
  ends.close_reader();
  auto sink = opened({{}, ends.writer(), rcs::row_format::csv, {}});
  BOOST_TEST((write(*sink, {row(1, outcome::enabled)}) == std::errc::broken_pipe));
}

BOOST_AUTO_TEST_CASE(devices_that_are_no_files_will_do) {
  auto sink = opened({"/dev/null", 1, rcs::row_format::csv, "/dev/null"});
  BOOST_TEST(!write(*sink, {row(1, outcome::failed)}));
  BOOST_TEST(!sink->finish());
}

BOOST_AUTO_TEST_CASE(a_descriptor_is_left_open) {
  folder const in;
  int const file = ::open(in("out").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
  auto sink = opened({{}, file, rcs::row_format::ndjson, {}});
  BOOST_TEST(!write(*sink, {row(1, outcome::missing)}));
  BOOST_TEST(!sink->finish());
  sink.reset();
  BOOST_TEST(::write(file, "more\n", 5) == 5);
  ::close(file);
  BOOST_TEST(content(in("out")) == "{\"row\":1,\"number\":\"+12125550101\",\"outcome\":\"missing\"}\nmore\n");
}

BOOST_AUTO_TEST_CASE(a_slow_reader_of_a_non_blocking_pipe_gets_every_byte) {
  rcs::test::pipe_ends ends;
  ::fcntl(ends.writer(), F_SETFL, O_NONBLOCK);
  std::string got;
  std::thread reader{[&] {
    pollfd room{ends.writer(), POLLOUT, 0};
    while (::poll(&room, 1, 0) != 0) std::this_thread::yield();  // until the pipe is full
    std::array<char, 1000> piece;
    for (ssize_t n = 0; (n = ::read(ends.reader(), piece.data(), piece.size())) > 0;) {
      got.append(piece.data(), static_cast<std::size_t>(n));
    }
  }};
  std::vector<result> rows;
  for (std::uint64_t i = 0; i < 20'000; ++i) rows.push_back(row(i, outcome::enabled));
  auto sink = opened({{}, ends.writer(), rcs::row_format::csv, {}});
  auto const block = sink->render(rows, nullptr);
  BOOST_TEST(!sink->write(*block));
  BOOST_TEST(!sink->finish());
  ends.close_writer();
  reader.join();
  std::string expected{rcs::header_of(rcs::row_format::csv, false)};
  rcs::text_buffer rendered;
  append_rows(rendered, rows, rcs::row_format::csv, false);
  expected += rendered.view();
  BOOST_TEST((got == expected));
}

BOOST_AUTO_TEST_CASE(a_block_that_has_been_written_is_rendered_into_again_without_allocating) {
  folder const in;
  auto sink = opened({in("out"), 1, rcs::row_format::csv, in("failed")});
  std::vector<result> const rows{row(1, outcome::enabled), row(2, outcome::failed)};
  auto block = sink->render(rows, nullptr);
  BOOST_TEST(!sink->write(*block));
  auto const* const first = block.get();
  auto const before = rcs::test::allocations();
  block = sink->render(rows, std::move(block));
  BOOST_TEST(rcs::test::allocations() == before);
  BOOST_TEST(block.get() == first);
  BOOST_TEST(!sink->write(*block));
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("failed")) == std::string{rcs::header_of(rcs::row_format::csv, true)} +
                                          "2,+12125550102,failed,,,,,1\n2,+12125550102,failed,,,,,1\n");
}

BOOST_AUTO_TEST_CASE(blocks_are_rendered_on_many_threads_at_once) {
  folder const in;
  auto sink = opened({in("out"), 1, rcs::row_format::csv, {}});
  std::array<std::unique_ptr<rcs::rendered_block>, 4> blocks;
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    threads.emplace_back([&, i] {
      std::vector<result> const rows{row(i, outcome::enabled)};
      for (int times = 0; times < 100; ++times) blocks[i] = sink->render(rows, std::move(blocks[i]));
    });
  }
  for (auto& thread : threads) thread.join();
  for (auto const& block : blocks) BOOST_TEST(!sink->write(*block));
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("out")) == std::string{rcs::header_of(rcs::row_format::csv, false)} +
                                       "0,+12125550100,enabled,true,,,\n1,+12125550101,enabled,true,,,\n"
                                       "2,+12125550102,enabled,true,,,\n3,+12125550103,enabled,true,,,\n");
}

BOOST_AUTO_TEST_CASE(a_state_is_saved_with_what_has_been_written_and_can_be_gone_on_from) {
  folder const in;
  rcs::checkpoint_file states{in("checkpoint"), {}};
  setup how{in("out"), 1, rcs::row_format::csv, in("failed"), &states, {}};
  auto sink = opened(how);
  BOOST_TEST(!write(*sink, {row(1, outcome::enabled), row(2, outcome::failed)}));
  rcs::run_state state;
  state.settled.add({1, 2});
  BOOST_TEST(!sink->save(state));
  auto const out = content(in("out"));
  auto const failed = content(in("failed"));
  BOOST_TEST(!write(*sink, {row(3, outcome::enabled), row(4, outcome::failed)}));  // lost in a crash
  sink.reset();

  auto const found = rcs::read_checkpoint(in("checkpoint")).content;
  BOOST_TEST_REQUIRE(found.has_value());
  BOOST_TEST((found->state.settled == state.settled));
  how.resume = found->outputs;
  sink = opened(how);
  BOOST_TEST(content(in("out")) == out);
  BOOST_TEST(content(in("failed")) == failed);
  BOOST_TEST(!write(*sink, {row(4, outcome::failed)}));
  BOOST_TEST(!sink->finish());
  BOOST_TEST(content(in("out")).starts_with(out + "4,"));  // and no second header
  BOOST_TEST(content(in("failed")).starts_with(failed + "4,"));
}

BOOST_AUTO_TEST_SUITE_END()
