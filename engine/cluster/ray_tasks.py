"""Trials as Ray tasks: one core each, the corpus shipped once, values streamed back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engine.cluster.connection import ray
from engine.cluster.object_store import as_writable
from engine.cluster.tasks import Lost

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.cluster.tasks import Step


class RayTasks:
    """A `Tasks` of the cluster that this process has joined."""

    def __init__(
        self,
        values: Callable[..., Iterator[Any]],
        work: Callable[..., Any],
        corpus: Any,  # noqa: ANN401 - whatever the trials need
    ) -> None:
        def carried(work: Callable[..., Any], job: Any, corpus: Any) -> Iterator[Any]:  # noqa: ANN401
            yield from values(work, job, as_writable(corpus))

        self._task = ray().remote(num_cpus=1, max_retries=0, num_returns="streaming")(carried)
        self._work, self._corpus = ray().put(work), ray().put(corpus)
        self._running: dict[Any, int] = {}  # streams of values
        self._dropped: list[int] = []

    def start(self, number: int, job: Any) -> None:  # noqa: ANN401 - as above
        """Begin a trial where there is a core."""
        self._running[self._task.remote(self._work, job, self._corpus)] = number

    def step(self) -> Step:
        """The next value of any trial, or the end of one; raises `Lost` as `Tasks` says."""
        if self._dropped:
            return (self._dropped.pop(),)
        ready, _ = ray().wait(list(self._running), num_returns=1, fetch_local=False)
        number = self._running[ready[0]]
        try:
            return number, ray().get(next(ready[0]))
        except StopIteration:
            del self._running[ready[0]]
            return (number,)
        except ray().exceptions.RayError:
            del self._running[ready[0]]
            raise Lost(number) from None

    def drop(self, number: int) -> None:
        """Interrupt a trial; its core is free when it has let go."""
        for stream in [one for one, of in self._running.items() if of == number]:
            del self._running[stream]
            ray().cancel(stream)
            self._dropped.append(number)

    def close(self) -> None:
        """Interrupt all."""
        for number in list(self._running.values()):
            self.drop(number)
        self._dropped.clear()
