#include "file/inflater.hpp"

#include "file/gzip_inflater.hpp"
#include "file/zstd_inflater.hpp"

namespace rcs {

std::unique_ptr<inflater> make_inflater(compression how) {
  switch (how) {
    case compression::none:
      return nullptr;
    case compression::gzip:
      return std::make_unique<gzip_inflater>();
    case compression::zstd:
      return std::make_unique<zstd_inflater>();
  }
  return nullptr;
}

}  // namespace rcs
