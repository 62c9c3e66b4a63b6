"""Which dots of a still map to name, so that no two names lie on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.arrays import Floats


def spaced(places: Floats, most: int, wide: float, tall: float) -> list[int]:
    """The first rows (M, 2), at most so many, each `wide` or `tall` away from those before it.

    Both are shares of the map's sides.
    """
    low, high = places.min(axis=0), places.max(axis=0)
    share = ((places - low) / (high - low + 1e-9)).tolist()
    chosen: list[int] = []
    for row, (x, y) in enumerate(share):
        if all(abs(x - share[i][0]) >= wide or abs(y - share[i][1]) >= tall for i in chosen):
            chosen.append(row)
        if len(chosen) == most:
            break
    return chosen
