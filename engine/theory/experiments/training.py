"""A run that a lab trains to its end, reporting on the way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.training.slices import slices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.settings import Knobs
    from engine.training.trainer import Trainer

_SLICE = 0.2  # seconds between two reports: how long a stop may wait


def shares(trainer: Trainer, knobs: Knobs) -> Iterator[float]:
    """Train to the goal of the knobs; the share that is done, 0 … 1, about five times a second.

    Raises `DivergenceError` as the trainer does.
    """
    for progress in slices(trainer, lambda: knobs, _SLICE):
        yield progress.tokens / progress.goal
