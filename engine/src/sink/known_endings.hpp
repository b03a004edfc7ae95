#pragma once

#include <boost/unordered/unordered_flat_map.hpp>
#include <cstdint>
#include <deque>
#include <string>
#include <string_view>

#include "sink/list_columns.hpp"
#include "sink/split_rules.hpp"

namespace rcs {

/// The different ways in which rows of a list ended, each kept once as it will be written. One thread at a time.
class known_endings {
 public:
  struct ending {
    outcome what = outcome::invalid;
    split_file to = split_file::none;
    std::string text;  ///< by `list_columns::ending_text`
  };

  known_endings(list_columns const& columns, split_rules rules) : columns_{columns}, rules_{std::move(rules)} {}

  /// Which it is, by `logged_answer::ending`.
  [[nodiscard]] std::uint32_t place_of(std::string_view bytes) {
    auto const found = places_.find(bytes);
    return found != places_.end() ? found->second : add(bytes);
  }
  [[nodiscard]] ending const& operator[](std::uint32_t place) const noexcept { return endings_[place]; }

 private:
  std::uint32_t add(std::string_view bytes) {
    auto const read = read_ending(bytes);
    auto const place = static_cast<std::uint32_t>(endings_.size());
    endings_.push_back({read.what, rules_.file_of(read.what, read.carrier_status), columns_.ending_text(read)});
    places_.emplace(kept_.emplace_back(bytes), place);
    return place;
  }

  list_columns columns_;
  split_rules rules_;
  std::deque<ending> endings_;
  std::deque<std::string> kept_;  ///< what `places_` refers to
  boost::unordered_flat_map<std::string_view, std::uint32_t> places_;
};

}  // namespace rcs
