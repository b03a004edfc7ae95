#pragma once

#include <boost/intrusive/list.hpp>

namespace rcs {

/// Ends what waits. Every wait that can be ended early links a `hook` for as long as it lasts; `fire` calls each once.
/// One executor only. Neither owns the other: a hook unlinks itself when destroyed.
class interrupter {
 public:
  class hook : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    hook(hook const&) = delete;
    hook& operator=(hook const&) = delete;
    /// Must not resume anything in place: close the socket or cancel the timer and let the wait end by itself.
    virtual void interrupted() noexcept = 0;

   protected:
    hook() = default;
    ~hook() = default;
  };

  interrupter() = default;
  interrupter(interrupter const&) = delete;
  interrupter& operator=(interrupter const&) = delete;
  ~interrupter() { hooks_.clear(); }

  void link(hook& h) { hooks_.push_back(h); }

  /// Ends every linked wait, and lets `fired` tell the ones to come that they need not begin.
  void fire() noexcept {
    fired_ = true;
    while (!hooks_.empty()) {
      hook& h = hooks_.front();
      hooks_.pop_front();
      h.interrupted();
    }
  }

  [[nodiscard]] bool fired() const noexcept { return fired_; }

 private:
  boost::intrusive::list<hook, boost::intrusive::constant_time_size<false>> hooks_;
  bool fired_ = false;
};

}  // namespace rcs
