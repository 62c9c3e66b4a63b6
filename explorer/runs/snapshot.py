"""A copy of the vectors at length 1 that many readers share, for it is dear to make."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.training.trainer import SkipGram

_SERVES = 0.7  # seconds


class Snapshot:
    """Of one trainer; each table is made when somebody asks."""

    def __init__(self, trainer: SkipGram) -> None:
        self._trainer = trainer
        self._kept: dict[str, tuple[float, int, Floats]] = {}

    def unit(self, table: Literal["v", "u"] = "v") -> Floats:
        """The input (v) or output vectors with rows of length 1, (V, D), at most 0.7 s old."""
        now, tokens, kept = time.monotonic(), self._trainer.position.tokens, self._kept.get(table)
        if kept is None or (kept[1] != tokens and now - kept[0] > _SERVES):
            model = self._trainer.model
            moving = model.v if table == "v" else model.u
            kept = self._kept[table] = (now, tokens, unit_rows(moving.copy()))
        return kept[2]
