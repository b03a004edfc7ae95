#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "wire/http_answer.hpp"
#include "wire/name_table.hpp"

namespace rcs::test {

/// Reads answers as a connection does: bytes come in pieces, and what was not consumed is given again.
class answer_reader {
 public:
  explicit answer_reader(answer_limits limits = {}) : answer{names, limits} {}

  void start(batch::endpoint asked_of = batch::endpoint::bulk) {
    seen.clear();
    waiting_.clear();
    answer.start(asked_of, seen);
  }

  /// More bytes arrive, `piece` at a time.
  void receive(std::string_view bytes, std::size_t piece = std::string_view::npos) {
    while (!bytes.empty() && !answer.done()) {
      waiting_ += bytes.substr(0, piece);
      bytes.remove_prefix(std::min(piece, bytes.size()));
      // A copy of its own, so that sanitizers see a read beyond its end, and a view into it kept too long.
      std::string const given = waiting_;
      waiting_.erase(0, answer.feed(given));
    }
  }

  /// A whole answer on a connection that stays open.
  exchange const& read(std::string_view bytes, std::size_t piece = std::string_view::npos) {
    start();
    receive(bytes, piece);
    return seen;
  }
  /// A whole answer, and then the connection's end.
  exchange const& read_to_end(std::string_view bytes, std::size_t piece = std::string_view::npos) {
    read(bytes, piece);
    answer.end_of_stream();
    return seen;
  }

  [[nodiscard]] bool ended_well() const { return answer.done() && !answer.failed(); }
  /// Bytes given but not consumed.
  [[nodiscard]] std::size_t waiting() const noexcept { return waiting_.size(); }

  name_table names;
  http_answer answer;
  exchange seen;

 private:
  std::string waiting_;
};

}  // namespace rcs::test
