"""Cores shared by runs: slots, each held for one slice of training, and priorities of threads."""

from __future__ import annotations

import os
import sys
import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_LATER = 5  # steps of niceness, of which 19 is the most


class Slots:
    """As many slots as cores; who waits longest gets the next one."""

    def __init__(self, cores: int) -> None:
        self._all = self._free = max(1, cores)
        self._queue: deque[object] = deque()
        self._turn = threading.Condition()

    @contextmanager
    def held(self, count: int = 1) -> Iterator[None]:
        """Wait for `count` slots (at most all), hold them, and hand them on."""
        ticket, count = object(), min(count, self._all)
        with self._turn:
            self._queue.append(ticket)
            self._turn.wait_for(lambda: self._free >= count and self._queue[0] is ticket)
            self._queue.popleft()
            self._free -= count
            self._turn.notify_all()
        try:
            yield
        finally:
            with self._turn:
                self._free += count
                self._turn.notify_all()


def give_way() -> None:
    """Let this thread, and those it begins, run after the page's and the browser's.

    Only Linux counts niceness by the thread; elsewhere nothing is changed.
    """
    if sys.platform == "linux":
        later = min(19, os.getpriority(os.PRIO_PROCESS, os.getpid()) + _LATER)
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), later)
