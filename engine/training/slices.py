"""Training as an iterator: the caller owns the clock, pausing is not asking."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.training.progress import Progress, combined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.settings import Knobs
    from engine.training.trainer import Trainer


def slices(
    trainer: Trainer, knobs: Callable[[], Knobs], seconds: float = 0.05
) -> Iterator[Progress]:
    """Blocks until the goal, gathered into slices of about `seconds` (at least one block each).

    The knobs are asked for before every block. Raises `DivergenceError` as the trainer does.
    """
    while not trainer.finished(knobs()):
        end = time.perf_counter() + seconds
        parts = [trainer.block(knobs())]
        while time.perf_counter() < end and not trainer.finished(knobs()):
            parts.append(trainer.block(knobs()))
        yield combined(parts)
