"""nginx, on a loopback port and a core of its own, for as long as the block lasts."""

import contextlib
import pathlib
import re
import shutil
import socket
import ssl
import subprocess
import time
import urllib.request

import prepared

HERE = pathlib.Path(__file__).parent


def _certificate(folder):
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]
        + ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"]
        + ["-keyout", folder / "key.pem", "-out", folder / "cert.pem"],
        check=True,
        stderr=subprocess.DEVNULL,
    )


def _free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _configuration(folder, port, cipher, record):
    # Shares have two digits behind the point: the last one takes what is left.
    shares = [f"    {100 / prepared.BODIES:.2f}% {nth};" for nth in range(prepared.BODIES - 1)]
    shares.append(f"    * {prepared.BODIES - 1};")
    text = (HERE / "nginx.conf").read_text()
    filled = {"folder": folder, "port": port, "cipher": cipher, "record": record, "shares": "\n".join(shares)}
    return re.sub("@([a-z]+)@", lambda place: str(filled[place[1]]), text)


class Server:
    def __init__(self, folder, port):
        self.folder = folder
        self.url = f"https://127.0.0.1:{port}"
        self.ca_file = folder / "cert.pem"
        self._trusting = ssl.create_default_context(cafile=str(self.ca_file))
        self._plain = urllib.request.build_opener(
            urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=self._trusting)
        )

    def requests(self):
        """How many it has had, this question included."""
        with self._plain.open(f"{self.url}/counted", timeout=5) as answer:
            return int(answer.read().split(b"\n")[2].split()[2])

    def log(self):
        """The first request of every connection: who asked, how long head and body were, what was negotiated."""
        for line in (self.folder / "access.log").read_text().splitlines():
            uri, head, body, negotiated = line.split(" ", 3)
            yield {"program": uri.split("/")[2], "head": int(head), "body": int(body), "negotiated": negotiated}


def _nginx():
    found = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
    if found is None:
        raise SystemExit("versus: nginx is not there (make bench installs it)")
    return found


def version():
    return subprocess.run([_nginx(), "-v"], capture_output=True, text=True).stderr.split(": ")[1].strip()


@contextlib.contextmanager
def serve(folder: pathlib.Path, core, cipher: str, record: str):
    _certificate(folder)
    (folder / "temp").mkdir()
    port = _free_port()
    (folder / "nginx.conf").write_text(_configuration(folder, port, cipher, record))
    pinned = ["timeout", "3h", "taskset", "--cpu-list", str(core)]
    process = subprocess.Popen([*pinned, _nginx(), "-e", "stderr", "-p", folder, "-c", folder / "nginx.conf"])
    try:
        server = Server(folder, port)
        for _ in range(100):
            try:
                server.requests()
                break
            except OSError:
                if process.poll() is not None:
                    raise SystemExit("versus: nginx does not start")
                time.sleep(0.05)
        else:
            raise SystemExit("versus: nginx does not answer")
        yield server
    finally:
        process.terminate()
        process.wait()
