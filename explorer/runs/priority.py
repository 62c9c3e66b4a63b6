"""Who goes first when the cores are few: whoever looks at the page, then whatever trains."""

from __future__ import annotations

import os
import sys
import threading

_LATER = 5  # of 0 … 19


def give_way() -> None:
    """Let this thread, and those it begins, run after the page's and the browser's.

    Only Linux counts niceness by the thread; elsewhere nothing is changed.
    """
    if sys.platform == "linux":
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _LATER)
