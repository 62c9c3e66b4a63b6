"""View of v·u at rest in a known world, as more and more of its noise is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.theory.known_joint import world
from engine.theory.mixing import blends
from explorer.parts.cells import Cells, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.theory.mixing import Blend, Correction, Given

SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
WORDS, NEGATIVES = 30, 5
_START = 2  # seed


@dataclass(frozen=True, slots=True)
class View:
    """One share: measured v·u (y) against the formula (x), `off` in nats on average.

    `reach` are the ends of both; `slope` is that on PMI, None where all v·u are equal.
    """

    share: float
    cells: Cells
    reach: tuple[float, float]
    off: float
    slope: float | None
    heaviest: float


def resting(given: Given, correction: Correction) -> Iterator[Blend]:
    """The whole law at once, with each of `SHARES` in turn."""
    random = np.random.default_rng(_START)
    return blends(world(WORDS), SHARES, NEGATIVES, random, given=given, correction=correction)


def view(made: Blend) -> View:
    """What is to be drawn of one share."""
    x, y = made.formula.ravel(), made.logits.ravel()
    low, high = (float(end) for end in (min(x.min(), y.min()), max(x.max(), y.max())))
    pairs = world(WORDS).pairs.ravel()
    return View(made.share, cells(x, y, pairs), (low, high), made.off, made.slope, made.heaviest)


def slopes(states: Sequence[Blend]) -> tuple[tuple[float, float], ...]:
    """Share and slope on PMI of what there is so far; 0 where nothing is left of PMI."""
    return tuple((one.share, one.slope or 0.0) for one in states)
