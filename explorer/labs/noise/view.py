"""Noise distribution at an exponent: shares of words, draws against them, and the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.sampling.noise import noise_chances
from engine.theory.noise import at_least_one, drawn, noise_at

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Counts, Ids
    from engine.theory.experiments.analogy_grid import Grid
    from engine.theory.noise import Draws
    from engine.vocabulary import Vocabulary

RAW, USUAL = 1.0, 0.75  # α: counts as they are; word2vec's
COMMON, RARE = 8, 8  # words that have a bar
_POINTS = 200  # words that have a dot
_LEAST = 25.0  # draws expected of a word that has one
_DOUBT = 1e-5  # p: from here on chance is no excuse
EXPONENTS = (-1.0, 0.0, 0.5, 0.75, 1.0, 1.25)  # of the grid
NEGATIVES = (1, 5, 15)


@dataclass(frozen=True, slots=True)
class Bar:
    """A word: its share of the noise at this exponent, and at α = 1, its share of the text."""

    word: str
    share: float
    raw: float


@dataclass(frozen=True, slots=True)
class Law:
    """What an exponent does to the ends: `among` is the chance of the commonest in k draws."""

    exponent: float
    commonest: float
    among: float
    rarest: float
    ratio: float


@dataclass(frozen=True, slots=True)
class View:
    """All that the page shows of an exponent.

    `laws` are those of α = 0, of 1 and of this exponent, in this order of α; `other` is held
    against `law`: raw counts, or the usual α if `law` is raw. `offsets` are count and nats.
    """

    bars: tuple[Bar, ...]
    laws: tuple[Law, ...]
    law: Law
    other: Law
    raw: Law
    offsets: tuple[tuple[int, float], ...]
    commonest: str
    rarest: str


@dataclass(frozen=True, slots=True)
class Drawn:
    """Draws so far: `dots` are expected draws of a word, and how far off in standard deviations.

    χ² is `statistic`, where about `freedom` is usual; `inside` the share of dots within ±2.
    """

    done: float
    draws: int
    statistic: float
    freedom: int
    p: float
    dots: tuple[tuple[float, float], ...]
    inside: float

    @property
    def follows(self) -> bool:
        """Whether chance explains how far off the draws are."""
        return self.p > _DOUBT


@dataclass(frozen=True, slots=True)
class Found:
    """What the finished grid says: its best cell, and along k and α through the usual ones."""

    best: tuple[float, int, float]  # α, k, share
    spot: tuple[float, float]  # the best α with 5 noise words, and its share
    usual: float  # at the usual α, with 5 noise words
    raw: float
    fewest: float  # at the usual α, with the fewest noise words
    most: float


def view(vocabulary: Vocabulary, exponent: float, negatives: int) -> View:
    """The noise of that exponent over the words of a model."""
    counts = vocabulary.counts
    noise, raw = noise_at(counts, exponent), noise_chances(counts, RAW)
    laws = {a: _law(counts, a, negatives) for a in sorted({0.0, exponent, RAW})}
    return View(
        bars=tuple(
            Bar(vocabulary.symbols[i], float(noise.chances[i]), float(raw[i]))
            for i in _shown(len(counts))
        ),
        laws=tuple(laws.values()),
        law=laws[exponent],
        other=laws[RAW] if exponent != RAW else _law(counts, USUAL, negatives),
        raw=laws[RAW],
        offsets=tuple(
            (int(counts[i]), float(noise.offset[i])) for i in _spread(0, len(counts), _POINTS)
        ),
        commonest=vocabulary.symbols[0],
        rarest=vocabulary.symbols[len(counts) - 1],
    )


def _law(counts: Counts, exponent: float, negatives: int) -> Law:
    chances = noise_chances(counts, exponent)
    first, last = float(chances[0]), float(chances[-1])
    ratio = max(first, last) / min(first, last)
    return Law(exponent, first, float(at_least_one(first, negatives)), last, ratio)


def _shown(size: int) -> list[int]:
    """The commonest words, and some rarer ones down to the rarest."""
    common = min(COMMON, size)
    return [*range(common), *_spread(common, size, RARE)]


def _spread(first: int, size: int, count: int) -> list[int]:
    """At most `count` ranks from `first` to the last, even on a scale of ratios."""
    if first >= size:
        return []
    ranks: Ids = np.unique(np.geomspace(first + 1, size, count).round().astype(np.int32))
    return [int(rank) - 1 for rank in ranks]


def drawing(counts: Counts, exponent: float, draws: int, seed: int) -> Iterator[Drawn]:
    """Draws as training makes them, beside what is expected; a million a step."""
    chances = noise_chances(counts, exponent)
    for made in drawn(counts, exponent, draws, seed):
        expected = chances * made.draws
        asked = [i for i in _spread(0, len(counts), _POINTS) if expected[i] >= _LEAST]
        deviation = np.sqrt(expected[asked] * (1.0 - chances[asked]))
        off = (made.seen[asked] - expected[asked]) / deviation
        yield _told(made, tuple(zip(expected[asked].tolist(), off.tolist(), strict=True)))


def _told(made: Draws, dots: tuple[tuple[float, float], ...]) -> Drawn:
    inside = sum(abs(off) <= 2 for _, off in dots) / max(1, len(dots))
    return Drawn(made.done, made.draws, made.statistic, made.freedom, made.p, dots, inside)


def found(grid: Grid) -> Found | None:
    """What a grid of `EXPONENTS` and `NEGATIVES` says; None until it is full."""
    cells = {(c.exponent, c.negatives): c.accuracy or 0.0 for c in grid.cells}
    if len(cells) < len(EXPONENTS) * len(NEGATIVES):
        return None
    (alpha, k), share = max(cells.items(), key=lambda cell: cell[1])
    few, five, many = NEGATIVES
    spot = max(((a, cells[a, five]) for a in EXPONENTS), key=lambda cell: cell[1])
    return Found(
        (alpha, k, share),
        spot,
        cells[USUAL, five],
        cells[RAW, five],
        cells[USUAL, few],
        cells[USUAL, many],
    )
