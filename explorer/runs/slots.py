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
