#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/batch.hpp"
#include "model/entry.hpp"
#include "rcs/number.hpp"

namespace rcs {

/// Forms whole HTTP/1.1 requests, head and body in one contiguous buffer, without a JSON library. The head's constant
/// part is formed once. Thread-safe after construction.
class request_encoder {
 public:
  /// `bulk_path` and `single_path` are templates with `{sid}` and, for the single one, `{address}`. The SID is
  /// percent-encoded. Throws `std::invalid_argument`, naming the offending part, for a path that does not begin with
  /// `/`, has an unknown or missing placeholder or a fragment, or holds white space, control characters or anything
  /// else but visible ASCII; and for a SID that is empty, `.` or `..`.
  request_encoder(std::string_view host_header, std::string_view bulk_path, std::string_view single_path,
                  std::string_view sid);

  /// Replaces `out` by the request for `numbers`, at least one: POST with `{"deviceAddresses":["+…",…]}`, or GET with
  /// `%2B…`. `key` goes into `api-key`; it has passed `check_key`. Allocates only while `out` grows.
  void encode(batch const& numbers, std::string_view key, std::string& out) const;

  /// Throws `std::invalid_argument`, without the key in it, if the key could not be sent as a header field: if it is
  /// empty or has anything but visible ASCII.
  static void check_key(std::string_view key);

 private:
  void encode_bulk(std::vector<entry> const& numbers, std::string_view key, std::string& out) const;
  void encode_single(number asked, std::string_view key, std::string& out) const;

  std::string bulk_head_;      ///< up to the value of api-key
  std::string single_prefix_;  ///< `GET ` and the path up to the address
  std::string single_suffix_;  ///< from behind the address up to the value of api-key
};

}  // namespace rcs
