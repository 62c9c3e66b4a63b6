"""One value or class of each word for the eye: cluster, norm, GC content, how true its place is.

Groups and frequencies travel with the words and need nothing of this.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.genome.genome import gc_share
from engine.evaluation.clusters import Clusters, clusters
from engine.similarity import unit_rows

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Bytes, Floats
    from explorer.runs.map.rows import Rows

CLUSTERS = 7  # as many as there are colours that everybody tells apart
_FEWEST = 20  # rows a cluster should have
_TYPICAL = 2  # words that name a cluster
_EVERY = 2.5  # seconds; more for many rows, so that it stays a small part of a core


@dataclass(frozen=True, slots=True)
class Paint:
    """`values` (M,): of clusters the number, else 0 … 255 for `low` … `high`; None: not yet."""

    kind: str
    number: int  # another as soon as anything differs; 0 as long as there are no values
    values: Bytes | None = None
    names: tuple[tuple[str, ...], ...] = ()  # of each cluster its most typical words
    low: float = 0.0
    high: float = 1.0


def _gc(rows: Rows) -> Bytes:
    """How many letters of each row's k-mer are G or C: 0 for none … 255 for all."""
    shares = [gc_share(rows.word(row)) for row in range(rows.words)]
    return np.resize(np.round(np.array(shares) * 255).astype(np.uint8), len(rows))


class Painter:
    """Of one map and one kind of colour; looks at the vectors every few seconds."""

    def __init__(self, kind: str, numbers: Iterator[int]) -> None:
        self._kind, self._numbers = kind, numbers
        self._paint = Paint(kind, 0)
        self._tokens, self._painted = -1, 0.0
        self._clusters: Clusters | None = None

    def look(self, rows: Rows, tokens: int, kept: Bytes | None) -> Paint:
        """The values as they are after `tokens`, a few seconds old at most; `kept` of the map."""
        if self._kind == "fidelity":
            self._show(kept, (), 0.0, 1.0)
            return self._paint
        if self._kind == "gc":
            if self._paint.values is None:
                self._show(_gc(rows), (), 0.0, 1.0)
            return self._paint
        now = time.monotonic()
        if tokens != self._tokens and now - self._painted >= _EVERY * rows.weight:
            self._tokens, self._painted = tokens, now
            vectors = rows.vectors()
            {"norm": self._measure, "cluster": self._sort}[self._kind](rows, vectors)
        return self._paint

    def _measure(self, _rows: Rows, vectors: Floats) -> None:
        norms = np.nan_to_num(np.linalg.norm(vectors.astype(np.float64), axis=1), posinf=0.0)
        low, high = float(norms.min()), float(norms.max())
        shares = (norms - low) / max(high - low, 1e-12)
        self._show(np.round(shares * 255).astype(np.uint8), (), low, high)

    def _sort(self, rows: Rows, vectors: Floats) -> None:
        unit = unit_rows(vectors)
        count = max(2, min(CLUSTERS, len(unit) // _FEWEST))
        self._clusters = clusters(unit, count, self._clusters)
        names = tuple(
            tuple(dict.fromkeys(rows.word(row) for row in typical))[:_TYPICAL]
            for typical in self._clusters.typical(unit, 2 * _TYPICAL)
        )
        self._show(self._clusters.labels.astype(np.uint8), names, 0.0, 1.0)

    def _show(
        self, values: Bytes | None, names: tuple[tuple[str, ...], ...], low: float, high: float
    ) -> None:
        was = self._paint
        same = values is was.values or (
            values is not None and was.values is not None and np.array_equal(values, was.values)
        )
        if not same or (names, low, high) != (was.names, was.low, was.high):
            number = 0 if values is None else next(self._numbers)
            self._paint = Paint(self._kind, number, values, names, low, high)
