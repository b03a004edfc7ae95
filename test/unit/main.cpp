#define BOOST_TEST_MODULE rcs
#include <boost/test/unit_test.hpp>
