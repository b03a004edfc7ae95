#include "gate/http_date.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace rcs {
namespace {

/// A date and time of day as written, nothing checked.
struct civil_time {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  unsigned hour = 0;
  unsigned minute = 0;
  unsigned second = 0;
};

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

constexpr std::array<std::string_view, 7> days{"Monday", "Tuesday",  "Wednesday", "Thursday",
                                               "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::size_t short_day = 3;

/// Takes a text apart from the left. Each call takes what it names, or returns false.
class reader {
 public:
  explicit reader(std::string_view text) noexcept : rest_{text} {}

  [[nodiscard]] bool at_end() const noexcept { return rest_.empty(); }

  [[nodiscard]] bool literal(std::string_view word) noexcept {
    auto const same = [](char a, char b) { return lower(a) == lower(b); };
    if (rest_.size() < word.size() || !std::equal(word.begin(), word.end(), rest_.begin(), same)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }

  /// Exactly `count` digits.
  template <typename Integer>
  [[nodiscard]] bool digits(std::size_t count, Integer& into) noexcept {
    if (rest_.size() < count) return false;
    Integer value{0};
    for (char const c : rest_.substr(0, count)) {
      if (c < '0' || c > '9') return false;
      value = value * 10 + static_cast<Integer>(c - '0');
    }
    rest_.remove_prefix(count);
    into = value;
    return true;
  }

  [[nodiscard]] bool day_name(std::size_t length = std::string_view::npos) noexcept {
    return std::any_of(days.begin(), days.end(), [&](std::string_view day) { return literal(day.substr(0, length)); });
  }

  [[nodiscard]] bool month_name(unsigned& into) noexcept {
    auto const found =
        std::find_if(months.begin(), months.end(), [&](std::string_view month) { return literal(month); });
    into = static_cast<unsigned>(found - months.begin()) + 1;
    return found != months.end();
  }

  [[nodiscard]] bool time_of_day(civil_time& into) noexcept {
    return digits(2, into.hour) && literal(":") && digits(2, into.minute) && literal(":") && digits(2, into.second);
  }

 private:
  std::string_view rest_;
};

bool read_imf_fixdate(reader in, civil_time& t) noexcept {
  return in.day_name(short_day) && in.literal(", ") && in.digits(2, t.day) && in.literal(" ") &&
         in.month_name(t.month) && in.literal(" ") && in.digits(4, t.year) && in.literal(" ") && in.time_of_day(t) &&
         in.literal(" GMT") && in.at_end();
}

bool read_rfc850(reader in, civil_time& t, int near_year) noexcept {
  int last_digits = 0;
  if (!(in.day_name() && in.literal(", ") && in.digits(2, t.day) && in.literal("-") && in.month_name(t.month) &&
        in.literal("-") && in.digits(2, last_digits) && in.literal(" ") && in.time_of_day(t) && in.literal(" GMT") &&
        in.at_end())) {
    return false;
  }
  int const latest = near_year + 50;
  t.year = latest - (latest - last_digits) % 100;
  return true;
}

bool read_asctime(reader in, civil_time& t) noexcept {
  return in.day_name(short_day) && in.literal(" ") && in.month_name(t.month) && in.literal(" ") &&
         (in.literal(" ") ? in.digits(1, t.day) : in.digits(2, t.day)) && in.literal(" ") && in.time_of_day(t) &&
         in.literal(" ") && in.digits(4, t.year) && in.at_end();
}

}  // namespace

std::optional<std::chrono::sys_seconds> parse_http_date(std::string_view text, std::chrono::sys_seconds near) noexcept {
  namespace chrono = std::chrono;
  reader const in{text};
  chrono::year_month_day const today{chrono::floor<chrono::days>(near)};
  civil_time t;
  if (!read_imf_fixdate(in, t) && !read_rfc850(in, t, static_cast<int>(today.year())) && !read_asctime(in, t)) {
    return std::nullopt;
  }
  chrono::year_month_day const date{chrono::year{t.year}, chrono::month{t.month}, chrono::day{t.day}};
  if (!date.ok() || t.hour > 23 || t.minute > 59 || t.second > 60) return std::nullopt;
  return chrono::sys_days{date} + chrono::hours{t.hour} + chrono::minutes{t.minute} + chrono::seconds{t.second};
}

}  // namespace rcs
