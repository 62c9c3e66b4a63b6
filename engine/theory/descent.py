"""Limited-memory BFGS, a step at a time, so that what is minimised can be looked at on the way.

SciPy's runs to its end or begins anew at every call, without its memory; and its small matrices go
through threads of BLAS, which on a busy machine took a hundred times as long as one thread does.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from engine.arrays import Doubles

_MEMORY = 20  # steps looked back on
_ENOUGH = 1e-4  # of the fall that the slope promises (Armijo)
_HALVINGS = 30


def descent(loss: Callable[[Doubles], tuple[float, Doubles]], at: Doubles) -> Iterator[Doubles]:
    """Points (n,) of falling loss, one a step, until no step falls any more.

    `loss` gives its value and its gradient (n,). Nocedal & Wright 2006, algorithms 7.4 and 7.5;
    a step is halved until it falls enough, and forgotten where it met no upward bend.
    """
    past: deque[tuple[Doubles, Doubles, float]] = deque(maxlen=_MEMORY)
    value, slope = loss(at)
    while True:
        way = -_bent(slope, past)
        promised = float(slope @ way)
        if not promised < 0:
            return
        size = 1.0
        for _ in range(_HALVINGS):
            there = at + size * way
            lower, next_slope = loss(there)
            if lower <= value + _ENOUGH * size * promised and lower < value:
                break
            size /= 2.0
        else:
            return
        step, turn = there - at, next_slope - slope
        bend = float(step @ turn)
        if bend > 0 and turn @ turn > 0:  # a square may be 0 where the number is not
            past.append((step, turn, bend))
        at, value, slope = there, lower, next_slope
        yield at


def _bent(slope: Doubles, past: deque[tuple[Doubles, Doubles, float]]) -> Doubles:
    """The inverse Hessian as the past steps know it, times the slope: the two loops."""
    way, shares = slope.copy(), []
    for step, turn, bend in reversed(past):
        share = float(step @ way) / bend
        way -= share * turn
        shares.append(share)
    if past:
        _, turn, bend = past[-1]
        way *= bend / float(turn @ turn)
    else:  # nothing is known of the scale yet: no step longer than 1
        way /= max(1.0, float(np.linalg.norm(way)))
    for (step, turn, bend), share in zip(past, reversed(shares), strict=True):
        way += (share - float(turn @ way) / bend) * step
    return way
