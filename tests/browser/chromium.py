"""The Chromium that the browser tests drive: Debian's, installed when it is missing and can be."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


def find():
    """The path of a Chromium; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def install():
    """Install Debian's Chromium and a Chinese font, if this machine lets us."""
    if find() or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-q"], ["install", "-y", "-q", "chromium", "fonts-noto-cjk"]):
        subprocess.run(["apt-get", *command], env=environment, check=True)


if __name__ == "__main__":
    install()
    if find() is None:
        print("No Chromium was found and none could be installed: the browser tests need one.")
        sys.exit(1 if os.environ.get("CI") == "true" else 0)
