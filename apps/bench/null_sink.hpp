#pragma once

#include <memory>

#include "rcs/sink.hpp"

namespace rcs::bench {

/// Writes nothing.
class null_sink final : public sink {
 public:
  std::unique_ptr<rendered_block> render(std::span<result const>, std::unique_ptr<rendered_block> reuse) override {
    return reuse ? std::move(reuse) : std::make_unique<rendered_block>();
  }
  std::error_code write(rendered_block&) override { return {}; }
  std::error_code finish() override { return {}; }
};

}  // namespace rcs::bench
