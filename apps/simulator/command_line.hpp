#pragma once

#include <CLI/CLI.hpp>
#include <cstddef>
#include <cstdint>
#include <string>

#include "simulator/certificate.hpp"
#include "simulator/generate.hpp"
#include "simulator/profile.hpp"
#include "simulator/server.hpp"

namespace rcs::sim {

/// What `rcs-sim serve` is told.
struct serve_options {
  std::string listen = "127.0.0.1:0";  ///< address:port, an IPv6 address in brackets
  bool allow_remote = false;
  std::uint64_t seed = 1;
  std::string key_file;
  bool key_from_environment = false;
  std::string cert_file, cert_key_file, ca_out;
  certificate_flaw flaw = certificate_flaw::none;
  std::string ready_file;
  std::size_t threads = 1;
  tls_versions tls = tls_versions::any;
  duration stop_after_idle{}, max_seconds{};
  profile rules;
};

/// What `rcs-sim generate` is told.
struct generate_options {
  list_options list;
  std::string output = "-";  ///< a file, or `-` for standard output
};

/// Declare the options of a command, each of which writes to its field while `app` parses; `into` outlives that.
void declare_serve(CLI::App& app, serve_options& into);
void declare_generate(CLI::App& app, generate_options& into);

/// Declares the options that a profile is made of. Part of `declare_serve`.
void declare_profile(CLI::App& app, profile& into);

}  // namespace rcs::sim
