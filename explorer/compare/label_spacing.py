"""Labels of a still map, chosen so that no two names lie on one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrays import Floats

LABELS = 40


def spaced(
    places: Floats, wide: float, tall: float, rows: Iterable[int] | None = None, most: int = LABELS
) -> list[int]:
    """Of these rows of a map (M, 2), all if none are given, the first that keep apart.

    `wide` and `tall` are shares of the map's sides; at most `most`.
    """
    low, high = places.min(axis=0), places.max(axis=0)
    share = ((places - low) / (high - low + 1e-9)).tolist()
    chosen: list[int] = []
    for row in range(len(places)) if rows is None else rows:
        x, y = share[row]
        if all(abs(x - share[i][0]) >= wide or abs(y - share[i][1]) >= tall for i in chosen):
            chosen.append(row)
        if len(chosen) == most:
            break
    return chosen
