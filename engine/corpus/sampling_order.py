"""An order in which to look through a long text, so that what is found comes from all over it."""

from __future__ import annotations

from math import gcd
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_GOLDEN = 0.618  # steps of this share of the whole never gather anywhere


def sampling_order(count: int) -> Iterator[int]:
    """Every number below `count` once, neighbours in time far apart."""
    step = max(1, round(_GOLDEN * count))
    while gcd(step, count) > 1:
        step += 1
    return (i * step % count for i in range(count))
