#pragma once

#include <openssl/bio.h>

#include <memory>

namespace rcs {

struct bio_method_free {
  void operator()(BIO_METHOD* method) const noexcept { BIO_meth_free(method); }
};
using bio_method_ptr = std::unique_ptr<BIO_METHOD, bio_method_free>;

/// OpenSSL's own socket BIO, but for one thing: writing to a connection that the peer has closed raises no SIGPIPE,
/// whose disposition is the process's and none of a library's business. Outlives the BIOs made of it. Throws
/// `std::bad_alloc`.
[[nodiscard]] bio_method_ptr make_socket_bio_method();

}  // namespace rcs
