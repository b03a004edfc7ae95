#pragma once

#include <CLI/App.hpp>
#include <string>

#include "rcs/options.hpp"

namespace rcs {

/// What the command line says of the account in another form than `engine_options` has it.
struct account_options {
  std::string pod;
  std::string config;        ///< read by `layered_arguments`
  std::string api_key_file;  ///< empty: the key comes from the environment
};

/// Declares the options that say where to ask, and as whom. What they are read into outlives the parsing.
void add_account(CLI::App& app, engine_options& engine, account_options& account);

/// Turns a pod into an endpoint. Throws `std::invalid_argument` unless there is either.
void complete_upstream(engine_options& engine, account_options const& account);
/// Takes a proxy from the environment where none is given. Throws `std::invalid_argument` if there is no SID.
void complete_account(engine_options& engine);

}  // namespace rcs
