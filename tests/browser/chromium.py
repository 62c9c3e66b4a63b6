"""The Chromium that the browser tests drive: Debian's, installed when it is missing and can be."""

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
ARGUMENTS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
)  # fmt: skip
STORES = "cookies,local_storage,indexeddb,websql,service_workers,cache_storage"


def find():
    """The path of a Chromium; None if there is none."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def options():
    """What Playwright is told when it starts the Chromium that is there."""
    return {"executable_path": find(), "args": list(ARGUMENTS)}


class Seat:
    """A browser that has been here, lent to one visitor after the other.

    A page is there in half the time when its files have been read and compiled before. Whoever
    comes finds no other trace of those who sat here.
    """

    def __init__(self, context):
        self._context, self.free = context, True

    @contextmanager
    def taken(self, server):
        """The context, as of one who has never been on this server."""
        self.free = False
        blank = self._context.pages[0]  # stays open, and with it the browser
        self._context.clear_cookies()
        session = self._context.new_cdp_session(blank)
        session.send("Storage.clearDataForOrigin", {"origin": server, "storageTypes": STORES})
        session.detach()
        yield self._context
        for page in self._context.pages[1:]:
            page.close()
        self.free = True


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
