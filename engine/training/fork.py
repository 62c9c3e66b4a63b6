"""A second run beside the first: it goes on from a checkpoint, and may keep step with another.

Draws are keyed by position (docs/theory.md §1), so two runs from one checkpoint see the same random
stream and differ only by their knobs.
"""

from __future__ import annotations

from copy import copy
from typing import TYPE_CHECKING

from engine.training.trainer import BLOCK

if TYPE_CHECKING:
    from engine.settings import Knobs
    from engine.training.checkpoint import Checkpoint, Position
    from engine.training.progress import Progress
    from engine.training.trainer import SkipGram


def fork(trainer: SkipGram, saved: Checkpoint) -> SkipGram:
    """Another trainer of the same words at a checkpoint; the first one is left as it is.

    The two share what is never written: the corpus and the counts. Raises as `SkipGram.restore`.
    """
    other = copy(trainer)
    other.watch(None)
    other.restore(saved)
    return other


def follow(trainer: SkipGram, knobs: Knobs, place: Position) -> Progress | None:
    """Train a block at most on the way to where another run on the same text stands.

    None if there is nothing to do: it stands there, or these knobs have it at its goal. Raises
    `DivergenceError` as the trainer does.
    """
    here = trainer.position
    if (here.epoch, here.token) >= (place.epoch, place.token) or trainer.finished(knobs):
        return None
    return trainer.block(knobs, place.token - here.token if here.epoch == place.epoch else BLOCK)
