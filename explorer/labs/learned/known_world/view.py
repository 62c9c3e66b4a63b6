"""The climb of v·u in a world whose law is known, as points, a line and a band."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.theory.known_joint import by_kernel, full_batch, world
from explorer.parts.cells import Cells, cells

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Doubles
    from engine.theory.agreement import Agreement
    from engine.theory.known_joint import Climb

How = Literal["pairs", "law"]
PAIRS = 3_000_000  # drawn by the engine's kernel
_START = 2  # seed
_EDGES = 13  # of the pieces of the band


@dataclass(frozen=True, slots=True)
class Band:
    """How far chance alone moves a cell, along the line: PMI, and the line less and plus it."""

    x: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Moment:
    """What the climb had come to after `seen` pairs or steps."""

    seen: int
    slope: float
    r2: float


@dataclass(frozen=True, slots=True)
class View:
    """The newest state; `fit` weighs each cell by how often its pair is met."""

    cells: Cells
    words: int
    shift: float  # log k
    reach: tuple[float, float]  # of PMI
    band: Band | None
    fit: Agreement | None
    course: tuple[Moment, ...]
    seen: int


def climbing(words: int, negatives: int, how: How) -> Iterator[Climb]:
    """Learn the world from drawn pairs, as an engine does, or from its whole law at once."""
    random = np.random.default_rng(_START)
    if how == "pairs":
        return by_kernel(world(words), negatives, random, pairs=PAIRS)
    return full_batch(world(words), negatives, random)


def view(words: int, negatives: int, how: How, climbs: Sequence[Climb]) -> View:
    """What is to be drawn of the states so far, of which there is one at least."""
    joint, last = world(words), climbs[-1]
    pmi, shift = joint.pmi.ravel(), float(np.log(negatives))
    return View(
        cells(pmi, last.logits.ravel(), joint.pairs.ravel()),
        words,
        shift,
        (float(pmi.min()), float(pmi.max())),
        _band(pmi, joint.band(negatives, last.seen).ravel(), shift) if how == "pairs" else None,
        last.weighted,
        tuple(
            Moment(one.seen, one.weighted.slope, one.weighted.r2)
            for one in climbs
            if one.weighted is not None
        ),
        last.seen,
    )


def _band(pmi: Doubles, scale: Doubles, shift: float) -> Band:
    """The middle scale of the cells of equal parts of the line."""
    edges = np.quantile(pmi, np.linspace(0, 1, _EDGES))
    place = np.clip(np.searchsorted(edges, pmi, side="right") - 1, 0, _EDGES - 2)
    x = np.array([pmi[place == part].mean() for part in range(_EDGES - 1)])
    wide = np.array([np.median(scale[place == part]) for part in range(_EDGES - 1)])
    return Band(*(tuple(values.tolist()) for values in (x, x - shift - wide, x - shift + wide)))
