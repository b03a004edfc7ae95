#include "file/scratch_memory.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <system_error>
#include <utility>

namespace rcs {
namespace {

/// Grown and given back in such pieces: a multiple of every page size.
constexpr std::size_t piece = std::size_t{8} << 20U;

constexpr std::size_t in_pieces(std::size_t size) noexcept {
  return (size + piece - 1) / piece * piece;
}

[[noreturn]] void fail(int error, std::string const& what) {
  throw std::system_error{error, std::generic_category(), what};
}

/// Not every file system has nameless files; there one is made with a name, which is taken away at once.
int open_nameless(std::string const& folder) {
  int const nameless = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (nameless >= 0) return nameless;
  auto name = folder + "/.rcs-scratch-XXXXXX";
  int const named = ::mkostemp(name.data(), O_CLOEXEC);
  if (named < 0) fail(errno, "a scratch file in " + folder);
  ::unlink(name.c_str());
  return named;
}

}  // namespace

scratch_memory::scratch_memory(std::string const& folder) : descriptor_{open_nameless(folder)} {}

scratch_memory::scratch_memory(scratch_memory&& other) noexcept {
  *this = std::move(other);
}

scratch_memory& scratch_memory::operator=(scratch_memory&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(data_, other.data_);
  std::swap(size_, other.size_);
  std::swap(released_, other.released_);
  return *this;
}

scratch_memory::~scratch_memory() {
  if (data_ != nullptr) ::munmap(data_, size_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

void scratch_memory::grow(std::size_t size) {
  size = in_pieces(size);
  if (size <= size_) return;
  // A page of a file that gets no room on its disk when it is first touched would end the process.
  if (int const error = ::posix_fallocate(descriptor_, 0, static_cast<::off_t>(size)); error != 0) {
    fail(error, "the scratch file");
  }
  auto* const moved = size_ == 0 ? ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor_, 0)
                                 : ::mremap(data_, size_, size, MREMAP_MAYMOVE);
  if (moved == MAP_FAILED) fail(errno, "the scratch file");
  data_ = static_cast<char*>(moved);
  size_ = size;
}

void scratch_memory::release_before(std::size_t end) noexcept {
  end = std::min(end, size_) / piece * piece;
  if (end <= released_) return;
  ::madvise(data_ + released_, end - released_, MADV_DONTNEED);
  released_ = end;
}

}  // namespace rcs
