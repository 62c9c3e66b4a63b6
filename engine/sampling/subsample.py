"""The chance that a token is kept: frequent words are dropped at times, before windows are laid."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles


def keep_chance(count: int, tokens: int, threshold: float) -> float:
    """The chance of one word that occurs so often among the tokens that min_count left."""
    rest = max(0, tokens - count)
    return float(keep_chances(np.array([count, rest]), threshold)[0])


def keep_chances(counts: Counts, threshold: float) -> Doubles:
    """``min(1, √(t/f) + t/f)`` a word, (V,) in 0 … 1; all 1 when the threshold is 0 (off).

    f is a word's share of the tokens that min_count left. This is the rule of word2vec.c, gensim
    and fastText; the paper (Mikolov et al. 2013b, eq. 5) keeps ``√(t/f)``. A word is dropped at
    times only if f > 2.618·t.
    """
    if threshold == 0:
        return np.ones(len(counts))
    ratio = threshold * counts.sum() / np.maximum(counts, 1)
    chances: Doubles = np.minimum(1.0, np.sqrt(ratio) + ratio)
    return chances
