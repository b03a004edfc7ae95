#pragma once

#include <string>
#include <string_view>

namespace rcs {

/// Whether `host` is one that `list`, a NO_PROXY as other programs read it, exempts: names match themselves and what is
/// under them, a leading dot and a port behind a name are ignored, `*` exempts all. This machine itself always is
/// exempt.
[[nodiscard]] bool goes_direct(std::string_view host, std::string_view list) noexcept;

/// The proxy that HTTPS_PROXY or https_proxy name for `host`, with `http://` in front if they leave it out; empty if
/// they do not, or NO_PROXY or no_proxy exempt the host.
[[nodiscard]] std::string proxy_from_environment(std::string_view host);

}  // namespace rcs
