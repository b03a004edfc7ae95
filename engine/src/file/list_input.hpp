#pragma once

#include <memory>
#include <string>
#include <system_error>

#include "file/file_coding.hpp"
#include "file/inflated_input.hpp"
#include "file/interruptible_input.hpp"
#include "file/utf8_input.hpp"

namespace rcs {

/// The text of a list as UTF-8, whatever it is compressed with and encoded in.
class list_input final : public byte_input {
 public:
  list_input(int descriptor, interruptible_input::ownership owned) noexcept : file_{descriptor, owned} {}

  std::size_t read(std::span<char> to, std::error_code& ec) override { return text_.read(to, ec); }
  void interrupt() noexcept override { file_.interrupt(); }
  [[nodiscard]] bool interrupted() const noexcept override { return file_.interrupted(); }

  /// What the list was found to be; the default before the first `read`.
  [[nodiscard]] file_coding coding() const noexcept { return {inflated_.packed_with(), text_.encoding()}; }

 private:
  interruptible_input file_;
  inflated_input inflated_{file_};
  utf8_input text_{inflated_};
};

/// Opens a list; null with `ec` set if that is not possible, or if it is a folder. Waits for the writer of a FIFO.
[[nodiscard]] std::unique_ptr<list_input> open_list_input(std::string const& path, std::error_code& ec);

/// A list from a descriptor that stays the caller's and outlives it.
[[nodiscard]] std::unique_ptr<list_input> make_list_input(int descriptor);

}  // namespace rcs
