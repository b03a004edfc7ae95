"""The same requests to the same nginx by h2load, wrk, aiohttp and rcs-scrub, in turn.

Each program is first run once with few requests: all must negotiate the same, and the rows that rcs-scrub writes are
compared with the answers that were prepared. Then come the rounds, each in another order.
"""

import argparse
import json
import os
import pathlib
import signal
import statistics
import sys
import tempfile

import clients
import measure
import prepared
import server

TRIAL = 1280  # requests: twenty times as many as there are answers, so that each is drawn


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__.partition("\n")[0])
    parser.add_argument("bin", type=pathlib.Path, help="folder with rcs-scrub")
    parser.add_argument("rounds", type=int, nargs="?", default=5, help="rounds; every program runs once in each [5]")
    parser.add_argument("--requests", type=int, default=20000, help="requests of 500 numbers in each run [20000]")
    parser.add_argument("--connections", type=int, default=8, help="keep-alive connections, a request on each [8]")
    parser.add_argument("--only", help="these programs, comma between; h2load is always there")
    parser.add_argument("--base", type=pathlib.Path, help="folder with another rcs-scrub, which takes part as `base`")
    parser.add_argument("--cores", default="0,1", help="the server's core, and the client's [0,1]")
    parser.add_argument("--cipher", default="TLS_AES_128_GCM_SHA256", help="the TLS 1.3 suite that nginx takes")
    parser.add_argument("--record", default="16k", help="nginx's ssl_buffer_size: its largest TLS record [16k]")
    parser.add_argument("--odd-names", action="store_true", help="carriers with escapes and accents, like rcs-sim's")
    parser.add_argument("--json", type=pathlib.Path, help="file for every figure of every round")
    return parser.parse_args()


def programs(options):
    scrubs = [clients.Scrub(options.bin / "rcs-scrub")]
    if options.base:
        scrubs.append(clients.Scrub(options.base / "rcs-scrub", "base"))
    everyone = clients.peers() + scrubs
    if options.only is None:
        return everyone
    wanted = {"h2load", *options.only.split(",")}
    if unknown := wanted - {client.name for client in everyone}:
        raise SystemExit(f"versus: no such program: {', '.join(sorted(unknown))}")
    return [client for client in everyone if client.name in wanted]


def one_run(client, work, core):
    before = work.server.requests()
    output, used = measure.run(client.command(work), work.environment, core, client.name)
    done = client.answered(work, output)
    asked = work.server.requests() - before - 1
    # wrk is stopped with requests on their way: those were work too.
    if not done <= asked <= done + work.connections + 1:
        raise SystemExit(f"versus: {client.name} says that it did {done} requests, and the server had {asked}")
    return {
        "requests": asked,
        "rate": done / used.seconds,
        "cpu_us": 1e6 * (used.user + used.system) / asked,
        "user_us": 1e6 * used.user / asked,
        "system_us": 1e6 * used.system / asked,
    }


def trial(members, work, core, carriers):
    """Everybody once. Returns what they have all negotiated; ends the program if that differs, or a row is wrong."""
    for client in members:
        one_run(client, work, core)
        if wrong := client.wrong_rows(work, carriers):
            raise SystemExit(f"versus: {client.name}: {wrong}")
    met = {client.name: set() for client in members}
    sizes = {}
    for line in work.server.log():
        name = line["program"]
        if name in met:
            met[name].add(line["negotiated"])
            sizes[name] = "a head of {head} bytes, a body of {body}".format(**line)
    for name, what in met.items():
        print(f"  {name:10} {' or '.join(sorted(what))}, {sizes.get(name)}")
    common = set.union(*met.values())
    if len(common) != 1:
        raise SystemExit("versus: they did not all negotiate the same")
    return common.pop()


def rounds(options, members, work, core):
    runs = {client.name: [] for client in members}
    for nth in range(options.rounds):
        shift = nth % len(members)
        for client in members[shift:] + members[:shift]:
            runs[client.name].append(one_run(client, work, core))
    return runs


def summed_up(client, runs):
    """Medians, and the ratio to h2load round by round: what slows the machine for a while slows both sides of it."""
    mine, base = runs[client.name], runs["h2load"]
    ratios = [one["cpu_us"] / other["cpu_us"] for one, other in zip(mine, base)]
    line = {"program": client.name, "does": client.does, "ratio": statistics.median(ratios)}
    line |= {"ratio_least": min(ratios), "ratio_most": max(ratios)}
    for what in ("rate", "cpu_us", "user_us", "system_us"):
        values = [run[what] for run in mine]
        line |= {what: statistics.median(values), what + "_least": min(values), what + "_most": max(values)}
    return line


def show(lines):
    print("            requests/s   client CPU per request, µs           of it       × h2load")
    print("                         median   least to most     user  kernel   median, least to most")
    for line in lines:
        print(
            "{program:10} {rate:11,.0f}  {cpu_us:7.1f}  {cpu_us_least:6.1f} {cpu_us_most:8.1f}  {user_us:7.1f}"
            " {system_us:7.1f}    {ratio:6.2f}  {ratio_least:6.2f} {ratio_most:6.2f}   {does}".format(**line)
        )


def main():
    # Ended by a signal, it stops what it has started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("versus: terminated"))
    options = arguments()
    carriers = prepared.ODD if options.odd_names else prepared.PLAIN
    server_core, client_core = options.cores.split(",")
    members = programs(options)
    setting = {
        "rounds": options.rounds,
        "requests": options.requests,
        "connections": options.connections,
        "load": os.getloadavg()[0],
        "server": server.version(),
        "programs": {client.name: client.version() for client in members},
    }
    # Half a gigabyte of rows goes to a disk, which /tmp need not be.
    with tempfile.TemporaryDirectory(prefix="rcs-versus-", dir=os.environ.get("TMPDIR", ".")) as name:
        folder = pathlib.Path(name).resolve()
        prepared.write(folder, carriers)
        with server.serve(folder, server_core, options.cipher, options.record) as nginx:
            print(f"load before: {setting['load']:.1f}")
            print(f"{setting['server']} on core {server_core}, in turn on core {client_core}:")
            few = clients.Work(nginx, folder, TRIAL, options.connections)
            setting["negotiated"] = trial(members, few, client_core, carriers)
            print(f"{options.rounds} rounds of {options.requests} requests on {options.connections} connections")
            work = clients.Work(nginx, folder, options.requests, options.connections)
            runs = rounds(options, members, work, client_core)
    lines = [summed_up(client, runs) for client in members]
    show(lines)
    if options.json:
        options.json.write_text(json.dumps({"setting": setting, "programs": lines, "runs": runs}, indent=1))


if __name__ == "__main__":
    main()
