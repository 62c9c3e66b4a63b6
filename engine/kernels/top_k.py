"""The highest scores of each row, in one pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids


@kernel
def best_of(scores: Floats, first: int, places: Ids, values: Floats) -> None:
    """Write the K highest of each row of scores (B, N), highest first, ties by lower place.

    Place ``first + row`` is passed over: a word itself. `places` and `values` are (B, K), K < N.
    """
    count = places.shape[1]
    for row in range(scores.shape[0]):
        filled = 0
        for place in range(scores.shape[1]):
            score = scores[row, place]
            if (filled == count and score <= values[row, count - 1]) or place == first + row:
                continue
            at = min(filled, count - 1)
            while at > 0 and values[row, at - 1] < score:
                values[row, at], places[row, at] = values[row, at - 1], places[row, at - 1]
                at -= 1
            values[row, at], places[row, at] = np.float32(score), place
            filled = min(filled + 1, count)
