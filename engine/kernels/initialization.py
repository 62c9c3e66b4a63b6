"""The first values of the input vectors, keyed like every other draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.random import START_EPOCH, keep_draw, key_of, mix, next_key

if TYPE_CHECKING:
    from engine.arrays import Floats


@kernel
def base_of(seed: np.uint64) -> np.uint64:
    """The hash of a seed, from which all its keys come."""
    return mix(seed)


@kernel
def fill_inputs(inputs: Floats, size: int, dimensions: int, seed: np.uint64) -> None:
    """Fill `size` rows and `dimensions` columns of a table (V + 1, P) with (uniform − ½) / D."""
    base = mix(seed)
    for word in range(size):
        key = key_of(base, START_EPOCH, np.uint64(word))
        for d in range(dimensions):
            uniform = keep_draw(next_key(key, np.uint64(d)))
            inputs[word, d] = np.float32((uniform - 0.5) / dimensions)
