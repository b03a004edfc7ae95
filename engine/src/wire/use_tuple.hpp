#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/deferred.hpp>

namespace rcs {

/// The completion token of this room: an error is a value to look at, and a leaf operation costs no coroutine frame.
constexpr auto use_tuple = boost::asio::as_tuple(boost::asio::deferred);

}  // namespace rcs
