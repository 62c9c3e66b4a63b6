"""Cells of a table as the points of a figure, few enough to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Doubles, Offsets

DRAWN = 1_200  # points of a figure


@dataclass(frozen=True, slots=True)
class Cells:
    """Points: what a theory says of a pair (`x`), what was learned (`y`), how often it is met."""

    x: tuple[float, ...]
    y: tuple[float, ...]
    weight: tuple[float, ...]


def some(weight: Doubles, most: int = DRAWN) -> Offsets:
    """Places of the cells to draw: half of them the commonest, the rest evenly from all others."""
    order = np.argsort(-weight, kind="stable")
    if len(order) <= most:
        return order
    first = most // 2
    rest = np.linspace(first, len(order) - 1, most - first).astype(int)
    return np.concatenate([order[:first], order[rest]])


def cells(x: Doubles, y: Doubles, weight: Doubles) -> Cells:
    """The points of these cells, all (n,); those where a theory says −∞ are left out."""
    shown = some(weight)
    shown = shown[np.isfinite(x[shown]) & np.isfinite(y[shown])]
    return Cells(*(tuple(np.round(part[shown], 4).tolist()) for part in (x, y, weight)))
