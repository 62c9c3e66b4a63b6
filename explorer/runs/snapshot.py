"""A copy of the vectors at length 1 that many readers share, for it is dear to make."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.training.trainer import SkipGram

_SERVES = 0.7  # seconds


class Snapshot:
    """Of one trainer; made when somebody asks."""

    def __init__(self, trainer: SkipGram) -> None:
        self._trainer = trainer
        self._kept: tuple[float, int, Floats] | None = None

    def unit(self) -> Floats:
        """The input vectors with rows of length 1, (V, D), at most 0.7 s old."""
        now, tokens, kept = time.monotonic(), self._trainer.position.tokens, self._kept
        if kept is None or (kept[1] != tokens and now - kept[0] > _SERVES):
            kept = (now, tokens, unit_rows(self._trainer.model.v.copy()))  # v moves meanwhile
            self._kept = kept
        return kept[2]
