"""Words of one kind found by their vectors, and found again as the vectors move.

Spherical k-means (Dhillon and Modha, Machine Learning 42, 2001): rows and centres have length 1, a
row belongs to the centre of the highest cosine, a centre is the mean direction of its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import linear_sum_assignment

from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids

_ROUNDS = 12
_STARTS = 4
_DECIDE = 2000
_BETTER = 1.02  # how much better a fresh start must fit before it takes the place of the old one


@dataclass(frozen=True, slots=True)
class Clusters:
    """`labels` (M,) of the rows and `centres` (K, D) of length 1; `fit` is the mean cosine."""

    labels: Ids
    centres: Floats
    fit: float

    def typical(self, unit: Floats, count: int) -> list[Ids]:
        """Of each cluster the `count` rows nearest its centre, nearest first; fewer if it has."""
        cosines = (unit * self.centres[self.labels]).sum(axis=1)
        order = np.argsort(-cosines, kind="stable")
        labels = self.labels[order]
        return [order[labels == k][:count].astype(np.int32) for k in range(len(self.centres))]


def clusters(unit: Floats, count: int, before: Clusters | None = None) -> Clusters:
    """At most `count` clusters of the rows (M, D), of length 1; equal rows give equal clusters.

    With those of `before`, of the same rows when they lay a little differently, a cluster keeps its
    number: they are carried on, unless one has lost all its rows or a fresh start fits clearly
    better. That then takes over their numbers as well as it can (the assignment of the highest sum
    of cosines).
    """
    count = max(1, min(count, len(unit)))
    fresh = _fresh(unit, count)
    if before is None or before.centres.shape != fresh.centres.shape:
        return fresh
    carried = _settled(unit, before.centres)
    emptied = len(np.unique(carried.labels)) < len(carried.centres)
    if fresh.fit <= _BETTER * carried.fit and not emptied:
        return carried
    _, names = linear_sum_assignment(-(fresh.centres @ before.centres.T))
    centres = np.empty_like(fresh.centres)
    centres[names] = fresh.centres
    return Clusters(names[fresh.labels].astype(np.int32), centres, fresh.fit)


def _fresh(unit: Floats, count: int) -> Clusters:
    """The best of a few starts, always the same ones; of many rows some decide on the start."""
    chance = np.random.default_rng(1)
    some = unit[:: 1 + len(unit) // _DECIDE]
    starts = [_settled(some, _seeds(some, count, chance)) for _ in range(_STARTS)]
    return _settled(unit, max(starts, key=lambda found: found.fit).centres)


def _seeds(unit: Floats, count: int, chance: np.random.Generator) -> Floats:
    """Rows to start from, (K, D), by k-means++ (Arthur and Vassilvitskii, SODA 2007, section 2.2).

    Each is drawn in proportion to how badly those before it serve a row: 1 less their best cosine,
    which is half the squared distance.
    """
    places = [int(chance.integers(len(unit)))]
    badly = np.maximum(1.0 - unit @ unit[places[0]], 0.0).astype(np.float64)
    for _ in range(count - 1):
        total = badly.sum()
        shares = badly / total if total > 0 else None
        places.append(int(chance.choice(len(unit), p=shares)))
        badly = np.minimum(badly, np.maximum(1.0 - unit @ unit[places[-1]], 0.0))
    return unit[places]


def _settled(unit: Floats, centres: Floats) -> Clusters:
    """The clusters that the centres lead to; one that loses all its rows keeps its centre."""
    labels = np.full(len(unit), -1, np.int32)
    for _ in range(_ROUNDS):
        nearest = (unit @ centres.T).argmax(axis=1).astype(np.int32)
        if (nearest == labels).all():
            break
        labels = nearest
        member = (labels[:, None] == np.arange(len(centres))).astype(np.float32)
        moved = unit_rows(member.T @ unit)
        centres = np.where((moved**2).sum(axis=1, keepdims=True) > 0.5, moved, centres)
    fit = float((unit * centres[labels]).sum(axis=1).mean())
    return Clusters(labels, centres, fit)
