"""Loops whose speed is a limit of the machine; only `limits` calls them, in a child."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.step.lanes import add, address, fma, splat, store

if TYPE_CHECKING:
    from engine.arrays import Floats


@kernel
def triad(a: Floats, b: Floats, c: Floats) -> None:
    """a = b + 3c: 12 bytes to and from memory an element (McCalpin's STREAM)."""
    for i in range(a.shape[0]):
        a[i] = b[i] + np.float32(3.0) * c[i]


@kernel
def multiply_add(out: Floats, rounds: int) -> None:
    """Ten chains of fma on eight lanes, so that none waits for its own last result.

    160 flops a round; what they sum up to is written to `out` (8,), or LLVM would leave them out.
    """
    x, y = splat(np.float32(0.999)), splat(np.float32(0.001))
    a = y
    b, c, d = add(a, y), add(add(a, y), y), add(add(a, a), add(a, a))  # starts that differ, so
    e, f, g = add(a, d), add(b, d), add(c, d)  # that no two chains are one
    h, i, j = add(d, d), add(e, d), add(f, d)
    for _ in range(rounds):
        a, b, c, d, e = fma(a, x, y), fma(b, x, y), fma(c, x, y), fma(d, x, y), fma(e, x, y)
        f, g, h, i, j = fma(f, x, y), fma(g, x, y), fma(h, x, y), fma(i, x, y), fma(j, x, y)
    left = add(add(add(a, b), add(c, d)), e)
    store(address(out), add(left, add(add(add(f, g), add(h, i)), j)))
