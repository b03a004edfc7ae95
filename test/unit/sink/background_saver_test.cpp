#include "sink/background_saver.hpp"

#include <boost/test/unit_test.hpp>
#include <condition_variable>
#include <mutex>
#include <vector>

using rcs::background_saver;

namespace {

background_saver::save_point point(std::uint64_t rows) {
  background_saver::save_point made;
  made.state.settled.add({1, rows});
  return made;
}

/// A disk that takes as long as the test likes.
class slow_disk {
 public:
  std::error_code save(background_saver::save_point const& p) {
    std::unique_lock held{mutex_};
    saved.push_back(p.state.settled.last());
    ++begun_;
    changed_.notify_all();
    changed_.wait(held, [this] { return allowed_ > 0; });
    --allowed_;
    return {};
  }
  void wait_until_begun(int count) {
    std::unique_lock held{mutex_};
    changed_.wait(held, [&] { return begun_ >= count; });
  }
  void allow(int more) {
    std::lock_guard const held{mutex_};
    allowed_ += more;
    changed_.notify_all();
  }

  std::vector<std::uint64_t> saved;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int begun_ = 0;
  int allowed_ = 0;
};

}  // namespace

BOOST_AUTO_TEST_SUITE(background_saver_test)

BOOST_AUTO_TEST_CASE(nobody_waits_for_the_disk_and_of_those_that_wait_the_last_is_saved) {
  slow_disk disk;
  background_saver saver{[&](auto const& p) { return disk.save(p); }};
  BOOST_TEST(!saver.save(point(1)));
  disk.wait_until_begun(1);
  BOOST_TEST(!saver.save(point(2)));
  BOOST_TEST(!saver.save(point(3)));
  disk.allow(2);
  BOOST_TEST(!saver.finish());
  BOOST_TEST((disk.saved == std::vector<std::uint64_t>{1, 3}));
}

BOOST_AUTO_TEST_CASE(an_error_is_told_and_nothing_is_saved_after_it) {
  int calls = 0;
  background_saver saver{[&](auto const&) {
    ++calls;
    return std::make_error_code(std::errc::no_space_on_device);
  }};
  static_cast<void>(saver.save(point(1)));
  BOOST_TEST((saver.finish() == std::errc::no_space_on_device));
  BOOST_TEST((saver.save(point(2)) == std::errc::no_space_on_device));
  BOOST_TEST((saver.finish() == std::errc::no_space_on_device));
  BOOST_TEST(calls == 1);
}

BOOST_AUTO_TEST_SUITE_END()
