"""`streamlit run`, until nobody holds a lock any more: a server that outlives no test.

`python -m tests.browser.held LOCK APP …`; the environment may say how long a calm run takes.
"""

import fcntl
import os
import signal
import sys
import threading
from pathlib import Path

from streamlit.web import cli

from explorer.runs import loop
from tests.browser.serving import CALM

PATIENCE = 20  # seconds in which runs are put by and the server ends


def end_when_free(lock):
    """Wait for the lock, which is held by whoever uses this server, and end."""
    with Path(lock).open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        os.kill(os.getpid(), signal.SIGTERM)
        threading.Event().wait(PATIENCE)
        os._exit(1)


if __name__ == "__main__":
    _, lock, *arguments = sys.argv
    threading.Thread(target=end_when_free, args=(lock,), daemon=True).start()
    loop.CALM = float(os.environ.get(CALM, loop.CALM))
    sys.argv = ["streamlit", "run", *arguments]
    cli.main(prog_name="streamlit")
