"""What the machine can do at most: one core's arithmetic and its way to memory."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

_SIDE = 1024  # of the matrices: their product takes about 20 ms and holds the peak
_SECONDS = 0.3  # a dozen tries
_TRIAD = 1 << 24  # floats: three arrays of 64 MB lie in few caches
_ROUNDS = 1_000_000
_ROUND = 160  # flops


def sgemm(seconds: float = _SECONDS) -> float:
    """The best flop/s of products of float32 matrices on this process's BLAS (one thread)."""
    left = np.random.default_rng(1).random((_SIDE, _SIDE), np.float32)
    right, product = left.T.copy(), np.empty_like(left)
    return 2.0 * _SIDE**3 / _least(lambda: np.matmul(left, right, out=product), seconds)


def multiply_add() -> float:
    """The best flop/s of fused multiply-adds that touch no memory."""
    from tests.bench import loops

    out = np.zeros(8, np.float32)
    loops.multiply_add(out, 1)
    return _ROUND * _ROUNDS / _least(lambda: loops.multiply_add(out, _ROUNDS))


def triad() -> float:
    """The best bytes/s of a = b + 3c on arrays too large for a cache."""
    from tests.bench import loops

    a, b, c = (np.ones(_TRIAD, np.float32) for _ in range(3))
    loops.triad(a, b, c)
    return 12.0 * _TRIAD / _least(lambda: loops.triad(a, b, c))


def all_of_them() -> tuple[float, float, float]:
    """In a child: sgemm and multiply-add in flop/s, triad in bytes/s, on one core."""
    return sgemm(), multiply_add(), triad()


def _least(work: Callable[[], object], seconds: float = _SECONDS) -> float:
    """The least CPU seconds that `work` takes, of as many tries as fit into `seconds`."""
    best, end = np.inf, time.perf_counter() + seconds
    while time.perf_counter() < end or not np.isfinite(best):
        began = time.process_time()
        work()
        best = min(best, time.process_time() - began)
    return best
