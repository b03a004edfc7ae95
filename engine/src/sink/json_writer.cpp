#include "sink/json_writer.hpp"

#include <utility>

#include "sink/decimal.hpp"
#include "sink/json_text.hpp"

namespace rcs {

void json_writer::flag(std::string_view name, bool value) {
  key(name);
  out_ += value ? "true" : "false";
}

void json_writer::count(std::string_view name, std::uint64_t value) {
  key(name);
  out_ += std::to_string(value);
}

void json_writer::decimal(std::string_view name, double value, int digits) {
  key(name);
  out_ += to_decimal(value, digits);
}

void json_writer::text(std::string_view name, std::string_view value) {
  key(name);
  append_json_string(out_, value);
}

void json_writer::null(std::string_view name) {
  key(name);
  out_ += "null";
}

void json_writer::open(std::string_view name) {
  key(name);
  out_ += '{';
  ++depth_;
  empty_ = true;
}

void json_writer::close() {
  --depth_;
  if (!empty_) new_line();
  out_ += '}';
  empty_ = false;
}

std::string json_writer::finish() {
  close();
  out_ += '\n';
  return std::move(out_);
}

void json_writer::key(std::string_view name) {
  if (!empty_) out_ += ',';
  empty_ = false;
  new_line();
  append_json_string(out_, name);
  out_ += ": ";
}

void json_writer::new_line() {
  out_ += '\n';
  out_.append(2 * depth_, ' ');
}

}  // namespace rcs
