"""Exact nearest rows by cosine, as blocked matrix products.

What is worth keeping between questions are the unit rows: to make them costs two passes over the
vectors, a question then one. Nothing else is kept, no index is built, every row is looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.unit_rows import scale_rows

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids

_BLOCK = 1 << 24  # scores held at once: 64 MB, and as much again to rank them


def unit_rows(vectors: Floats) -> Floats:
    """Rows (V, D) of length 1; a row of zeros, or one that is not finite, becomes zeros."""
    unit = np.empty(vectors.shape, np.float32)
    scale_rows(np.ascontiguousarray(vectors, np.float32), unit)
    return unit


def top(scores: Floats, count: int) -> Ids:
    """Places of the `count` highest of each row (B, V), highest first; ties by lower place.

    (B, V) if `count` is more. Scores may be infinite but not NaN.
    """
    size = scores.shape[1]
    count = min(count, size)
    if not count:
        return np.zeros((len(scores), 0), np.int32)
    least = np.partition(scores, size - count, axis=1)[:, size - count]
    rows, places = np.nonzero(scores >= least[:, None])  # `count` a row, more where some are equal
    order = np.lexsort((-scores[rows, places], rows))  # stable: the lower place first
    begins = np.searchsorted(rows, np.arange(len(scores)))
    found: Ids = places[order[begins[:, None] + np.arange(count)]].astype(np.int32)
    return found


def nearest(
    unit: Floats, queries: Floats, count: int, exclude: Ids | None = None
) -> tuple[Ids, Floats]:
    """``(places, cosines)``, (Q, count) each, of the rows of `unit` nearest to each query.

    `unit` (V, D), as `unit_rows` makes and the caller keeps them, and `queries` (Q, D) have rows
    of length 1; `exclude` (Q, E) are places that may not answer, −1 for none: their cosine is −∞.
    """
    places, cosines = [], []
    rows = max(1, _BLOCK // max(1, len(unit)))
    for begin in range(0, len(queries), rows):
        scores = queries[begin : begin + rows] @ unit.T
        if exclude is not None:
            forbid(scores, exclude[begin : begin + rows])
        found = top(scores, count)
        places.append(found)
        cosines.append(np.take_along_axis(scores, found, axis=1))
    return np.concatenate(places), np.concatenate(cosines)


def forbid(scores: Floats, exclude: Ids) -> None:
    """Write −∞ at the excluded places (B, E) of each row of scores (B, V); −1 excludes nothing."""
    rows = np.repeat(np.arange(len(exclude)), exclude.shape[1])
    places = exclude.ravel()
    scores[rows[places >= 0], places[places >= 0]] = -np.inf
