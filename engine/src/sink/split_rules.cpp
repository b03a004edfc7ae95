#include "sink/split_rules.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace rcs {
namespace {

std::string_view trimmed(std::string_view text) noexcept {
  constexpr auto blanks = " \t";
  auto const begin = text.find_first_not_of(blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

constexpr char lower(char c) noexcept {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool same_word(std::string_view text, std::string_view lower_case) noexcept {
  return std::ranges::equal(text, lower_case, {}, lower);
}

template <std::size_t Size>
std::optional<std::size_t> index_in(std::array<std::string_view, Size> const& names, std::string_view name) noexcept {
  auto const found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<std::size_t>(found - names.begin());
}

split_file file_named(std::string_view name, std::string_view rule) {
  if (name == "none") return split_file::none;
  auto const index = index_in(split_file_names, name);
  if (index) return static_cast<split_file>(*index);
  throw std::invalid_argument{"'" + std::string{rule} + "': '" + std::string{name} +
                              "' is none of the files: send, fallback, review, suppressed, invalid, retry, none"};
}

}  // namespace

split_rules::split_rules() {
  files_.fill(split_file::review);
  for (std::size_t i = 0; i < outcome_count; ++i) {
    if (is_retryable(static_cast<outcome>(i))) files_[i] = split_file::retry;
  }
  files_[index_of(outcome::enabled)] = split_file::send;
  files_[index_of(outcome::not_enabled)] = split_file::fallback;
  files_[index_of(outcome::invalid)] = split_file::invalid;
  files_[index_of(outcome::suppressed)] = split_file::suppressed;
  files_[index_of(outcome::duplicate)] = split_file::none;
}

split_rules::split_rules(std::string_view changes) : split_rules{} {
  while (!changes.empty()) {
    auto const end = std::min(changes.find(','), changes.size());
    if (auto const rule = trimmed(changes.substr(0, end)); !rule.empty()) change(rule);
    changes.remove_prefix(std::min(end + 1, changes.size()));
  }
}

void split_rules::change(std::string_view rule) {
  auto const equals = rule.rfind('=');
  if (equals == std::string_view::npos) {
    throw std::invalid_argument{"'" + std::string{rule} + "' is no rule: outcome=file, or outcome/carrier status=file"};
  }
  auto const to = file_named(trimmed(rule.substr(equals + 1)), rule);
  auto const which = rule.substr(0, equals);
  auto const slash = which.find('/');
  auto const name = trimmed(which.substr(0, slash));
  auto const what = index_in(outcome_names, name);
  if (!what) throw std::invalid_argument{"'" + std::string{rule} + "': '" + std::string{name} + "' is no outcome"};
  if (slash == std::string_view::npos) {
    files_[*what] = to;
    return;
  }
  std::string status{trimmed(which.substr(slash + 1))};
  std::ranges::transform(status, status.begin(), lower);
  exceptions_.push_back({static_cast<outcome>(*what), std::move(status), to});
}

split_file split_rules::file_of(outcome what, std::string_view carrier_status) const noexcept {
  auto const found = std::ranges::find_if(exceptions_, [&](exception const& one) {
    return one.what == what && same_word(carrier_status, one.carrier_status);
  });
  return found != exceptions_.end() ? found->to : files_[index_of(what)];
}

}  // namespace rcs
