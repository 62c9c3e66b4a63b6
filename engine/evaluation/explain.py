"""Explanation of an answer to ``a : b = c : ?``: its 3CosAdd score in parts, its rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import top

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids


@dataclass(frozen=True, slots=True)
class Explained:
    """Candidates by descending score: their places in the vocabulary and in the ranking.

    `parts` (C, 3) are cos(d, b), −cos(d, a) and cos(d, c), which sum to the score. `ranks` (C,)
    count from 1 over all words, those asked with among them; `free` leaves those out.
    """

    places: Ids
    ranks: Ids
    free: Ids
    parts: Floats

    @property
    def scores(self) -> Floats:
        """The sums of the parts, (C,)."""
        return np.asarray(self.parts.sum(axis=1), np.float32)


def explained(
    unit: Floats, asked: tuple[int, int, int], count: int, also: tuple[int, ...] = ()
) -> Explained:
    """The best `count` answers with the words asked with among them, these, and those in `also`.

    `unit` (V, D) has rows of length 1; of equal scores the lower place comes first.
    """
    a, b, c = unit[list(asked)] @ unit.T
    scores = (b - a) + c
    chosen = list(dict.fromkeys([*top(scores[None], count)[0].tolist(), *asked, *also]))
    chosen.sort(key=lambda place: (-scores[place], place))
    places = np.array(chosen, np.int32)
    ranks = np.array([_rank(scores, place) for place in chosen], np.int32)
    before = [sum(_rank(scores, word) < rank for word in set(asked)) for rank in ranks.tolist()]
    parts = np.stack([b[places], -a[places], c[places]], axis=1)
    return Explained(places, ranks, ranks - np.array(before, np.int32), parts)


def _rank(scores: Floats, place: int) -> int:
    """1 for the best; equal scores in the order of their places."""
    better = int((scores > scores[place]).sum())
    return 1 + better + int((scores[:place] == scores[place]).sum())


def alone(unit: Floats, word: int, hidden: tuple[int, ...]) -> int:
    """The place of the word nearest to one word, those hidden left out; −1 if none is left."""
    cosines = unit @ unit[word]
    cosines[list(hidden)] = -np.inf
    best = int(cosines.argmax())
    return best if np.isfinite(cosines[best]) else -1


def alike(unit: Floats) -> float:
    """The mean cosine of two words (V, D) drawn at random: near 1 where all have collapsed."""
    mean = unit.mean(axis=0, dtype=np.float64)
    return float(mean @ mean)
