"""The cores, handed round: a run trains only while it holds a slot, a slice at a time."""

from __future__ import annotations

import threading
from collections import deque
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


class Slots:
    """As many slots as cores; who waits longest gets the next one."""

    def __init__(self, cores: int) -> None:
        self._free = max(1, cores)
        self._queue: deque[object] = deque()
        self._turn = threading.Condition()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Wait for a slot, hold it, and hand it on."""
        ticket = object()
        with self._turn:
            self._queue.append(ticket)
            self._turn.wait_for(lambda: self._free > 0 and self._queue[0] is ticket)
            self._queue.popleft()
            self._free -= 1
            self._turn.notify_all()
        try:
            yield
        finally:
            with self._turn:
                self._free += 1
                self._turn.notify_all()
