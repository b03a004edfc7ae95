#include "file/encoded_output.hpp"

#include <utility>

namespace rcs {

encoded_output::encoded_output(output_file file, file_coding how)
    : file_{std::move(file)}, how_{how}, encoder_{make_encoder(how)} {}

std::error_code encoded_output::cut_back(file_mark const& mark) {
  encoder_ = make_encoder(how_);
  in_member_ = false;
  failed_ = file_.cut_back(mark);
  return failed_;
}

std::error_code encoded_output::write(std::span<std::string_view const> pieces) {
  if (failed_) return failed_;
  if (!encoder_) return failed_ = file_.write(pieces);
  for (auto const piece : pieces) {
    in_member_ = in_member_ || !piece.empty();
    encoder_->encode(piece, encoded_);
  }
  return write_encoded();
}

std::error_code encoded_output::end_member() {
  if (failed_ || !std::exchange(in_member_, false)) return failed_;
  encoder_->end_member(encoded_);
  return write_encoded();
}

std::error_code encoded_output::finish() {
  in_member_ = in_member_ || (encoder_ && mark().length == 0);
  auto const ended = end_member();
  auto const finished = file_.finish();
  return ended ? ended : finished;
}

std::error_code encoded_output::write_encoded() {
  failed_ = file_.write(encoded_);
  encoded_.clear();
  return failed_;
}

}  // namespace rcs
