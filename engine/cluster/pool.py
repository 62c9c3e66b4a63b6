"""Pool of independent trials: one Ray task each, or a thread each without Ray.

    for job, result in trials(jobs, work, corpus, cluster):
        ...

`work(job, corpus)` returns a result, or is a generator whose values are handed on as they are made
(the curve of a trial, say). Jobs are asked for only when a core is free, so that a study may let
the next one depend on the results so far. The corpus is shipped once, whatever the number of jobs.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import GeneratorType
from typing import TYPE_CHECKING, Any, Generic, Self, TypeVar

from engine.cluster.tasks import Lost
from engine.cluster.thread_tasks import ThreadTasks
from engine.errors import EngineError, phrase

if TYPE_CHECKING:
    from engine.cluster.connection import Cluster
    from engine.cluster.tasks import Tasks

Job = TypeVar("Job")
Work = Callable[[Job, Any], Any]
_TRIES = 2  # of a trial whose machine was lost
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Failed:
    """What stands for the result of a trial that could not be made; the others go on."""

    error: EngineError


class Trials(Generic[Job]):
    """An iterator over ``(job, value)`` as values come; `drop` ends one trial, `close` all."""

    def __init__(self, jobs: Iterable[Job], tasks: Tasks, width: int) -> None:
        self._jobs, self._tasks, self._width = iter(jobs), tasks, width
        self._running: dict[int, Job] = {}
        self._tries: dict[int, int] = {}
        self._begun = 0
        self._ended = False

    def __iter__(self) -> Iterator[tuple[Job, Any]]:
        return self

    def __next__(self) -> tuple[Job, Any]:
        while self._fill():
            try:
                step = self._tasks.step()
            except Lost as lost:
                if (failed := self._again(lost.number)) is not None:
                    return failed
                continue
            if len(step) == 2:
                return self._running[step[0]], step[1]
            del self._running[step[0]]
        self.close()
        raise StopIteration

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def drop(self, job: Job) -> None:
        """Make no further value of this job's trial: its core goes to the next job."""
        for number, held in self._running.items():
            if held is job:
                self._tasks.drop(number)

    def close(self) -> None:
        """Stop: no further job is begun and none goes on; a value already made is not told."""
        if not self._ended:
            self._ended = True
            self._running.clear()
            self._tasks.close()

    def _fill(self) -> bool:
        """Begin as many as there is room for; whether any runs."""
        while not self._ended and len(self._running) < self._width:
            try:
                job = next(self._jobs)
            except StopIteration:
                break
            self._running[self._begun] = job
            self._tasks.start(self._begun, job)
            self._begun += 1
        return bool(self._running)

    def _again(self, number: int) -> tuple[Job, Any] | None:
        """Begin a lost trial anew, from its start; when that has been done, it has failed."""
        job = self._running[number]
        self._tries[number] = self._tries.get(number, 1) + 1
        if self._tries[number] <= _TRIES:
            self._tasks.start(number, job)
            return None
        del self._running[number]
        return job, Failed(EngineError(phrase("The machines of this trial were lost twice.")))


def trials(
    jobs: Iterable[Job],
    work: Work[Job],
    corpus: Any,  # noqa: ANN401 - what all trials need: a Corpus, or a dataclass of such
    cluster: Cluster | None = None,
    *,
    workers: int | None = None,
) -> Trials[Job]:
    """Results of ``work(job, corpus)`` as they come, `workers` at a time (all cores).

    On a cluster a trial is a Ray task of one core, and `work`, jobs and results are pickled; a
    trial whose machine dies begins anew once. Without one it is a thread of this process; with
    ``workers=1`` it runs in the caller's own thread, a value a call. A trial that raises has
    `Failed` for its result.
    """
    if cluster is not None:
        from engine.cluster.ray_tasks import RayTasks  # noqa: PLC0415 - without a cluster no Ray

        return Trials(jobs, RayTasks(values, work, corpus), workers or cluster.cores)
    width = workers or os.cpu_count() or 1
    return Trials(jobs, ThreadTasks(values, work, corpus, threads=width > 1), width)


def values(work: Work[Any], job: Any, corpus: Any) -> Iterator[Any]:  # noqa: ANN401 - as above
    """All values of one trial; the last is `Failed` if it raised."""
    try:
        made = work(job, corpus)
        if isinstance(made, GeneratorType):
            yield from made
        else:
            yield made
    except EngineError as error:
        yield Failed(error)
    except Exception:
        _log.exception("a trial failed")
        yield Failed(EngineError(phrase("This trial failed; the log has the details.")))
