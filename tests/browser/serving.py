"""A real server in a second process."""

import os
import socket
import subprocess
import sys
import urllib.request
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent

FAILS_AT = 3  # the min_count at which the fragile application's card of the text fails


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process):
    for _ in range(600):
        assert process.poll() is None, "the server ended"
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            try:
                process.wait(0.2)
            except subprocess.TimeoutExpired:
                continue
    raise AssertionError("the server did not answer")


@contextmanager
def serving(log, app="app.py", **more):
    """The address and the process of a server that tells its visitors apart."""
    port = free_port()
    environment = {**os.environ, "PUSHPULL_VISITORS": "many", "PYTHONPATH": str(ROOT), **more}
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", app, "--server.port", str(port)],
            cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT,
        )  # fmt: skip
        address = f"http://localhost:{port}"
        try:
            wait_for(f"{address}/_stcore/health", process)
            yield address, process
        finally:
            process.terminate()
            process.wait(20)
