"""Real servers in processes of their own: one for a test alone, or one that many workers share.

Whoever uses a server holds a lock, and the kernel lets go of the locks of a process that was
killed: no server outlives its tests, whatever ends them (`tests.browser.held`).
"""

import fcntl
import os
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager, suppress

import psutil

from tests import ROOT

CALM = "JOURNEYS_CALM"  # of the environment: seconds that a calm run takes on a test's server
FAILS_AT = 3  # the min_count at which the fragile application's card of the text fails
ASKED = 1500  # times a server is asked whether it is there, five in a second: others compile too
ENDING = 30  # seconds in which a server ends; after 20 it gives up by itself


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_for(address, process):
    for _ in range(ASKED):
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            with suppress(subprocess.TimeoutExpired, psutil.TimeoutExpired):
                process.wait(0.2)
                break
    raise AssertionError("the server ended, or did not answer")


@contextmanager
def serving(log, app="app.py", **more):
    """The address and the process of a server of one's own, which tells its visitors apart."""
    with _held(log.with_suffix(".lock")) as lock:
        address, process = _started(lock, log, app, more)
        try:
            wait_for(f"{address}/_stcore/health", process)
            yield address, process
        finally:
            process.terminate()
            process.wait(ENDING)


@contextmanager
def sharing(log, **more):
    """The address of one server for all who name this log: who comes first starts it.

    Who leaves last ends it.
    """
    me = str(os.getpid())
    there, list_of_users = log.with_suffix(".there"), log.with_suffix(".users")
    with _held(log.with_suffix(".lock")) as lock:
        with _listed(list_of_users) as users:
            if not users:
                address, process = _started(lock, log, "app.py", more)
                there.write_text(f"{process.pid} {address}")
                threading.Thread(target=process.wait, daemon=True).start()  # or it ends as a zombie
            users.append(me)
        number, address = there.read_text().split()
        process = psutil.Process(int(number))
        try:
            wait_for(f"{address}/_stcore/health", process)
            yield address
        finally:
            with _listed(list_of_users) as users:
                users.remove(me)
                if not users:
                    process.terminate()
                    process.wait(ENDING)


@contextmanager
def _held(lock):
    """A lock that is held until this process ends or lets go; the server waits for that."""
    with lock.open("w") as holding:
        fcntl.flock(holding, fcntl.LOCK_SH)
        yield lock


@contextmanager
def _listed(path):
    """The processes that use a server, to be changed by one at a time."""
    with path.open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        users = file.read().split()
        yield users
        file.truncate(0)
        file.write(" ".join(users))


def _started(lock, log, app, more):
    """A server that ends when nobody holds the lock: its address and its process."""
    port = free_port()
    environment = {**os.environ, "PUSHPULL_VISITORS": "many", "PYTHONPATH": str(ROOT), **more}
    command = [sys.executable, "-m", "tests.browser.held", lock, app, f"--server.port={port}"]
    with log.open("w") as out:
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=out, stderr=subprocess.STDOUT
        )
    below = environment.get("STREAMLIT_SERVER_BASE_URL_PATH", "").strip("/")
    return f"http://localhost:{port}/{below}".rstrip("/"), process
