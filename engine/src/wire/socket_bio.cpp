#include "wire/socket_bio.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <new>

namespace rcs {
namespace {

int write_quietly(BIO* bio, char const* data, int size) {
  int descriptor = -1;
  BIO_get_fd(bio, &descriptor);
  errno = 0;
  auto const written = static_cast<int>(::send(descriptor, data, static_cast<std::size_t>(size), MSG_NOSIGNAL));
  BIO_clear_retry_flags(bio);
  if (written <= 0 && BIO_sock_should_retry(written) != 0) BIO_set_retry_write(bio);
  return written;
}

}  // namespace

bio_method_ptr make_socket_bio_method() {
  bio_method_ptr method{BIO_meth_new(BIO_TYPE_SOCKET, "socket without SIGPIPE")};
  if (!method) throw std::bad_alloc{};
  BIO_METHOD const* const plain = BIO_s_socket();
  BIO_meth_set_write(method.get(), &write_quietly);
  BIO_meth_set_read(method.get(), BIO_meth_get_read(plain));
  BIO_meth_set_puts(method.get(), BIO_meth_get_puts(plain));
  BIO_meth_set_ctrl(method.get(), BIO_meth_get_ctrl(plain));
  BIO_meth_set_create(method.get(), BIO_meth_get_create(plain));
  BIO_meth_set_destroy(method.get(), BIO_meth_get_destroy(plain));
  return method;
}

}  // namespace rcs
