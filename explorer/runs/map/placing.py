"""Places of a ghost's words on the map of the run.

A grey point starts at its own word and is moved as far as its vector would be moved on this map.
On a map by PCA or along named axes that is exact, for such a map is one flat cut through the
vectors, the same for both. UMAP has no such rule: there a word stands for the mean place of the
words nearest to its vector, and the grey point is moved by the difference of the two means.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import nearest, unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from explorer.runs.map.layout import Layout

SHOWN = 1000  # commonest words that get a grey point
_ANCHORS = 2000  # commonest words that decide about places
_NEAR, _SHARP = 8, 10.0  # words of a mean; at a tenth less of cosine one weighs e times less
_FLAT = ("pca", "axes")  # maps that are a flat cut through the vectors
_EVERY = 1.0  # seconds between two pictures of one ghost: one by UMAP costs 60 ms


@dataclass(frozen=True, slots=True)
class Places:
    """How far the first words lie from their grey points; `number` tells pictures apart.

    Ways, not places: the words may move on the map before the next picture.
    """

    number: int
    ways: Floats  # (M, 2) from word to grey point, in the units of the map


class Placing:
    """Of one ghost; made when somebody looks, at most once a second."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: Places | None = None
        self._of, self._drawn = -1, 0.0

    def of(self, layout: Layout, vectors: Floats, ghosts: Floats) -> Places:
        """The newest picture on this map, whose rows (M, 2) are the first of both tables (·, D)."""
        with self._lock:
            now, kept = time.monotonic(), self._kept
            if kept is None or (layout.number != self._of and now - self._drawn > _EVERY):
                count = min(len(layout.positions), len(vectors), _ANCHORS)
                rows, others = (unit_rows(table[:count].copy()) for table in (vectors, ghosts))
                moved = ways(layout.positions[:count], layout.kind, rows, others)
                kept = self._kept = Places(1 if kept is None else kept.number + 1, moved)
                self._of, self._drawn = layout.number, now
            return kept


def ways(positions: Floats, kind: str, rows: Floats, ghosts: Floats) -> Floats:
    """From each of the first `SHOWN` words to its grey point, (m, 2); 0 where vectors are equal.

    `positions` (M, 2) is the map of `rows` (M, D), which like `ghosts` (M, D) have length 1.
    """
    before, after = rows[:SHOWN], ghosts[:SHOWN]
    if kind in _FLAT:
        return np.asarray((after - before) @ _cut(positions, rows), np.float32)
    return _mean_place(positions, rows, after) - _mean_place(positions, rows, before)


def _cut(positions: Floats, rows: Floats) -> Floats:
    """The matrix (D, 2) by which a flat map was made from its rows, found by least squares."""
    centred = rows - rows.mean(axis=0)
    squares = centred.T @ centred
    # A direction that the words hardly use says nothing about the cut: it counts for nothing.
    ridge = np.float32(1e-6) * np.trace(squares) + np.float32(1e-12)
    squares[np.diag_indices_from(squares)] += ridge
    return np.linalg.solve(squares, centred.T @ positions)


def _mean_place(positions: Floats, rows: Floats, words: Floats) -> Floats:
    """The mean place of the rows nearest to each word (m, D), the nearer the heavier, (m, 2)."""
    places, cosines = nearest(rows, words, _NEAR)
    weights = np.exp((cosines - cosines[:, :1]) * _SHARP)
    weights /= weights.sum(axis=1, keepdims=True)
    return np.asarray((positions[places] * weights[:, :, None]).sum(axis=1), np.float32)
