"""Word similarity: Spearman's correlation of cosines with gold pairs that people scored."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats, Ids
    from engine.evaluation.questions import Pair
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class WordSimilarity:
    """Spearman's ρ over the pairs found; None with fewer than two, or where all are equal."""

    spearman: float | None
    pairs: int
    skipped: int

    @property
    def coverage(self) -> float:
        """The share of the gold pairs that were found, 0 … 1: a ρ says nothing of the others."""
        return self.pairs / max(1, self.pairs + self.skipped)

    @property
    def chance(self) -> float:
        """The standard error of ρ over so many pairs where there is no relation: 1/√(n − 1)."""
        return 1 / math.sqrt(max(1, self.pairs - 1))


def word_similarity(vocabulary: Vocabulary, unit: Floats, gold: Sequence[Pair]) -> WordSimilarity:
    """How the cosines of pairs rank against the scores people gave.

    `unit` (V, D) has rows of length 1. Words are looked up as written, then in lower case; pairs
    with a word that is not there are skipped and counted.
    """
    places, scores = _known(vocabulary, gold)
    cosines = np.einsum("ij,ij->i", unit[places[:, 0]], unit[places[:, 1]])
    return WordSimilarity(spearman(cosines, scores), len(places), len(gold) - len(places))


def _known(vocabulary: Vocabulary, gold: Sequence[Pair]) -> tuple[Ids, np.ndarray]:
    """The places (P, 2) and scores (P,) of the pairs whose words are both there."""
    found = [(vocabulary.find(a), vocabulary.find(b), score) for a, b, score in gold]
    kept = [pair for pair in found if None not in pair]
    places = np.array([pair[:2] for pair in kept], np.int32).reshape(-1, 2)
    return places, np.array([pair[2] for pair in kept], np.float64)


def spearman(a: np.ndarray, b: np.ndarray) -> float | None:
    """Spearman's ρ of two columns; None with fewer than two rows, or where all are equal."""
    from scipy.stats import spearmanr  # noqa: PLC0415 - a second to import; only scoring pays

    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(spearmanr(a, b).statistic)
