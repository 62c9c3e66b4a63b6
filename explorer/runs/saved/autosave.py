"""Runs in training put by now and then, so that a server that is killed loses seconds only."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from explorer.runs.visitors import Visitor

EVERY = 15.0  # seconds for a small model; a large one is written more seldom
_SHARE = 1e-6  # seconds a byte: at most 1 MB a second of disk for each run


class Autosave:
    """Only the thread that keeps the house tidy calls it."""

    def __init__(
        self, put_by: Callable[[str, Visitor], None], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._put_by, self._clock = put_by, clock
        self._saved: dict[str, tuple[str, int, float]] = {}  # the run, its tokens, when

    def tick(self, visitors: Sequence[tuple[str, Visitor]]) -> None:
        """Put by each run that has gone on since it was, if it is time."""
        there = dict(visitors)
        self._saved = {key: saved for key, saved in self._saved.items() if key in there}
        for key, visitor in there.items():
            run, now = visitor.run, self._clock()
            name, tokens, then = self._saved.get(key, ("", 0, -EVERY))
            size = run.model.inputs.nbytes + run.model.outputs.nbytes
            same = (name, tokens) == (run.name, run.tokens)
            if run.tokens and not same and now - then >= max(EVERY, _SHARE * size):
                self._saved[key] = (run.name, run.tokens, now)
                self._put_by(key, visitor)
