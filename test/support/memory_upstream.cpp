#include "support/memory_upstream.hpp"

#include <time.h>

#include <algorithm>
#include <array>
#include <boost/asio/deferred.hpp>
#include <boost/asio/post.hpp>
#include <charconv>
#include <cstring>
#include <span>
#include <utility>

#include "wire/http_answer.hpp"

namespace rcs::test {
namespace {

namespace asio = boost::asio;

constexpr std::size_t tls_record = 16384;

duration cpu_time() noexcept {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds{used.tv_sec} + std::chrono::nanoseconds{used.tv_nsec};
}

std::vector<std::string> make_endings() {
  std::vector<std::string> made;
  for (auto const* carrier : {"Example Wireless", "Sample Mobile US, Inc.", "Another Carrier", "Test Telecom LLC"}) {
    for (auto const* status : {"ACTIVE", "ACTIVE", "ACTIVE", "INACTIVE"}) {
      for (auto const* enabled : {"true", "false"}) {
        made.push_back(std::string{R"(","carrierId":")"} + carrier + R"(","carrierStatus":")" + status +
                       R"(","rcsEnabled":)" + enabled + '}');
      }
    }
  }
  return made;
}

constexpr std::string_view head_begin = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ";
constexpr std::size_t length_width = 10;  // white space in front of the figure is no part of it

/// Which ending a number gets: any, but the same one every time, and no pattern that a processor could learn.
std::size_t draw(std::string_view digits, std::size_t endings) noexcept {
  std::uint64_t last = 0;
  std::size_t const count = std::min(digits.size(), sizeof last);
  std::memcpy(&last, digits.data() + digits.size() - count, count);
  return static_cast<std::size_t>((last * 0x9e37'79b9'7f4a'7c15) >> 40U) % endings;
}

}  // namespace

struct memory_upstream::connection {
  explicit connection(name_table& names) : reader{names, answer_limits{}} {}

  std::string request;
  std::string reply;
  http_answer reader;
  bool carried = false;
};

/// A connection while somebody holds it.
class memory_upstream::lease final : public connection_lease {
 public:
  lease(memory_upstream& server, std::unique_ptr<connection> held, interrupter& stop)
      : server_{server}, held_{std::move(held)}, stop_{stop} {}
  ~lease() override { server_.idle_.push_back(std::move(held_)); }

  bool usable() override { return true; }

  asio::awaitable<void> ask(batch const& numbers, exchange& into) override {
    auto& [request, reply, reader, carried] = *held_;
    into.clear();
    reader.start(numbers.to(), into);
    into.reused_connection = std::exchange(carried, true);
    if (into.reused_connection) ++server_.counts_.reused;
    server_.encoder_.encode(numbers, "test-key", request);
    into.bytes_sent = request.size();
    auto const sent = std::chrono::steady_clock::now();
    co_await asio::post(server_.executor_, asio::deferred);
    if (stop_.fired()) {
      reader.fail(transport::aborted);
      co_return;
    }
    auto const began = cpu_time();
    server_.answer(request, reply);
    server_.writing_ += cpu_time() - began;
    into.first_byte = std::chrono::steady_clock::now() - sent;
    for (std::string_view unread{reply}; !unread.empty();) {
      auto const consumed = reader.feed(std::span{unread.data(), std::min(unread.size(), tls_record)});
      if (consumed == 0) break;
      unread.remove_prefix(consumed);
    }
    into.total = std::chrono::steady_clock::now() - sent;
  }

 private:
  memory_upstream& server_;
  std::unique_ptr<connection> held_;
  interrupter& stop_;
};

memory_upstream::memory_upstream(asio::any_io_executor executor)
    : executor_{std::move(executor)},
      encoder_{"memory", "/v1/{sid}/rcs/lookup", "/v1/{sid}/rcs/lookup/{address}", "test"},
      endings_{make_endings()} {}

memory_upstream::~memory_upstream() = default;

asio::awaitable<std::unique_ptr<connection_lease>> memory_upstream::acquire(bool, interrupter& stop, exchange& into) {
  into.clear();
  std::unique_ptr<connection> held;
  if (idle_.empty()) {
    held = std::make_unique<connection>(names_);
    ++counts_.opened;
    ++counts_.live;
  } else {
    held = std::move(idle_.back());
    idle_.pop_back();
  }
  co_return std::make_unique<lease>(*this, std::move(held), stop);
}

/// Both kinds of request have their numbers behind a plus, which a path has to escape.
void memory_upstream::answer(std::string_view request, std::string& into) {
  bool const bulk = request.starts_with("POST");
  std::string_view const mark = bulk ? "\"+" : "%2B";
  into.assign(head_begin).append(length_width, ' ').append("\r\n\r\n");
  auto const body = into.size();
  into += R"({"devices":[)";
  for (auto at = request.find(mark); at != std::string_view::npos; at = request.find(mark, at)) {
    at += mark.size();
    auto const digits = request.substr(at, request.find_first_not_of("0123456789", at) - at);
    into.append(into.back() == '[' ? R"({"deviceAddress":"+)" : R"(,{"deviceAddress":"+)").append(digits);
    into += endings_[draw(digits, endings_.size())];
    at += digits.size();
    if (!bulk) break;
  }
  into += "]}";
  std::array<char, length_width> length{};
  auto const length_end = std::to_chars(length.data(), length.data() + length.size(), into.size() - body).ptr;
  auto const figures = static_cast<std::size_t>(length_end - length.data());
  std::copy_n(length.data(), figures, into.data() + head_begin.size() + length_width - figures);
}

}  // namespace rcs::test
