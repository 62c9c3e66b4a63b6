"""A PostgreSQL of the tests' own: Debian's, installed when it is missing and can be."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

from tests.browser.serving import free_port

_NOBODY = "postgres"  # the server refuses to run as root


def find():
    """The folder of its programs; None if there is none."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    at_hand = shutil.which("initdb")
    return found[-1].parent if found else Path(at_hand).parent if at_hand else None


def install():
    """Install Debian's, if this machine lets us; without a server of its own that would run."""
    if find() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "postgresql"]):
        subprocess.run(["apt-get", *command], env=environment, check=True)


@contextmanager
def serving():
    """The address of a fresh database, reached over the loopback alone."""
    programs, port = find(), free_port()
    root = os.geteuid() == 0
    user = _NOBODY if root else None
    with tempfile.TemporaryDirectory(prefix="pushpull-pg-") as folder:
        if root:
            os.chown(folder, *pwd.getpwnam(_NOBODY)[2:4])
        data = Path(folder) / "data"

        def run(*command):
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, user=user)

        run(programs / "initdb", "-D", data, "-U", "tester", "-A", "trust", "--no-sync")
        options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        control = [programs / "pg_ctl", "-D", data, "-w"]
        run(*control, "-o", options, "-l", Path(folder) / "log", "start")
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            run(*control, "-m", "immediate", "stop")
