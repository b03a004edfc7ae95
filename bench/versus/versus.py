"""The same requests to the same nginx by h2load, wrk, aiohttp and rcs-scrub, in turn."""

import argparse
import json
import pathlib
import statistics
import sys
import tempfile

import clients
import measure
import prepared
import server


def arguments():
    parser = argparse.ArgumentParser(prog="run.sh", description=__doc__)
    parser.add_argument("bin", type=pathlib.Path, help="folder with rcs-scrub")
    parser.add_argument("rounds", type=int, nargs="?", default=5, help="rounds; every program runs once in each [5]")
    parser.add_argument("--requests", type=int, default=20000, help="requests of 500 numbers in each run [20000]")
    parser.add_argument("--connections", type=int, default=8, help="keep-alive connections, a request on each [8]")
    parser.add_argument("--only", help="these programs, comma between; h2load is always there")
    parser.add_argument("--base", type=pathlib.Path, help="folder with another rcs-scrub, which takes part as `base`")
    parser.add_argument("--cores", default="0,1", help="the server's core, and the client's [0,1]")
    parser.add_argument("--cipher", default="TLS_AES_128_GCM_SHA256", help="TLS 1.3 suite that nginx takes")
    parser.add_argument("--record", default="16k", help="nginx's ssl_buffer_size: largest TLS record [16k]")
    parser.add_argument("--odd-names", action="store_true", help="carriers with escapes and accents, as rcs-sim has them")
    parser.add_argument("--json", type=pathlib.Path, help="file for every figure of every round")
    return parser.parse_args()


def programs(options):
    scrub = [clients.Scrub(options.bin / "rcs-scrub")]
    if options.base:
        scrub.append(clients.Scrub(options.base / "rcs-scrub", "base"))
    wanted = None if options.only is None else {"h2load", *options.only.split(",")}
    return [client for client in clients.peers() + scrub if wanted is None or client.name in wanted]


def one_run(client, work, core):
    before = work.server.requests()
    output, used = measure.run(client.command(work), work.environment, core, 300, client.name)
    done = client.answered(work, output)
    asked = work.server.requests() - before - 1
    # wrk is stopped with requests on their way: the server has begun them, and they are work done.
    if not done <= asked <= done + work.connections + 1:
        raise SystemExit(f"versus: {client.name} did {done} requests, and the server had {asked}")
    return {
        "requests": asked,
        "seconds": used.seconds,
        "rate": done / used.seconds,
        "cpu": 1e6 * used.cpu / asked,
        "user": 1e6 * used.user / asked,
        "system": 1e6 * used.system / asked,
        "switches": used.switches / asked,
    }


def negotiated(log, members):
    """What each program negotiated, from the server's log; ends the program if they differ."""
    found = {}
    for uri, protocol, cipher, http, length, status in log:
        name = uri.split("/")[2]
        found.setdefault(name, set()).add((protocol, cipher, http, status))
    for client in members:
        print(f"  {client.name:10} {' | '.join(' '.join(each) for each in sorted(found.get(client.name, {('nothing',)})))}")
    if len({frozenset(each) for each in found.values()}) != 1 or len(found) != len(members):
        raise SystemExit("versus: they did not all negotiate the same")
    return " ".join(next(iter(found.values())).pop())


def show(members, runs):
    base = [run["cpu"] for run in runs["h2load"]]
    median = statistics.median
    print(f"{'program':10} {'requests/s':>10} {'CPU µs/request':>15} {'lowest':>7} {'highest':>7} {'user':>7} {'kernel':>7}  × h2load")
    for client in members:
        mine = runs[client.name]
        cpu = [run["cpu"] for run in mine]
        # Rounds are compared each with itself: what slows the machine for a while slows both sides of a ratio.
        ratio = median(a / b for a, b in zip(cpu, base))
        print(
            f"{client.name:10} {median(run['rate'] for run in mine):10,.0f} {median(cpu):15.1f} {min(cpu):7.1f} {max(cpu):7.1f}"
            f" {median(run['user'] for run in mine):7.1f} {median(run['system'] for run in mine):7.1f}  {ratio:8.2f}   {client.does}"
        )


def main():
    options = arguments()
    server_core, client_core = options.cores.split(",")
    members = programs(options)
    with tempfile.TemporaryDirectory(prefix="rcs-versus-") as name:
        folder = pathlib.Path(name)
        prepared.write(folder, options.requests, prepared.ODD if options.odd_names else prepared.PLAIN)
        with server.serve(folder, server_core, options.cipher, options.record) as nginx:
            work = clients.Work(nginx, folder, options.requests, options.connections)
            print(f"{options.rounds} rounds of {options.requests} requests of {prepared.NUMBERS} numbers on {options.connections} connections")
            runs = {client.name: [] for client in members}
            for nth in range(options.rounds):
                shift = nth % len(members)
                for client in members[shift:] + members[:shift]:
                    runs[client.name].append(one_run(client, work, client_core))
            what = negotiated(nginx.log(), members)
    show(members, runs)
    if options.json:
        options.json.write_text(json.dumps({"negotiated": what, "runs": runs}, indent=1))


if __name__ == "__main__":
    sys.exit(main())
