#pragma once

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <functional>
#include <stop_token>

namespace rcs {

/// SIGINT and SIGTERM as a run hears of them: the first lets what is out settle, the second ends the run at once.
class stop_signals {
 public:
  /// `told` is called on the first one.
  stop_signals(boost::asio::io_context& context, std::function<void()> told);

  [[nodiscard]] std::stop_token gently() const { return gently_.get_token(); }
  [[nodiscard]] std::stop_token at_once() const { return at_once_.get_token(); }

 private:
  void wait();

  boost::asio::signal_set signals_;
  std::function<void()> told_;
  std::stop_source gently_;
  std::stop_source at_once_;
};

}  // namespace rcs
