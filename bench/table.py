"""table.py BUILD-FOLDER OUT-FOLDER: what `make bench` measured, as Markdown. Every figure comes from its files."""

import datetime
import json
import os
import pathlib
import platform
import re
import subprocess
import sys

NANOSECONDS = {"ns": 1, "us": 1e3, "ms": 1e6, "s": 1e9}


def first_line(command):
    return subprocess.run(command, capture_output=True, text=True).stdout.splitlines()[0]


def where(build):
    """Command, date, compiler, class of machine."""
    cache = (build / "CMakeCache.txt").read_text()
    cached = dict(re.findall(r"^(CMAKE_CXX_COMPILER|CMAKE_CXX_FLAGS_RELEASE):\w+=(.*)$", cache, re.M))
    model = re.search(r"^model name\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M)
    return (
        f"`make bench`, {datetime.date.today()}; {first_line([cached['CMAKE_CXX_COMPILER'], '--version'])},"
        f" {cached['CMAKE_CXX_FLAGS_RELEASE']}; {len(os.sched_getaffinity(0))} cores of"
        f" {model[1] if model else platform.machine()}, Linux {platform.release()}."
    )


def row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def head(*cells):
    return [row(*cells), row(*("---" for _ in cells))]


def versus(measured):
    setting = measured["setting"]
    yield (
        f"The same {setting['requests']:,} requests of 500 numbers on {setting['connections']} connections to one"
        f" {setting['server']} ({setting['negotiated']}), server and client on a core each; medians of"
        f" {setting['rounds']} interleaved rounds, least to most in brackets; load before {setting['load']:.1f}"
        " (`bench/versus/run.sh`)."
    )
    yield ""
    yield from head("program", "what it does with an answer", "requests/s", "client CPU per request", "× h2load")
    for line in measured["programs"]:
        yield row(
            setting["programs"][line["program"]],
            line["does"],
            f"{line['rate']:,.0f}",
            "{cpu_us:.1f} µs ({cpu_us_least:.1f} to {cpu_us_most:.1f})".format(**line),
            "{ratio:.2f} ({ratio_least:.2f} to {ratio_most:.2f})".format(**line),
        )


def figure(value):
    """A number of four digits, or of thousands in groups."""
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


def duration(nanoseconds):
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def stage(program, found):
    """A line for one benchmark. What it counts under other names than the usual is left to its own output."""
    name = found["run_name"]
    time = found["real_time" if name.endswith("/real_time") else "cpu_time"] * NANOSECONDS[found["time_unit"]]
    per_number = found.get("s/number", found.get("per_number"))
    allocations = found.get("allocs/number", found.get("allocs"))
    speed = found.get("bytes_per_second")
    return row(
        program.removeprefix("bench-"),
        f"`{name}`",
        duration(time),
        duration(1e9 * per_number) if per_number else "",
        f"{allocations:.2g}" if allocations is not None else "",
        f"{speed / 1e9:.2f} GB/s" if speed else "",
    )


def micro(files):
    yield "<details><summary>Stages by themselves: CPU time, medians of five interleaved repetitions</summary>"
    yield ""
    yield from head("`bench-`", "benchmark", "an iteration", "a number", "allocations a number", "speed")
    for file in files:
        medians = [one for one in json.loads(file.read_text())["benchmarks"] if one.get("aggregate_name") == "median"]
        medians.sort(key=lambda one: (one["family_index"], one["per_family_instance_index"]))
        yield from (stage(file.stem, one) for one in medians)
    yield ""
    yield "</details>"


def loopback(lines):
    """Lines of `run: what`, value, unit: a row for each run, a column for each thing that some run was asked for."""
    runs, columns = {}, {}
    for name, value, unit in (line.split("\t") for line in lines):
        run, _, what = name.partition(": ")
        runs.setdefault(run, {})[what] = figure(float(value))
        columns[what] = f"{what} ({unit.replace('us/', 'µs/')})" if unit else what
    yield "The whole engine, over an upstream in memory and over TLS to `rcs-sim` (`bench/loopback/run.sh`)."
    yield ""
    yield from head("run", *columns.values())
    for run, found in runs.items():
        yield row(run, *(found.get(what, "") for what in columns))


def main(build, out):
    print(where(build))
    if (out / "versus.json").exists():
        print("", *versus(json.loads((out / "versus.json").read_text())), sep="\n")
    if (out / "loopback.tsv").exists():
        print("", *loopback(line for line in (out / "loopback.tsv").read_text().splitlines() if "\t" in line), sep="\n")
    if files := sorted((out / "micro").glob("*.json")):
        print("", *micro(files), sep="\n")


main(*map(pathlib.Path, sys.argv[1:]))
