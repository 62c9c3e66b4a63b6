"""Projections to two or three dimensions: principal axes, cosine neighbours, maps laid on another.

A row with a value that is not finite has no place: it counts as a row of zeros, except where a
function says otherwise. Nothing here raises for such a row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import top, unit_rows

if TYPE_CHECKING:
    from engine.arrays import Doubles, Flags, Floats, Ids

LARGEST = float(np.finfo(np.float32).max)
BLOCK = 1 << 22  # cosines held at a time: 16 MB


def principal_axes(x: Floats, count: int = 2) -> Floats:
    """The `count` coordinates along which the rows spread most, (M, count), centred.

    The largest loading of each axis is positive, so that equal vectors give equal pictures; an axis
    that the data lack is 0. Rows not finite do not shape the axes and lie at the centre.
    """
    good = _finite_rows(x)
    centred = np.zeros(x.shape, dtype=np.float64)
    centred[good] = x[good] - x[good].mean(axis=0, dtype=np.float64) if good.any() else 0.0
    axes = np.linalg.eigh(centred.T @ centred)[1][:, : -count - 1 : -1]  # (D, count), widest first
    if axes.size:
        axes = axes * np.where(axes[np.abs(axes).argmax(axis=0), range(axes.shape[1])] < 0, -1, 1)
    positions = np.zeros((len(x), count), dtype=np.float32)
    positions[:, : axes.shape[1]] = _bounded(centred @ axes)
    return positions


def cosine_neighbours(x: Floats, k: int) -> tuple[Ids, Floats]:
    """The `k` rows nearest each row by cosine, itself first: indices and cosines, (M, min(k, M)).

    Exact, nearest first. A row without direction has cosine 0 to all others and 1 to itself.
    """
    unit = unit_rows(x)
    count = min(k, len(unit))
    indices = np.zeros((len(unit), count), dtype=np.int32)
    cosines = np.zeros((len(unit), count), dtype=np.float32)
    size = max(1, BLOCK // max(1, len(unit)))
    for first in range(0, len(unit), size):
        block = slice(first, first + size)
        indices[block], cosines[block] = _nearest(unit[block] @ unit.T, first, count)
    return indices, cosines


def _nearest(cosines: Floats, first: int, count: int) -> tuple[Ids, Floats]:
    """The `count` largest of each row, row i holding the cosines of point ``first + i``."""
    own = np.arange(len(cosines))
    np.clip(cosines, -1.0, 1.0, out=cosines)
    cosines[own, first + own] = 2.0  # itself before its doubles
    nearest = top(cosines, count)
    return nearest, np.minimum(np.take_along_axis(cosines, nearest, axis=1), np.float32(1.0))


def procrustes(moving: Floats, fixed: Floats, *, scale: bool = False) -> Floats:
    """`moving` turned, mirrored, shifted (and with `scale` sized) to lie best on `fixed`.

    Both are (M, 2) or (M, 3). Only rows finite in both decide; all finite rows of `moving` move,
    the others are NaN. With no row to decide, `moving` stays. Nothing is mirrored or turned without
    need: where the data leave the turn open (all in one point) there is none, where they leave the
    mirror open (all on one line, in space on one plane) there is none.
    """
    shown = _finite_rows(moving)
    shared = shown & _finite_rows(fixed)
    result = np.full(moving.shape, np.nan, dtype=np.float32)
    result[shown] = moving[shown]
    if shared.any():
        m, f = moving[shared].astype(np.float64), fixed[shared].astype(np.float64)
        here, there = m.mean(axis=0), f.mean(axis=0)
        turn = _turn(m - here, f - there, scale=scale)
        result[shown] = _bounded((moving[shown] - here) @ turn + there)
    return result


def _turn(m: Doubles, f: Doubles, *, scale: bool) -> Doubles:
    """The orthogonal matrix (C, C), times the best size, that brings centred `m` nearest to `f`."""
    left, weights, right = np.linalg.svd(m.T @ f)
    spread = (m * m).sum()
    if weights[0] <= 1e-12 * np.sqrt(spread * (f * f).sum()):
        return np.eye(len(weights))
    if weights[-1] <= 1e-9 * weights[0] and np.linalg.det(left @ right) < 0:
        right[-1] *= -1.0
    size = weights.sum() / spread if scale else 1.0
    turn: Doubles = (left @ right) * size
    return turn


def _finite_rows(x: Floats) -> Flags:
    """Which rows are finite throughout, (M,)."""
    return np.asarray(np.isfinite(x).all(axis=1))


def _finite(x: Floats) -> Doubles:
    """A copy with rows of zeros in place of those not finite, (M, D)."""
    return np.where(_finite_rows(x)[:, None], x, 0.0).astype(np.float64)


def _bounded(x: Doubles) -> Doubles:
    """The same numbers kept within float32."""
    return np.clip(x, -LARGEST, LARGEST)
