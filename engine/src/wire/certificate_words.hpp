#pragma once

#include <string>
#include <string_view>

namespace rcs {

/// One line for people on why the certificate of `host` was refused; `verify_result` is OpenSSL's, not `X509_V_OK`.
[[nodiscard]] std::string certificate_words(long verify_result, std::string_view host);

}  // namespace rcs
