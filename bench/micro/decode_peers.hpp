#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "model/exchange.hpp"
#include "wire/name_table.hpp"

namespace rcs::bench {

/// Another way to read the devices of an answer, to the same result.
class decode_peer {
 public:
  virtual ~decode_peer() = default;
  /// Behind `body`, 64 bytes more can be read.
  virtual void decode(std::string_view body, exchange& into) = 0;
};

/// Builds the document with Boost.JSON, in memory that is used again.
[[nodiscard]] std::unique_ptr<decode_peer> with_dom(name_table& names);
/// Takes the events of Boost.JSON's parser, which builds no document.
[[nodiscard]] std::unique_ptr<decode_peer> with_sax(name_table& names);
/// simdjson On-Demand, its best implementation for this machine, on the body where it lies. `in_order`: all keys are
/// there in the contract's order and are looked up so, its fastest way; else each device's fields are gone through.
[[nodiscard]] std::unique_ptr<decode_peer> with_simdjson(name_table& names, bool in_order);
/// What that implementation is called.
[[nodiscard]] std::string simdjson_implementation();

}  // namespace rcs::bench
