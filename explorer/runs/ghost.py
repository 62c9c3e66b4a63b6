"""The run as it would be had nobody turned the knob: the same draws, the old knobs."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from engine.errors import ParameterError
from engine.training.fork import follow, fork
from explorer.runs.history import History
from explorer.runs.map.placing import Placing

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.settings import Knobs
    from engine.training.checkpoint import Position
    from engine.training.progress import Progress
    from engine.training.trainer import SkipGram
    from explorer.runs.map.layout import Layout
    from explorer.runs.map.placing import Places

LARGEST = 1 << 29  # bytes of a ghost's vectors: with the run's own, what one visitor may take
_SLICE = 0.05  # seconds


@dataclass(frozen=True, slots=True)
class GhostView:
    """What a reader sees of a ghost: since when there is one, its curve, its words on the map."""

    since: int  # tokens
    history: tuple[Progress, ...]
    places: Places | None


def leaves_one(old: Knobs, new: Knobs) -> bool:
    """Whether this turn makes another run: more epochs are only more of the same."""
    return replace(old, epochs=new.epochs) != new


class Ghost:
    """A second trainer on one thread; only the run's thread lets it train.

    Raises
    ------
    ParameterError
        If a second model would take too much memory.
    """

    def __init__(self, trainer: SkipGram, knobs: Knobs) -> None:
        size = trainer.model.inputs.nbytes + trainer.model.outputs.nbytes
        if size > LARGEST:
            raise ParameterError(
                "A ghost would be a second model of {size} MB, and {limit} MB are allowed: this run"
                " goes on without one.",
                size=f"{size >> 20:,}",
                limit=f"{LARGEST >> 20:,}",
            )
        saved = trainer.checkpoint()
        self.trainer = fork(trainer, replace(saved, recipe=replace(saved.recipe, threads=1)))
        self.knobs, self.since = knobs, trainer.position.tokens
        self.record = History()
        self._placing = Placing()

    def behind(self, place: Position, epochs: int) -> bool:
        """Whether the run has gone further, to a place within so many epochs."""
        here = self.trainer.position
        return (here.epoch, here.token) < (place.epoch, place.token) and here.epoch < epochs

    def follow(self, place: Position, epochs: int) -> None:
        """Train for a slice on the way to where the run stands; raises as the trainer does."""
        knobs, end = replace(self.knobs, epochs=epochs), time.perf_counter() + _SLICE
        while (progress := follow(self.trainer, knobs, place)) is not None:
            self.record.add(progress, time.monotonic())
            if time.perf_counter() >= end:
                return

    def seen(self, layout: Layout | None, vectors: Floats) -> GhostView:
        """What there is to see; with a map, also where the words lie on it.

        `vectors` (V, D) are the run's own, which may move meanwhile.
        """
        ghosts = self.trainer.model.v
        places = None if layout is None else self._placing.of(layout, vectors, ghosts)
        return GhostView(self.since, self.record.history, places)
