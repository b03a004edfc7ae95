#include "file/byte_encoder.hpp"

#include <utility>

#include "file/gzip_encoder.hpp"
#include "file/utf16_encoder.hpp"
#include "file/zstd_encoder.hpp"

namespace rcs {
namespace {

/// One behind the other.
class two_encoders final : public byte_encoder {
 public:
  two_encoders(std::unique_ptr<byte_encoder> first, std::unique_ptr<byte_encoder> second) noexcept
      : first_{std::move(first)}, second_{std::move(second)} {}

  void encode(std::string_view bytes, std::string& to) override {
    between_.clear();
    first_->encode(bytes, between_);
    second_->encode(between_, to);
  }

  void end_member(std::string& to) override {
    between_.clear();
    first_->end_member(between_);
    second_->encode(between_, to);
    second_->end_member(to);
  }

 private:
  std::unique_ptr<byte_encoder> first_;
  std::unique_ptr<byte_encoder> second_;
  std::string between_;
};

std::unique_ptr<byte_encoder> make_compressor(compression how) {
  switch (how) {
    case compression::none:
      return nullptr;
    case compression::gzip:
      return std::make_unique<gzip_encoder>();
    case compression::zstd:
      return std::make_unique<zstd_encoder>();
  }
  return nullptr;
}

}  // namespace

std::unique_ptr<byte_encoder> make_encoder(file_coding how) {
  auto compressor = make_compressor(how.packed_with);
  if (how.encoding == text_encoding::utf8) return compressor;
  auto transcoder = std::make_unique<utf16_encoder>(how.encoding);
  if (!compressor) return transcoder;
  return std::make_unique<two_encoders>(std::move(transcoder), std::move(compressor));
}

}  // namespace rcs
