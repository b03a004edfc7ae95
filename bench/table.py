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
        f" {cached['CMAKE_CXX_FLAGS_RELEASE']}; {len(os.sched_getaffinity(0))} cores of {model[1] if model else platform.machine()},"
        f" Linux {platform.release()}."
    )


def row(*cells):
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in cells) + " |"


def head(*cells):
    return [row(*cells), row(*("---" for _ in cells))]


def versus(measured):
    setting = measured["setting"]
    yield (
        f"The same {setting['requests']:,} requests of 500 numbers on {setting['connections']} connections to one {setting['server']}"
        f" ({setting['negotiated']}), server and client on a core each; medians of {setting['rounds']} interleaved rounds, least to"
        " most in brackets (`bench/versus/run.sh`)."
    )
    yield ""
    yield from head("program", "what it does with an answer", "requests/s", "client CPU per request", "× h2load")
    for line in measured["programs"]:
        yield row(
            f"{setting['programs'][line['program']]}",
            line["does"],
            f"{line['rate']:,.0f}",
            "{cpu_us:.1f} µs ({cpu_us_least:.1f} to {cpu_us_most:.1f})".format(**line),
            "{ratio:.2f} ({ratio_least:.2f} to {ratio_most:.2f})".format(**line),
        )


def duration(nanoseconds):
    for unit, size in (("ms", 1e6), ("µs", 1e3)):
        if nanoseconds >= size:
            return f"{nanoseconds / size:.3g} {unit}"
    return f"{nanoseconds:.3g} ns"


def counters(found):
    """What a benchmark counts beside its time, under the names that it gives."""
    known = {"name", "run_name", "run_type", "aggregate_name", "aggregate_unit", "time_unit", "label", "error_message"}
    known |= {"cpu_time", "real_time", "iterations", "repetitions", "repetition_index", "threads", "family_index"}
    known |= {"per_family_instance_index"}
    for name, value in found.items():
        if name == "bytes_per_second":
            yield f"{value / 1e9:.2f} GB/s"
        elif name == "items_per_second":
            yield f"{value / 1e6:.3g} M/s"
        elif name not in known:
            yield f"{value:.3g} {name.replace('_', ' ')}"


def micro(files):
    yield "Stages by themselves: CPU time, medians of five interleaved repetitions (`bench-*`)."
    yield ""
    yield from head("benchmark", "one iteration", "which is")
    for file in files:
        for found in json.loads(file.read_text())["benchmarks"]:
            if found.get("aggregate_name") == "median":
                time = duration(found["cpu_time"] * NANOSECONDS[found["time_unit"]])
                yield row(f"{file.stem} `{found['run_name']}`", time, ", ".join(counters(found)))


def loopback(lines):
    yield "The whole engine (`bench/loopback/run.sh`)."
    yield ""
    yield from head("what", "figure")
    for line in lines:
        name, value, unit = line.split("\t")
        yield row(name, f"{value} {unit}")


def main(build, out):
    print(where(build))
    if (out / "versus.json").exists():
        print("", *versus(json.loads((out / "versus.json").read_text())), sep="\n")
    if (out / "loopback.tsv").exists():
        print("", *loopback(line for line in (out / "loopback.tsv").read_text().splitlines() if "\t" in line), sep="\n")
    if files := sorted((out / "micro").glob("*.json")):
        print("", *micro(files), sep="\n")


main(*map(pathlib.Path, sys.argv[1:]))
