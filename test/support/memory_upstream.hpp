#pragma once

#include <boost/asio/any_io_executor.hpp>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "model/time.hpp"
#include "wire/name_table.hpp"
#include "wire/request_encoder.hpp"
#include "wire/upstream.hpp"

namespace rcs::test {

/// An upstream without sockets that answers what it was asked. The bytes are those of the wire: a request is formed by
/// the encoder, the numbers of the answer are copied out of it, and the answer is read as HTTP, in pieces as large as
/// TLS records are, by the decoder. Waits once for each answer, as if it came from outside, so that as many requests
/// are out as may be. One executor only.
class memory_upstream final : public upstream {
 public:
  explicit memory_upstream(boost::asio::any_io_executor executor);
  ~memory_upstream() override;

  boost::asio::awaitable<std::unique_ptr<connection_lease>> acquire(bool patient, interrupter& stop,
                                                                    exchange& into) override;
  [[nodiscard]] connection_counts counts() const noexcept override { return counts_; }

  /// CPU time that writing the answers took: the upstream's part of the work.
  [[nodiscard]] duration writing() const noexcept { return writing_; }

 private:
  class lease;
  struct connection;

  void answer(std::string_view request, std::string& into);

  boost::asio::any_io_executor executor_;
  request_encoder encoder_;
  name_table names_;
  std::vector<std::string> endings_;  ///< what may stand behind the digits of a device
  std::vector<std::unique_ptr<connection>> idle_;
  connection_counts counts_;
  duration writing_{};
};

}  // namespace rcs::test
