"""Noise words drawn as training draws them, only counted: what a table does, seen from outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.random import key_of, next_key, noise_draw

if TYPE_CHECKING:
    from engine.arrays import Counts, Words


@kernel
def draw_noise(table: Words, base: np.uint64, first: int, draws: int, seen: Counts) -> None:
    """Add to `seen` (V,) the first noise words of the places ``first … first + draws - 1``.

    `table` (V,) is packed, `base` the hash of a seed; the epoch is 0.
    """
    for place in range(first, first + draws):
        key = key_of(base, np.uint64(0), np.uint64(place))
        seen[noise_draw(next_key(key, np.uint64(0)), table)] += 1
