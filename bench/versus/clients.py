"""The programs that are compared: how each is called, and what it says it has done."""

import json
import pathlib
import re
import subprocess

import prepared

HERE = pathlib.Path(__file__).parent


class Work:
    """What every program is asked to do."""

    def __init__(self, server, folder, requests, connections):
        self.server = server
        self.folder = folder
        self.requests = requests
        self.connections = connections
        self.request_file = folder / "request.json"
        self.list_file = folder / "list.txt"
        prepared.write_list(self.list_file, requests)
        self.environment = {
            "RCS_API_KEY": "versus-key",
            "VERSUS_REQUESTS": str(requests),
            "VERSUS_REQUEST_FILE": str(self.request_file),
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
        }

    def url(self, program):
        """The account in the path is the program's name, so that the server's log tells who asked."""
        return f"{self.server.url}/v1/{program}/rcs/lookup"


def _demand(holds, name, what, output):
    if not holds:
        raise SystemExit(f"versus: {name}: {what}\n{output}")


class Client:
    """One of the programs. `does` says what it makes of an answer."""

    name = does = ""
    version_command = []

    def version(self):
        """The first line of what it says of itself."""
        try:
            said = subprocess.run(self.version_command, stdin=subprocess.DEVNULL, capture_output=True, text=True)
        except FileNotFoundError:
            raise SystemExit(f"versus: no {self.version_command[0]} (make bench installs what it needs)") from None
        return (said.stdout or said.stderr).splitlines()[0].split(" Copyright")[0]

    def command(self, work):
        raise NotImplementedError

    def answered(self, work, output):
        """How many requests were answered, all of them well; ends the program if not."""
        raise NotImplementedError

    def wrong_rows(self, work, carriers):
        """What is wrong with the rows it has written, if it writes any."""
        return None


class H2load(Client):
    name = "h2load"
    does = "throws the answer away"
    version_command = ["h2load", "--version"]

    def command(self, work):
        return (
            ["h2load", "--h1", "-t", "1", "-n", str(work.requests), "-c", str(work.connections)]
            + ["-d", work.request_file, "-H", "api-key: versus-key", "-H", "content-type: application/json"]
            + [work.url(self.name)]
        )

    def answered(self, work, output):
        good = re.search(r"status codes: (\d+) 2xx", output)
        _demand(good and int(good[1]) == work.requests, self.name, "not all succeeded", output)
        return int(good[1])


class Wrk(Client):
    name = "wrk"
    does = "throws the answer away"
    version_command = ["wrk", "--version"]

    def command(self, work):
        script = ["-s", HERE / "post.lua"]
        return ["wrk", "-t", "1", "-c", str(work.connections), "-d", "120", *script, work.url(self.name)]

    def answered(self, work, output):
        good = re.search(r"(\d+) requests in", output)
        _demand(good and "Non-2xx" not in output and "Socket errors" not in output, self.name, "errors", output)
        # It is stopped when it has sent them all: those on their way are not counted.
        done = int(good[1])
        _demand(0 <= work.requests - done <= work.connections + 1, self.name, f"{done} requests", output)
        return done


class Aiohttp(Client):
    name = "aiohttp"
    does = "Python; parses the answer and counts"
    version_command = ["/usr/bin/python3", "-c", "import aiohttp; print('aiohttp', aiohttp.__version__)"]

    def command(self, work):
        return (
            ["/usr/bin/python3", "-B", HERE / "ask_with_aiohttp.py", work.url(self.name), work.server.ca_file]
            + [work.request_file, str(work.requests), str(work.connections)]
        )

    def answered(self, work, output):
        right = {"devices": prepared.NUMBERS * work.requests, "enabled": prepared.ENABLED * work.requests}
        _demand(json.loads(output or "null") == right, self.name, "wrong totals", output)
        return work.requests


class Scrub(Client):
    does = "parses, reconciles, writes CSV and checkpoint"

    def __init__(self, program, name="rcs-scrub"):
        self.program = program
        self.name = name
        self.version_command = [program, "--version"]

    def answers(self, work):
        return work.folder / f"{self.name}.csv"

    def command(self, work):
        answers = self.answers(work)
        for left_over in work.folder.glob(answers.name + "*"):
            left_over.unlink()
        return (
            [self.program, "--endpoint", work.server.url, "--ca-file", work.server.ca_file, "--sid", self.name]
            + ["--threads", "1", "--max-in-flight", str(work.connections), "--duplicates", "keep", "--quiet"]
            + ["--progress", "never", "-o", answers, "--checkpoint", f"{answers}.checkpoint"]
            + ["--summary", work.folder / "summary.json", work.list_file]
        )

    def answered(self, work, output):
        summary = json.loads((work.folder / "summary.json").read_text())
        rows = prepared.NUMBERS * work.requests
        enabled = prepared.ENABLED * work.requests
        _demand(summary["rows"] == rows, self.name, f"{summary['rows']} rows instead of {rows}", output)
        outcomes = {name: count for name, count in summary["outcomes"].items() if count}
        _demand(outcomes == {"enabled": enabled, "not_enabled": rows - enabled}, self.name, f"{outcomes}", output)
        _demand(summary["requests"]["sent"] == work.requests, self.name, f"{summary['requests']}", output)
        _demand(summary["complete"], self.name, "not complete", output)
        return work.requests

    def wrong_rows(self, work, carriers):
        return prepared.check_rows(self.answers(work), work.requests, carriers)


def peers():
    return [H2load(), Wrk(), Aiohttp()]
