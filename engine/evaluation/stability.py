"""Stability of neighbours: the same training, several times over.

A word's stability is the mean, over all pairs of models, of the share of its ten nearest words that
the two have in common: Wendlandt, Kummerfeld and Mihalcea (NAACL 2018, "Factors Influencing the
Surprising Instability of Word Embeddings", section 3). That it is asked of seeds and of resampled
documents alike follows Antoniak and Mimno (TACL 2018, "Evaluating the Stability of Embedding-based
Word Similarities", section 4). No alignment is needed: each model is asked for its own lists.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.overlap import LISTED, common
from engine.similarity import nearest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Flags, Floats, Ids


@dataclass(frozen=True, slots=True)
class Agreed:
    """A neighbour of a word, and in how many of the models asked it is one."""

    place: int
    times: int


@dataclass(frozen=True, slots=True)
class Spread:
    """A score over several models: each value, their mean, and their standard deviation (n − 1).

    `deviation` is None for a single value.
    """

    values: tuple[float, ...]
    mean: float
    deviation: float | None


def lists(unit: Floats, known: Flags, count: int = LISTED) -> Ids:
    """The places of each word's nearest words in one model, (M, n), nearest first.

    `unit` (M, D) has rows of length 1; n is `count` or M − 1. A word that the model does not know,
    `known` (M,), has no neighbours and is none: its places are −1, as are those that are lacking.
    """
    count = max(0, min(count, len(unit) - 1))
    found = np.full((len(unit), count), -1, np.int32)
    rows = np.flatnonzero(known).astype(np.int32)
    if len(rows) > 1 and count:
        near = nearest(
            unit[rows],
            unit[rows],
            min(count, len(rows) - 1),
            np.arange(len(rows), dtype=np.int32)[:, None],
        )[0]
        found[rows, : near.shape[1]] = rows[near]
    return found


def stability(found: Sequence[Ids]) -> Floats:
    """Each word's stability in 0 … 1, (M,), from its lists (M, n) in every model.

    A pair of models of which one does not know the word counts as nothing in common. With one model
    there is no pair, and nothing is known to be unstable: 1.
    """
    size = len(found[0])
    pairs = list(combinations(found, 2))
    if not pairs or not found[0].shape[1]:
        return np.ones(size, np.float32)
    shares = [(common(one, other) & (one >= 0)).mean(axis=1) for one, other in pairs]
    return np.asarray(np.mean(shares, axis=0), np.float32)


def agreed(found: Sequence[Ids], place: int, most: int = 15) -> list[Agreed]:
    """The neighbours of a word by how many models name them, most first, then by mean rank."""
    ranks: dict[int, list[int]] = {}
    for one in found:
        for rank, other in enumerate(one[place].tolist()):
            if other >= 0:
                ranks.setdefault(other, []).append(rank)
    order = sorted(ranks, key=lambda other: (-len(ranks[other]), np.mean(ranks[other]), other))
    return [Agreed(other, len(ranks[other])) for other in order[:most]]


def spread(values: Sequence[float]) -> Spread:
    """Mean and standard deviation of one score or more; raises `ValueError` for none."""
    mean = math.fsum(values) / len(values) if values else math.nan
    if math.isnan(mean):
        raise ValueError(values)
    squares = math.fsum((value - mean) ** 2 for value in values)
    deviation = math.sqrt(squares / (len(values) - 1)) if len(values) > 1 else None
    return Spread(tuple(values), mean, deviation)
