// Looks up the numbers on the command line: example ENDPOINT CA-FILE SID +NUMBER...
#include <boost/asio/use_future.hpp>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <rcs/engine.hpp>
#include <rcs/normalizer.hpp>
#include <vector>

int main(int argc, char** argv) try {
  auto const* const key = std::getenv("RCS_API_KEY");
  if (argc < 5 || key == nullptr) {
    std::cerr << "usage: RCS_API_KEY=... example ENDPOINT CA-FILE SID +NUMBER...\n";
    return 2;
  }
  rcs::engine_options options;
  options.endpoint = argv[1];
  options.ca_file = argv[2];
  options.sid = argv[3];
  options.rate = 10;  // requests a second, for all runs of this engine together

  std::vector<rcs::number> numbers;
  for (int i = 4; i < argc; ++i) {
    auto const read = rcs::normalizer{}(argv[i]);
    if (read.value) numbers.push_back(read.value);
    if (!read.value) std::cerr << argv[i] << " is no number: " << to_string(read.reason) << '\n';
  }

  rcs::engine engine{options, rcs::secret{key}};
  auto const report = engine.async_lookup(numbers, {}, {}, boost::asio::use_future).get();
  for (auto const& answer : report.answers) {
    std::cout << answer.asked.to_string() << ' ' << to_string(answer.what) << ' ' << answer.carrier_id << '\n';
  }
  if (!report.totals.why.empty()) std::cerr << report.totals.why << '\n';
  return report.totals.complete() ? 0 : 1;
} catch (std::exception const& wrong) {  // an option or a key that is out of its range
  std::cerr << wrong.what() << '\n';
  return 2;
}
