#include "prior/number_digests.hpp"

#include <boost/test/unit_test.hpp>
#include <string>

using rcs::number;
using rcs::number_digests;
using kind = number_digests::kind;

namespace {

number const example = number::from_value(12'025'550'123).value();

}  // namespace

// What Python's hashlib and hmac make of "+12025550123", "12025550123" and "0012025550123".
BOOST_AUTO_TEST_SUITE(number_digests_test)

BOOST_AUTO_TEST_CASE(each_spelling_has_the_digest_that_others_make) {
  number_digests const digests{"a key"};
  number_digests::first_bytes const md5{0xf1c1e748152a2df7, 0x10c412bbb09b67cc, 0xabcda6d1f4bca129};
  number_digests::first_bytes const sha256{0xd5ab8b77e69a81df, 0x980239b79aee5c45, 0x8d4adad04604fc98};
  number_digests::first_bytes const hmac{0xb47434a4976bdce3, 0xfa09efef77b66e1c, 0x7703dff2de4f1267};
  BOOST_TEST((digests(example, kind::md5) == md5));
  BOOST_TEST((digests(example, kind::sha256) == sha256));
  BOOST_TEST((digests(example, kind::hmac_sha256) == hmac));
}

BOOST_AUTO_TEST_CASE(a_key_longer_than_a_block_is_hashed_first) {
  number_digests const digests{std::string(100, 'k')};
  BOOST_TEST(digests(example, kind::hmac_sha256)[0] == 0x859e8acd837d8ebbU);
}

BOOST_AUTO_TEST_SUITE_END()
