"""Log of the forces on a watched word, which add up to its path (docs/theory.md §1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.step.force_log import ForceLog
from engine.model import padded

if TYPE_CHECKING:
    from engine.arrays import Counts, Floats

KEPT = 4096  # forces: the last ones stay


def new_force_log(word: int, dimensions: int, size: int = KEPT) -> ForceLog:
    """An empty book for a word, with room for its last `size` forces."""
    return ForceLog(
        word=word,
        marks=np.zeros((size, 3), np.int64),
        gains=np.zeros(size, np.float32),
        others=padded(size - 1, dimensions),
        written=np.zeros(1, np.int64),
    )


def lines(book: ForceLog) -> tuple[Counts, Floats, Floats]:
    """Copies of the lines there are, oldest first: marks (N, 3), gains (N,), rows (N, P)."""
    count, size = int(book.written[0]), len(book.gains)
    order = np.arange(max(0, count - size), count) % size
    return book.marks[order], book.gains[order], book.others[order]
