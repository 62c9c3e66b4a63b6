"""Do words that people find alike lie close? Spearman's correlation with gold pairs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Likeness:
    """Spearman's ρ over the pairs found; None with fewer than two, or where all are equal."""

    spearman: float | None
    pairs: int
    skipped: int


def likeness(
    vocabulary: Vocabulary, unit: Floats, gold: Sequence[tuple[str, str, float]]
) -> Likeness:
    """How the cosines of pairs rank against the scores people gave."""
    places = [(vocabulary.find(a), vocabulary.find(b), score) for a, b, score in gold]
    known = [pair for pair in places if None not in pair]
    left, right, scores = (np.array(column) for column in zip(*known, strict=True)) if known else (
        np.empty(0, int), np.empty(0, int), np.empty(0),
    )  # fmt: skip
    cosines = np.einsum("ij,ij->i", unit[left.astype(int)], unit[right.astype(int)])
    return Likeness(_spearman(cosines, scores), len(known), len(gold) - len(known))


def _spearman(a: np.ndarray, b: np.ndarray) -> float | None:
    from scipy.stats import spearmanr  # noqa: PLC0415 - a second to import; only scoring pays

    if len(a) < 2 or np.ptp(a) == 0 or np.ptp(b) == 0:
        return None
    return float(spearmanr(a, b).statistic)
