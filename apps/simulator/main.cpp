#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <boost/asio/signal_set.hpp>
#include <boost/json.hpp>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "simulator/command_line.hpp"

namespace {

using namespace rcs::sim;
using boost::asio::ip::tcp;

constexpr int exit_usage = 2;
constexpr int exit_failure = 1;

constexpr auto about =
    R"(rcs-sim simulates a bulk RCS capability look-up API over TLS, strictly, and with every fault it can have.

  rcs-sim [serve] [OPTIONS]      simulate (--help: this text)
  rcs-sim generate [OPTIONS]     write a list of phone numbers (rcs-sim generate --help)

Without --key-file or --key-env the one API key it accepts is 'simulator-key'.
POST /v1/SID/rcs/lookup and /rcs/lookup/bulk, GET /v1/SID/rcs/lookup/%2B… are answered by the contract;
GET /stats tells as JSON what was asked (no key needed), POST /stats/reset starts counting afresh, GET /healthz says ok.
A TIME is a number and ns, us, ms, s, m, h or d. A share P is 0.1 or 10%; an option without its P means all.)";

std::string read_file(std::string const& name) {
  std::ifstream file{name, std::ios::binary};
  if (!file) throw std::runtime_error{"cannot read " + name};
  return {std::istreambuf_iterator<char>{file}, {}};
}

/// Written whole or not at all, as seen by whoever waits for it.
void write_file(std::string const& name, std::string_view text) {
  auto const unfinished = name + ".part";
  std::ofstream file{unfinished, std::ios::binary | std::ios::trunc};
  file << text;
  file.close();
  if (!file) throw std::runtime_error{"cannot write " + unfinished};
  std::filesystem::rename(unfinished, name);
}

tcp::endpoint parse_listen(serve_options const& options) {
  auto const& text = options.listen;
  auto const wrong = [&](std::string const& why) { return std::invalid_argument{"--listen " + text + ": " + why}; };
  auto const colon = text.rfind(':');
  if (colon == std::string::npos) throw wrong("address:port is wanted");
  auto host = text.substr(0, colon);
  auto const port = text.substr(colon + 1);
  if (host == "localhost") host = "127.0.0.1";
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  boost::system::error_code ec;
  auto const address = boost::asio::ip::make_address(host, ec);
  if (ec) throw wrong("no IP address");
  constexpr unsigned long highest_port = 65535;
  if (port.empty() || port.size() > 5 || port.find_first_not_of("0123456789") != std::string::npos ||
      std::stoul(port) > highest_port) {
    throw wrong("no port");
  }
  if (!address.is_loopback() && !options.allow_remote) {
    throw wrong("other machines could reach it; say --allow-remote if that is wanted");
  }
  return {address, static_cast<std::uint16_t>(std::stoul(port))};
}

std::string read_key(serve_options const& options) {
  if (options.key_from_environment) {
    auto const* const key = std::getenv("RCS_API_KEY");
    if (key == nullptr) throw std::invalid_argument{"--key-env: RCS_API_KEY is not set"};
    return key;
  }
  if (options.key_file.empty()) return options.rules.contract.key;
  auto key = read_file(options.key_file);
  key.resize(std::min(key.find_first_of("\r\n"), key.size()));
  return key;
}

certificate read_or_make_certificate(serve_options const& options) {
  if (options.cert_file.empty()) {
    auto made = make_certificate(options.flaw);
    if (!options.ca_out.empty()) write_file(options.ca_out, made.authority);
    return made;
  }
  certificate given;
  given.chain = read_file(options.cert_file);
  given.key = read_file(options.cert_key_file);
  return given;
}

void announce(serve_options const& options, tcp::endpoint const& at) {
  auto const host = at.address().is_v6() ? "[" + at.address().to_string() + "]" : at.address().to_string();
  boost::json::object ready;
  ready["url"] = "https://" + host + ":" + std::to_string(at.port());
  ready["ca_file"] = nullptr;
  if (!options.ca_out.empty()) ready["ca_file"] = std::filesystem::absolute(options.ca_out).string();
  ready["pid"] = ::getpid();
  auto const line = boost::json::serialize(ready) + "\n";
  std::cout << line << std::flush;
  if (!options.ready_file.empty()) write_file(options.ready_file, line);
}

void raise_descriptor_limit() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  (void)::setrlimit(RLIMIT_NOFILE, &limit);
}

int serve(serve_options options) {
  auto const listen = parse_listen(options);
  options.rules.contract.key = read_key(options);
  simulation upstream{options.rules, options.seed};
  auto const identity = read_or_make_certificate(options);
  raise_descriptor_limit();

  server_options at;
  at.listen = listen;
  at.threads = options.threads;
  at.tls = options.tls;
  at.stop_after_idle = options.stop_after_idle;
  at.stop_after = options.max_seconds;
  server running{at, identity, upstream};
  boost::asio::signal_set signals{running.executor(), SIGINT, SIGTERM};
  signals.async_wait([&running](boost::system::error_code ec, int) {
    if (!ec) running.stop();
  });
  announce(options, running.endpoint());
  running.run();
  return EXIT_SUCCESS;
}

int write_list(generate_options const& options) {
  check(options.list);
  struct closer {
    void operator()(std::FILE* file) const noexcept { (void)std::fclose(file); }
  };
  auto const to_stdout = options.output == "-";
  std::unique_ptr<std::FILE, closer> const opened{to_stdout ? nullptr : std::fopen(options.output.c_str(), "wb")};
  if (!to_stdout && !opened) throw std::runtime_error{"cannot write " + options.output};
  auto* const file = to_stdout ? stdout : opened.get();
  bool written = true;
  generate(options.list, [&](std::string_view block) {
    written = std::fwrite(block.data(), 1, block.size(), file) == block.size();
    return written;
  });
  if (!written || std::fflush(file) != 0) throw std::runtime_error{"cannot write " + options.output};
  return EXIT_SUCCESS;
}

/// Parses what is behind the name of the command, and runs it; returns the program's exit code.
template <class Options>
int parse_and_run(CLI::App& app, int argc, char const* const* argv, Options& options, int (*run)(Options)) {
  try {
    app.parse(argc, argv);
  } catch (CLI::ConfigError const& wrong) {
    std::string_view const what = wrong.what();
    auto const name = what.substr(what.find_last_of(' ') + 1);
    std::cerr << app.get_name() << ": the profile names an option that does not exist: " << name << '\n';
    return exit_usage;
  } catch (CLI::ParseError const& wrong) {
    return app.exit(wrong) == 0 ? EXIT_SUCCESS : exit_usage;
  }
  return run(options);
}

int dispatch(int argc, char const* const* argv) {
  std::string_view const command = argc > 1 ? argv[1] : "";
  if (command == "generate") {
    CLI::App app{"Writes a list of plainly generated, distinct phone numbers, one to a line.", "rcs-sim generate"};
    generate_options options;
    declare_generate(app, options);
    return parse_and_run<generate_options>(app, argc - 1, argv + 1, options,
                                           [](generate_options o) { return write_list(o); });
  }
  CLI::App app{about, "rcs-sim"};
  serve_options options;
  declare_serve(app, options);
  int const skipped = command == "serve" ? 1 : 0;
  return parse_and_run<serve_options>(app, argc - skipped, argv + skipped, options, serve);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return dispatch(argc, argv);
  } catch (std::invalid_argument const& wrong) {
    std::cerr << "rcs-sim: " << wrong.what() << '\n';
    return exit_usage;
  } catch (std::exception const& failed) {
    std::cerr << "rcs-sim: " << failed.what() << '\n';
    return exit_failure;
  }
}
