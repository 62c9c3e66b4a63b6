"""Thread of a run: it trains the present trajectory, while it may and as fast as it is asked."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from engine.errors import EngineError, phrase
from engine.training.worked import worked_step
from explorer.runs.force_log import ForceReader
from explorer.runs.model_copier import ModelCopier
from explorer.runs.pace import CALM, Speed, one_slice, seconds
from explorer.runs.scheduling import give_way

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.settings import Knobs
    from engine.training.progress import Progress
    from engine.training.trainer import SkipGram
    from engine.training.worked import Worked
    from explorer.runs.frame import State
    from explorer.runs.scheduling import Slots
    from explorer.runs.trajectory import Trajectory

MANY = 100  # steps; fewer are worked one after the other, to be looked at
_AWAITED = 10.0  # seconds a new run waits for its first reader
_log = logging.getLogger(__name__)


class Loop:
    """What is asked of the thread, behind one gate, and the thread; `Run` does the asking.

    Only the thread touches the trainer. It reads what is asked before each block, so nobody who
    asks has to wait for it.
    """

    def __init__(
        self, trajectory: Trajectory, knobs: Knobs, slots: Slots, *, awaited: bool
    ) -> None:
        self.speed: Speed = "calm"
        self.ghosts = False  # whether a turned knob leaves one
        self.worked: Worked | None = None  # the one step that was made last
        self._trajectory, self._knobs, self._epochs = trajectory, knobs, knobs.epochs
        self._slots = slots
        self._gate = threading.Condition()
        self.ledger = ForceReader(self._gate)
        self._desk = ModelCopier(self._gate)
        self._seen = not awaited
        self._playing, self._closed, self._asked = True, False, 0  # the last: steps
        self._training = False  # whether a slice is on its way
        self._thread = threading.Thread(target=self._work, name="run", daemon=True)
        self._thread.start()

    @property
    def state(self) -> State:
        """running, paused, done or error; running also until the slice on its way is over."""
        if self._trajectory.error is not None:
            return "error"
        if self._training:
            return "running"
        if self._trainer.finished(self._knobs):
            return "done"
        return "running" if self._playing else "paused"

    @property
    def one_more(self) -> int:
        """One epoch more than are asked for or trained."""
        return max(self._knobs.epochs, self._trainer.position.epoch) + 1

    def pace(self) -> float:
        """Tokens a second of a calm run."""
        return self._trainer.epoch_size * self._epochs / CALM

    @property
    def _trainer(self) -> SkipGram:
        return self._trajectory.trainer

    def _work(self) -> None:
        give_way()
        with self._gate:  # the start is worth seeing: wait for the page to be there
            self._gate.wait_for(lambda: self._seen or self._closed, timeout=_AWAITED)
        while self._wait_to_go():
            began, trajectory = time.monotonic(), self._trajectory
            count = trajectory.trainer.recipe.threads if self.speed == "full" else 1
            with self._slots.held(count), self._at_work() as wanted:
                progress = self._train(trajectory) if wanted else None
            while trajectory.ghost_behind and trajectory is self._trajectory and not self._closed:
                with self._slots.held():
                    trajectory.lead()
            if progress is not None:
                self._rest(progress, began)

    def _wait_to_go(self) -> bool:
        """Wait until there is something to train; False when closed."""
        with self._gate:
            while not self._closed:
                self.ledger.serve(self._trainer, resting=self.state != "running")
                self._desk.serve(self._trajectory)
                self._make_room()
                if self.state == ("paused" if self._asked else "running"):
                    return True
                self._gate.wait()
            return False

    def _make_room(self) -> None:
        """Let steps that are asked for at the goal go on from there; after an error there are none.

        They may have been asked for while the slice that ended the run was on its way.
        """
        if self._asked and self._trajectory.error is not None:
            self._asked = 0
            self._gate.notify_all()
        elif self._asked and self._trainer.finished(self._knobs):
            self._knobs = replace(self._knobs, epochs=self.one_more)

    @contextmanager
    def _at_work(self) -> Iterator[bool]:
        """Whether a slice is still wanted: the slot may have been waited for.

        Whoever reads that a run is paused or done finds it at rest. Steps asked for are made of a
        run that is paused, and leave it so.
        """
        with self._gate:
            wanted = not self._closed and (self._playing or self._asked > 0)
            self._training = wanted and not self._asked
        try:
            yield wanted
        finally:
            with self._gate:
                self._training = False
                self._gate.notify_all()

    def _train(self, trajectory: Trajectory) -> Progress | None:
        """A slice, taken down; None if nothing was left to train, or if it failed."""
        asked = self._asked if self._asked >= MANY else min(self._asked, 1)
        try:
            progress = self._slice(trajectory, asked)
            if progress is not None:
                trajectory.record.add(progress, time.monotonic())
                trajectory.checkpoints.offer(trajectory.trainer)
        except EngineError as error:
            trajectory.error = error
        except Exception:
            _log.exception("a run failed")
            trajectory.error = EngineError(phrase("The training failed; rewind to go on."))
        else:
            return progress
        finally:
            self._made(asked)
        return None

    def _slice(self, trajectory: Trajectory, asked: int) -> Progress | None:
        trainer, history = trajectory.trainer, trajectory.record.history
        knobs = partial(self._take_knobs, trajectory)
        if asked == 1:
            worked, progress = worked_step(trainer, knobs())
            with self._gate:
                self.worked = None if self._playing else worked
            return progress
        if asked:
            return trainer.targets(knobs(), asked)
        return one_slice(trainer, knobs, self.speed, self.pace(), next(iter(history[-1:]), None))

    def _made(self, asked: int) -> None:
        """The steps asked for are made, or cannot be."""
        if asked:
            with self._gate:
                self._asked = max(0, self._asked - asked)
                self._gate.notify_all()

    def _take_knobs(self, trajectory: Trajectory) -> Knobs:
        """The knobs of the next block."""
        knobs = self._knobs
        trajectory.take(knobs, ghosts=self.ghosts)
        return knobs

    def _rest(self, progress: Progress, began: float) -> None:
        """Give the run its pace; woken by a pause, a step, a rewind, another speed or the end."""
        then = (self.speed, self._trajectory)
        left = seconds(self.speed, progress, self.pace()) - (time.monotonic() - began)
        with self._gate:
            self._gate.wait_for(
                lambda: not self._playing or self._closed or then != (self.speed, self._trajectory),
                timeout=max(0.0, left),
            )
