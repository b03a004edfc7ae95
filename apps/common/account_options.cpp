#include "common/account_options.hpp"

#include <stdexcept>

#include "common/environment_proxy.hpp"
#include "wire/endpoint.hpp"

namespace rcs {

void add_account(CLI::App& app, engine_options& engine, account_options& account) {
  auto const group = "Account";
  app.add_option("--pod", account.pod, "the vendor's pod, such as na; or give --endpoint")
      ->type_name("POD")
      ->group(group);
  app.add_option("--endpoint", engine.endpoint, "https://host[:port], instead of --pod")
      ->type_name("URL")
      ->group(group);
  app.add_option("--sid", engine.sid, "account SID")->type_name("SID")->group(group);
  app.add_option("--api-key-file", account.api_key_file, "file that holds the API key; without it, RCS_API_KEY")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--bulk-path", engine.bulk_path, "path of the bulk look-up, with {sid}")
      ->type_name("PATH")
      ->capture_default_str()
      ->group(group);
  app.add_option("--single-path", engine.single_path, "path of the single look-up, with {sid} and {address}")
      ->type_name("PATH")
      ->capture_default_str()
      ->group(group);
  app.add_option("--ca-file", engine.ca_file, "certificates to trust beside the system's, PEM")
      ->type_name("FILE")
      ->group(group);
  app.add_option("--proxy", engine.proxy,
                 "http://[user:password@]host:port to tunnel through; without it, HTTPS_PROXY and NO_PROXY count")
      ->type_name("URL")
      ->group(group);
  app.add_option("--config", account.config, "TOML file with any of these options")->type_name("FILE")->group(group);
}

void complete_upstream(engine_options& engine, account_options const& account) {
  if (engine.endpoint.empty() == account.pod.empty()) {
    throw std::invalid_argument{"which upstream? Give either --pod or --endpoint"};
  }
  if (engine.endpoint.empty()) engine.endpoint = pod_endpoint(account.pod);
}

void complete_account(engine_options& engine) {
  if (engine.sid.empty()) throw std::invalid_argument{"which account? Give --sid or set RCS_SID"};
  if (engine.proxy.empty()) engine.proxy = proxy_from_environment(endpoint{engine.endpoint}.host);
}

}  // namespace rcs
