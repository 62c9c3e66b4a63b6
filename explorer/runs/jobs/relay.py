"""Trials on a cluster for a job of this server: what they say is passed on when it comes.

A thread waits for the machines, so that a step of the job, which holds a slot, is over in a moment.
"""

from __future__ import annotations

import logging
import threading
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from engine.cluster.pool import trials
from engine.errors import ClusterError, EngineError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from engine.cluster.connection import Cluster
    from engine.cluster.pool import Trials

Job = TypeVar("Job")
_PAUSE: Final = 0.02  # seconds a step waits
_END: Final = object()
_log = logging.getLogger(__name__)


class Relay(Generic[Job]):
    """``(job, value)`` of `engine.cluster.pool.trials` as they come, None when nothing has come."""

    def __init__(
        self,
        jobs: Iterable[Job],
        work: Callable[[Job, Any], Any],
        corpus: object,
        cluster: Cluster,
        workers: int | None = None,
    ) -> None:
        self._said: SimpleQueue[Any] = SimpleQueue()
        self._dropped: SimpleQueue[Job] = SimpleQueue()
        self._stopped = threading.Event()
        running = trials(jobs, work, corpus, cluster, workers=workers)
        threading.Thread(target=self._listen, args=(running,), name="relay", daemon=True).start()

    def __iter__(self) -> Iterator[tuple[Job, Any] | None]:
        """What is said until all is; raises `EngineError` if the cluster is gone."""
        try:
            while (said := self._next()) is not _END:
                if isinstance(said, EngineError):
                    raise said
                yield said
        finally:
            self._stopped.set()

    def drop(self, job: Job) -> None:
        """End one trial: its core goes to the next."""
        self._dropped.put(job)

    def _next(self) -> Any:  # noqa: ANN401 - what a trial says
        try:
            return self._said.get(timeout=_PAUSE)
        except Empty:
            return None

    def _listen(self, running: Trials[Job]) -> None:
        try:
            with running:
                for said in running:
                    self._said.put(said)
                    while not self._dropped.empty():
                        running.drop(self._dropped.get())
                    if self._stopped.is_set():
                        return
            self._said.put(_END)
        except EngineError as error:
            self._said.put(error)
        except Exception:
            _log.exception("trials on the cluster ended")
            self._said.put(
                ClusterError(
                    "The cluster no longer answers. What was made is kept; go on once it is back,"
                    " or start the server without PUSHPULL_RAY."
                )
            )
