"""Exact nearest rows by cosine, as blocked matrix products."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids

_BLOCK = 1 << 24  # scores held at once: 64 MB


def unit_rows(vectors: Floats) -> Floats:
    """Rows (V, D) of length 1; a row of zeros, or one that is not finite, becomes zeros."""
    norms = np.sqrt(np.einsum("ij,ij->i", vectors, vectors, dtype=np.float64))
    good = np.isfinite(norms) & (norms > 0)
    scale = np.divide(1.0, norms, out=np.zeros_like(norms), where=good)
    with np.errstate(invalid="ignore", over="ignore"):  # infinity times 0: set to 0 below
        rows: Floats = (vectors * scale[:, None]).astype(np.float32)
    rows[~good] = 0
    return rows


def top(scores: Floats, count: int) -> Ids:
    """Places of the `count` highest of each row (B, V), highest first; ties by lower place."""
    count = min(count, scores.shape[1])
    part = np.argpartition(-scores, count - 1, axis=1)[:, :count]
    part.sort(axis=1)
    order = np.argsort(-np.take_along_axis(scores, part, axis=1), axis=1, kind="stable")
    places: Ids = np.take_along_axis(part, order, axis=1).astype(np.int32)
    return places


def nearest(
    unit: Floats, queries: Floats, count: int, exclude: Ids | None = None
) -> tuple[Ids, Floats]:
    """``(places, cosines)``, (Q, count) each, of the rows of `unit` nearest to each query.

    `unit` (V, D) and `queries` (Q, D) have rows of length 1; `exclude` (Q, E) are places that may
    not answer, −1 for none.
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
