"""compare.py BASE-BIN BIN OUT-FOLDER ROUNDS: two builds of this project, in turn, round by round.

Compared are the CPU time of every micro-benchmark that both have, and rcs-scrub's CPU per request in bench/versus. A
ratio is of one round: both sides met the same machine. Slower is what took over TOLERANCE times as long in three
rounds of four, however much the median is: what only the spread of the rounds could explain is not counted. Benchmarks
of other libraries are shown, since they tell how quiet the machine was, and not judged.
"""

import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
TOLERANCE = 1.05
PEERS = ("dom/", "sax/", "simdjson/")


def benchmarks(binary, out):
    """The CPU time of every benchmark of a program, in nanoseconds."""
    subprocess.run(
        [binary, "--benchmark_min_time=0.1", f"--benchmark_out={out}", "--benchmark_out_format=json"],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    scale = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}
    found = json.loads(out.read_text())["benchmarks"]
    times = {}
    for one in found:
        name = one["name"]
        times[name] = one["real_time" if name.endswith("/real_time") else "cpu_time"] * scale[one["time_unit"]]
    return times


def is_benchmark(binary):
    """Whether it is one of Google Benchmark's programs."""
    if not binary.exists():
        return False
    listing = [binary, "--benchmark_list_tests"]
    return subprocess.run(listing, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0


def micro(base, mine, out, rounds):
    """{benchmark: [(base's, ours) of each round]}, for what both have."""
    names = sorted(path.name for path in mine.glob("bench-*"))
    programs = [name for name in names if is_benchmark(base / name) and is_benchmark(mine / name)]
    pairs = {}
    for nth in range(rounds):
        print(f"round {nth + 1} of {rounds}: {', '.join(programs)}", file=sys.stderr)
        for program in programs:
            sides = [base, mine] if nth % 2 == 0 else [mine, base]
            times = {side: benchmarks(side / program, out / "compare-round.json") for side in sides}
            for name in times[mine]:
                if name in times[base]:
                    pairs.setdefault(f"{program} {name}", []).append((times[base][name], times[mine][name]))
    return pairs


def versus(base, mine, out, rounds):
    """rcs-scrub's CPU per request, in nanoseconds."""
    found = out / "compare-versus.json"
    subprocess.run(
        [HERE / "versus" / "run.sh", mine, str(rounds), "--base", base, "--only", "base,rcs-scrub", "--json", found],
        check=True,
        stdout=sys.stderr,
    )
    runs = json.loads(found.read_text())["runs"]
    pairs = [(1e3 * b["cpu_us"], 1e3 * m["cpu_us"]) for b, m in zip(runs["base"], runs["rcs-scrub"])]
    return {"versus: rcs-scrub, CPU per request": pairs}


def shown(nanoseconds):
    return f"{nanoseconds / 1e3:.2f} µs" if nanoseconds < 1e6 else f"{nanoseconds / 1e6:.2f} ms"


def judge(pairs):
    """Prints a line for each. Returns how many are slower."""
    slower = 0
    width = max(len(name) for name in pairs)
    print(f"{'':{width}}        base        this   ratio   least    most")
    for name, rounds in pairs.items():
        ratios = sorted(mine / base for base, mine in rounds)
        # The one that three quarters of the rounds reach, and with few rounds all.
        low, high = ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]
        verdict = "SLOWER" if low > TOLERANCE else "faster" if high < 1 / TOLERANCE else ""
        if name.partition(" ")[2].startswith(PEERS):
            verdict = "not ours"
        slower += verdict == "SLOWER"
        base, mine = (statistics.median(side) for side in zip(*rounds))
        print(
            f"{name:{width}}  {shown(base):>10}  {shown(mine):>10}  {statistics.median(ratios):6.3f}"
            f"  {ratios[0]:6.3f}  {ratios[-1]:6.3f}  {verdict}"
        )
    return slower


def main(base, mine, out, rounds):
    out.mkdir(parents=True, exist_ok=True)
    pairs = micro(base, mine, out, rounds) | versus(base, mine, out, rounds)
    slower = judge(pairs)
    if slower:
        print(f"{slower} took over {TOLERANCE} times as long in three rounds of four")
    return 1 if slower else 0


base_bin, mine_bin, out_folder = map(pathlib.Path, sys.argv[1:4])
sys.exit(main(base_bin, mine_bin, out_folder, int(sys.argv[4])))
