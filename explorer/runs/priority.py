"""Who goes first when the cores are few: whoever looks at the page, then whatever trains."""

from __future__ import annotations

import os
import sys
import threading

_LATER = 5  # steps of niceness, of which 19 is the most


def give_way() -> None:
    """Let this thread, and those it begins, run after the page's and the browser's.

    Only Linux counts niceness by the thread; elsewhere nothing is changed.
    """
    if sys.platform == "linux":
        later = min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _LATER)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), later)
