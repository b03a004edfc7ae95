#include "scrub/fingerprint.hpp"

#include "scrub/suppression.hpp"
#include "scrub/write_back.hpp"
#include "source/recognise_layout.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <openssl/evp.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <memory>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

namespace rcs::scrub {
namespace {

std::string hash_of_files(std::vector<std::string> const& names) {
  std::string all;
  for (auto const& name : names) {
    auto const found = content_of(name);
    all += fmt::format("{}{} bytes {}", all.empty() ? "" : ", ", found.bytes, found.hash);
  }
  return all;
}

/// What was said of the layout of the lists, which decides what is a row.
std::string wishes_of(layout_wishes const& wishes) {
  constexpr std::array kinds{"lines", "csv", "ndjson"};
  std::string text = wishes.kind ? kinds[static_cast<std::size_t>(*wishes.kind)] : "any";
  text += wishes.delimiter ? fmt::format(", {}", static_cast<int>(*wishes.delimiter)) : ", any";
  text += wishes.header ? (*wishes.header ? ", header" : ", no header") : ", any";
  return text + ", " + wishes.column;
}

/// The lists of numbers that are not to be asked, and how they are read.
std::string suppression_of(settings const& s) {
  if (s.suppress.empty()) return "none";
  auto text = hash_of_files(s.suppress) + ", " + s.suppress_column;
  if (!s.suppress_key_file.empty()) text += ", key sha256 " + sha256_of(suppression_key(s));
  return text;
}

constexpr std::array names_of_repeats{"drop", "copy", "keep"};

std::string full_path(std::string const& name) {
  if (name.empty()) return {};
  // The folder's, since where a link leads depends on whether the file is there yet.
  auto const given = std::filesystem::absolute(name);
  std::error_code failed;
  auto const folder = std::filesystem::weakly_canonical(given.parent_path(), failed);
  return failed ? given.string() : (folder / given.filename()).string();
}

}  // namespace

std::string sha256_of(std::string const& text) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr);
  std::string made;
  for (auto const byte : std::span{digest.data(), size}) made += fmt::format("{:02x}", byte);
  return made;
}

file_content content_of(std::string const& name) {
  int const file = ::open(name.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) throw std::system_error{errno, std::generic_category(), name};
  std::unique_ptr<XXH3_state_t, XXH_errorcode (*)(XXH3_state_t*)> const state{XXH3_createState(), &XXH3_freeState};
  XXH3_128bits_reset(state.get());
  std::vector<char> buffer(std::size_t{1} << 20U);
  std::uint64_t size = 0;
  ::ssize_t got = 0;
  while ((got = ::read(file, buffer.data(), buffer.size())) > 0) {
    XXH3_128bits_update(state.get(), buffer.data(), static_cast<std::size_t>(got));
    size += static_cast<std::uint64_t>(got);
  }
  int const failed = got < 0 ? errno : 0;
  ::close(file);
  if (failed != 0) throw std::system_error{failed, std::generic_category(), name};
  auto const hash = XXH3_128bits_digest(state.get());
  return {size, fmt::format("{:016x}{:016x}", hash.high64, hash.low64)};
}

checkpoint_file::fingerprint fingerprint_of(settings const& s) {
  return {
      {"the list", hash_of_files(s.inputs)},
      {"--input-format, --delimiter, --header or --column", wishes_of(s.layout)},
      {"--endpoint", s.engine.endpoint},
      {"--sid", "sha256 " + sha256_of(s.engine.sid)},
      {"--bulk-path", s.engine.bulk_path},
      {"--single-path", s.engine.single_path},
      {"--duplicates", names_of_repeats[static_cast<std::size_t>(s.repeats)]},
      {"--suppress", suppression_of(s)},
      {"--append, --split or --order", writes_back(s) ? "given" : "not given"},
      {"--default-region", s.run.numbers.default_region},
      {"--bare-digits", s.run.numbers.bare == bare_digits::international ? "international" : "reject"},
      {"--format", s.format == row_format::csv ? "csv" : "ndjson"},
      {"--output", full_path(s.output)},
      {"--split", full_path(s.split)},
      {"--failed", full_path(s.failed)},
  };
}

std::string difference(checkpoint_file::fingerprint const& then, checkpoint_file::fingerprint const& now) {
  for (std::size_t i = 0; i < std::max(then.size(), now.size()); ++i) {
    if (i >= then.size() || i >= now.size() || then[i].first != now[i].first) return "it is of another version";
    auto const& [name, value] = now[i];
    if (then[i].second == value) continue;
    if (name == "the list") return "the list has changed since";
    if (name == "--suppress") return "the numbers that are not to be asked have changed since";
    if (name == "--sid") return "--sid was another one";
    return fmt::format("{} was '{}' and is '{}'", name, then[i].second, value);
  }
  return {};
}

}  // namespace rcs::scrub
