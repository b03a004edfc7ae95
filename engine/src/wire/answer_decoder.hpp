#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "model/batch.hpp"
#include "model/exchange.hpp"
#include "wire/name_table.hpp"

namespace rcs {

/// Reads a 2xx body, in as many pieces as it comes, straight into an exchange's `answers`; no document is built. One
/// thread at a time. Allocates nothing for devices whose carrier texts the name table holds, once warm.
///
/// Tolerates every variant: addresses `+1…`, `1…`, `tel:+1…`, `chat:1…`, strings or integers; `rcsEnabled` as a boolean
/// or the strings "true"/"false" in any case, absent, null or anything else (unknown); carrier fields absent, null or
/// of another type or over `max_text` bytes (absent); unknown fields and nesting to a depth of 32; for a single lookup
/// a bare device object. A key repeated in one object: the last one wins. A UTF-8 byte order mark before the body is
/// skipped. Bytes that are not UTF-8 are passed on as they are. Anything but white space behind the JSON makes it none.
class answer_decoder {
 public:
  /// Bytes of a carrier name or status, and of an address; names are a few dozen.
  static constexpr std::size_t max_text = 1024;
  /// Devices of one answer, unreadable ones included: 20 times the 500 numbers of the largest request upstream takes.
  /// Without it, 4 MiB of `{},` would become a million devices.
  static constexpr std::size_t max_devices = 10'000;

  /// How devices are read. What comes of it is the same in every case.
  enum class method : std::uint8_t {
    by_shape,  ///< one is parsed, and those written like it are read by comparing; the shape outlasts the answer
    by_shape_baseline,  ///< the same with no more than what every machine of its kind has, whatever this one has
    strict,             ///< every byte is parsed
  };

  /// `names` outlives this object and the answers read with it.
  explicit answer_decoder(name_table& names, method how = method::by_shape);
  ~answer_decoder();
  answer_decoder(answer_decoder const&) = delete;
  answer_decoder& operator=(answer_decoder const&) = delete;

  /// Begins a body, of a bulk or single lookup, whose devices go to `into`, which outlives `finish`.
  void start(batch::endpoint asked_of, exchange& into);
  /// The next piece. False once the body cannot be JSON any more; further pieces are ignored then.
  bool write(std::string_view piece);
  /// The body has ended: sets `into.body`. If that is not `devices`, `into.answers` is emptied.
  void finish();

  /// Whether the body has begun to list devices, whatever came of it: what it holds are answers, not the server's
  /// words.
  [[nodiscard]] bool devices_begun() const noexcept;
  /// Whether the body so far is the beginning of a JSON text but not the whole: if it ends here, it was cut.
  [[nodiscard]] bool wants_more() const noexcept;
  /// Of the devices of this body, how many were read by their shape.
  [[nodiscard]] std::size_t read_by_shape() const noexcept;

 private:
  struct state;
  std::unique_ptr<state> state_;
};

}  // namespace rcs
