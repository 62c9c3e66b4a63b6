"""Job: long work in steps made by a thread, seen, stopped, and owned by a visitor."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from engine.errors import EngineError, phrase
from explorer.runs.scheduling import give_way

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from explorer.runs.scheduling import Slots

Stage = Literal["running", "done", "stopped", "error"]
WAITS_AFTER = 20.0  # seconds without a look: nothing is computed for a page that is not seen
MOST = 2000  # steps kept; the oldest go
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Look:
    """A job as it is now: `steps` are what it has yielded so far, oldest first."""

    stage: Stage
    steps: tuple[Any, ...]
    made: int
    total: int | None
    error: EngineError | None

    @property
    def share(self) -> float:
        """How much of it is made, 0 … 1: as counted, else as its last step says by `done`."""
        if self.total:
            return min(1.0, self.made / self.total)
        return float(getattr(self.steps[-1], "done", self.stage == "done")) if self.steps else 0.0


class Job:
    """Walks an iterator; each step holds one of the cores' slots while it is made."""

    def __init__(
        self,
        work: Callable[[], Iterator[Any]],
        slots: Slots,
        total: int | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work, self._slots, self._total, self._clock = work, slots, total, clock
        self._gate = threading.Condition()
        self._steps: list[Any] = []
        self._made = 0
        self._stage: Stage = "running"
        self._error: EngineError | None = None
        self.seen = clock()
        self._thread = threading.Thread(target=self._walk, name="job", daemon=True)
        self._thread.start()

    @property
    def running(self) -> bool:
        """Whether there are steps to come."""
        return self._stage == "running"

    def look(self) -> Look:
        """What there is; looking keeps it going."""
        with self._gate:
            self.seen = self._clock()
            self._gate.notify_all()
            return Look(self._stage, tuple(self._steps), self._made, self._total, self._error)

    def stop(self) -> None:
        """Make no further step; what is there stays to be looked at."""
        with self._gate:
            if self._stage == "running":
                self._stage = "stopped"
            self._gate.notify_all()

    def close(self) -> None:
        """Stop, and wait until the thread has ended."""
        self.stop()
        self._thread.join(timeout=10)

    def _walk(self) -> None:
        give_way()
        try:
            steps = self._work()
            while self._may_go():
                with self._slots.held():
                    step = next(steps, self)
                if step is self:
                    break
                self._take(step)
        except EngineError as error:
            self._error = error
        except Exception:
            _log.exception("a job failed")
            self._error = EngineError(phrase("This computation failed; the log has the details."))
        with self._gate:
            if self._stage == "running":
                self._stage = "error" if self._error else "done"

    def _may_go(self) -> bool:
        """Wait while nobody looks; False when stopped."""
        with self._gate:
            while self._stage == "running" and self._clock() - self.seen > WAITS_AFTER:
                self._gate.wait()
            return self._stage == "running"

    def _take(self, step: object) -> None:
        with self._gate:
            self._made += 1
            self._steps.append(step)
            del self._steps[:-MOST]


class Jobs:
    """The jobs of all visitors, each known by its owner and a name."""

    def __init__(self, slots: Slots) -> None:
        self._slots = slots
        self._lock = threading.Lock()
        self._all: dict[tuple[str, str], tuple[object, Job]] = {}

    def of(
        self,
        owner: str,
        name: str,
        stamp: object,
        work: Callable[[], Iterator[Any]],
        total: int | None = None,
    ) -> Job:
        """The job of that name; begun anew when what it is asked with, the stamp, is another."""
        with self._lock:
            found = self._all.get((owner, name))
            if found is not None and found[0] == stamp:
                return found[1]
            made = Job(work, self._slots, total)
            self._all[owner, name] = (stamp, made)
        if found is not None:
            found[1].stop()
        return made

    def there(self, owner: str, name: str) -> tuple[Any, Job] | None:
        """The stamp and the job of that name, if there is one; nothing is begun."""
        with self._lock:
            return self._all.get((owner, name))

    def drop(self, owner: str, name: str | None = None) -> None:
        """Forget an owner's job of that name, or all of theirs."""
        with self._lock:
            gone = [key for key in self._all if key[0] == owner and name in {None, key[1]}]
            jobs = [self._all.pop(key)[1] for key in gone]
        for job in jobs:
            job.stop()

    def tidy(self, after: float = 3600.0) -> None:
        """Forget what nobody has looked at for so many seconds."""
        now = time.monotonic()
        with self._lock:
            old = [key for key, (_, job) in self._all.items() if now - job.seen > after]
            jobs = [self._all.pop(key)[1] for key in old]
        for job in jobs:
            job.stop()

    def close(self) -> None:
        """Stop all."""
        with self._lock:
            jobs, self._all = [job for _, job in self._all.values()], {}
        for job in jobs:
            job.close()
