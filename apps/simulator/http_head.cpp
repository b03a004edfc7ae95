#include "simulator/http_head.hpp"

#include <fmt/format.h>

#include <array>
#include <boost/beast/http/status.hpp>
#include <iterator>

namespace rcs::sim {

std::string http_date(std::chrono::system_clock::time_point t) {
  using namespace std::chrono;
  constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  auto const day = floor<days>(t);
  year_month_day const date{day};
  hh_mm_ss const time{floor<seconds>(t - day)};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} GMT", weekdays[weekday{day}.c_encoding()],
                     static_cast<unsigned>(date.day()), months[static_cast<unsigned>(date.month()) - 1],
                     static_cast<int>(date.year()), time.hours().count(), time.minutes().count(),
                     time.seconds().count());
}

std::size_t prepend_head(http_head const& head, std::string_view date, text_buffer& body) {
  namespace http = boost::beast::http;
  std::array<char, text_buffer::front_room> text{};
  auto* out = text.data();
  auto const put = [&out](std::string_view piece) { out = std::copy(piece.begin(), piece.end(), out); };
  auto const reason = http::obsolete_reason(http::int_to_status(head.status));
  put(head.http10 ? "HTTP/1.0 " : "HTTP/1.1 ");
  out = fmt::format_to(out, "{} ", head.status);
  put({reason.data(), reason.size()});
  put("\r\nDate: ");
  put(date);
  put("\r\nServer: rcs-sim\r\n");
  if (head.status != 204) {
    put("Content-Type: ");
    put(head.content_type);
    put("\r\n");
    if (head.chunked) {
      put("Transfer-Encoding: chunked\r\n");
    } else if (!head.http10) {
      out = fmt::format_to(out, "Content-Length: {}\r\n", body.size());
    }
  }
  put(head.extra);
  if (head.close && !head.http10) put("Connection: close\r\n");
  put("\r\n");
  std::string_view const whole{text.data(), out};
  body.prepend(whole);
  return whole.size();
}

std::string as_chunk(std::string_view data) {
  return fmt::format("{:x}\r\n{}\r\n", data.size(), data);
}

void cut_into_chunks(text_buffer& body) {
  constexpr std::size_t chunk = 4096;
  std::string const whole{body.view()};
  body.clear();
  for (std::size_t at = 0; at < whole.size(); at += chunk)
    body.append(as_chunk(std::string_view{whole}.substr(at, chunk)));
  body.append("0\r\n\r\n");
}

}  // namespace rcs::sim
