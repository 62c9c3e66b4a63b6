"""Trials in threads of this process, or in the caller's own: kernels let go of Python's lock."""

from __future__ import annotations

import threading
from queue import Queue
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.cluster.tasks import Step


class ThreadTasks:
    """A `Tasks` of this process; with ``threads=False`` values are made when they are asked for."""

    def __init__(
        self,
        values: Callable[..., Iterator[Any]],
        work: Callable[..., Any],
        corpus: Any,  # noqa: ANN401 - whatever the trials need
        *,
        threads: bool,
    ) -> None:
        self._values, self._work, self._corpus = values, work, corpus
        self._running: dict[int, Iterator[Any]] = {}
        self._said: Queue[Step] | None = Queue() if threads else None

    def start(self, number: int, job: Any) -> None:  # noqa: ANN401 - as above
        """Begin a trial."""
        self._running[number] = made = self._values(self._work, job, self._corpus)
        if self._said is not None:
            threading.Thread(
                target=self._tell, args=(number, made, self._said), name="trial", daemon=True
            ).start()

    def step(self) -> Step:
        """The next value of any trial, or the end of one."""
        if self._said is not None:
            return self._said.get()
        number, made = next(iter(self._running.items()))
        for value in made:
            return number, value
        self._running.pop(number, None)
        return (number,)

    def drop(self, number: int) -> None:
        """Make no further value of a trial."""
        if self._said is None:
            self._running[number] = iter(())
        else:
            self._running.pop(number, None)

    def close(self) -> None:
        """Drop all; a thread ends when the value it is at is made."""
        self._running.clear()

    def _tell(self, number: int, made: Iterator[Any], said: Queue[Step]) -> None:
        for value in made:
            if self._running.get(number) is not made:
                break
            said.put((number, value))
        said.put((number,))
