"""One run of one program on one core, and what it used."""

import os
import subprocess
import tempfile
import threading
import time
import typing


AT_MOST = 300  # seconds; then it is killed


class Usage(typing.NamedTuple):
    """Seconds: by the clock, of CPU in the program, and of CPU in the kernel for it."""

    seconds: float
    user: float
    system: float


def run(command, environment, core, name):
    """Runs `command` on `core`. Its output, and its own usage: all its threads, and none of ours."""
    with tempfile.TemporaryFile() as output:
        begin = time.monotonic()
        # taskset becomes the program: the process that is waited for is the program itself.
        process = subprocess.Popen(
            ["taskset", "--cpu-list", str(core), *command],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=environment,
        )
        watchdog = threading.Timer(AT_MOST, process.kill)
        watchdog.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
            seconds = time.monotonic() - begin
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            watchdog.cancel()
            process.kill()  # which does nothing once it has been waited for
        output.seek(0)
        text = output.read().decode(errors="replace")
    if process.returncode != 0:
        raise SystemExit(f"versus: {name} ended with {process.returncode} after {seconds:.1f} s\n{text}")
    return text, Usage(seconds, used.ru_utime, used.ru_stime)
