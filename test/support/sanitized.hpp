#pragma once

namespace rcs::test {

/// Whether a sanitizer is built in: it takes memory, and LeakSanitizer forbids what keeps debuggers out.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool sanitized = true;
#elif defined(__has_feature)
inline constexpr bool sanitized = __has_feature(address_sanitizer) || __has_feature(thread_sanitizer);
#else
inline constexpr bool sanitized = false;
#endif

}  // namespace rcs::test
