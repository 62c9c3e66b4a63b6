"""The noise distribution as α moves: whom it draws, how often, and what that does to the matrix."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.draws import draw_noise
from engine.kernels.initialization import base_of
from engine.sampling.noise import noise_chances, noise_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Counts, Doubles

_LEAST = 25.0  # draws expected in a cell of χ²
_PIECE = 1_000_000  # draws between two reports


@dataclass(frozen=True, slots=True)
class Noise:
    """The distribution at one α: `chances` (V,), q ∝ count^α.

    `commonest` is q of the commonest word; `ratio` the highest chance over the lowest; `offset`
    (V,) what each column of the matrix has more than with α = 1, in nats (`column_offset`).
    """

    exponent: float
    chances: Doubles
    commonest: float
    ratio: float
    offset: Doubles


@dataclass(frozen=True, slots=True)
class Draws:
    """Noise words as drawn against the table: `seen` (V,) of `draws`; `done` in 0 … 1.

    χ² pools words to cells of at least 25 expected draws: `statistic`, `freedom` (cells less one)
    and `p`, the chance of a χ² so high; 1 with a single cell.
    """

    done: float
    draws: int
    seen: Counts
    statistic: float
    freedom: int
    p: float


def noise_at(counts: Counts, exponent: float) -> Noise:
    """What α = `exponent` makes of the counts (V,), the commonest word first."""
    chances = noise_chances(counts, exponent)
    return Noise(
        exponent=exponent,
        chances=chances,
        commonest=float(chances[0]),
        ratio=float(chances.max() / chances.min()),
        offset=column_offset(counts, exponent),
    )


def at_least_one(chance: float | Doubles, draws: int) -> float | Doubles:
    """1 − (1 − q)^k: the chance that a word of chance q is among k draws."""
    return 1.0 - (1.0 - chance) ** draws


def column_offset(counts: Counts, exponent: float) -> Doubles:
    """x*_α − x*_1 = log q₁(c) − log q_α(c), (V,): the same for every input, and that is all.

    It is (1 − α)·log count(c) + a constant: α < 1 lifts columns of common words.
    """
    return np.log(noise_chances(counts, 1.0)) - np.log(noise_chances(counts, exponent))


def drawn(counts: Counts, exponent: float, draws: int, seed: int) -> Iterator[Draws]:
    """Draw noise words by the keys and the table that training uses, a million at a time."""
    table, base = noise_table(counts, exponent), np.uint64(base_of(np.uint64(seed)))
    chances, seen = noise_chances(counts, exponent), np.zeros(len(counts), np.int64)
    for first in range(0, draws, _PIECE):
        made = min(draws, first + _PIECE)
        draw_noise(table, base, first, made - first, seen)
        yield Draws(made / draws, made, seen.copy(), *chi_square(seen, chances))


def chi_square(seen: Counts, chances: Doubles) -> tuple[float, int, float]:
    """``(statistic, freedom, p)`` of counts (V,) against their chances, cells pooled to 25.

    Neighbours in rank are pooled until enough are expected of them; what is left over at the end
    joins the last cell.
    """
    from scipy.stats import chi2  # noqa: PLC0415 - a second to import; only labs pay

    expected = chances * seen.sum()
    begins = _cells(expected)
    wanted, found = np.add.reduceat(expected, begins), np.add.reduceat(seen, begins)
    freedom = len(begins) - 1
    statistic = float(((found - wanted) ** 2 / wanted).sum()) if freedom else 0.0
    return statistic, freedom, float(chi2.sf(statistic, freedom)) if freedom else 1.0


def _cells(expected: Doubles) -> list[int]:
    """Where cells begin, each holding at least 25."""
    begins, held = [0], 0.0
    for place, share in enumerate(expected.tolist()):
        if held >= _LEAST:
            begins.append(place)
            held = 0.0
        held += share
    if held < _LEAST and len(begins) > 1:
        begins.pop()
    return begins
