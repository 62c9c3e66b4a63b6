"""Hubs: words that stand among the nearest of far more words than their share.

In spaces of many dimensions some points are near to a great part of the others (Radovanović,
Nanopoulos and Ivanović 2010), and answer questions that they have nothing to do with. Measured on
the commonest words: in how many of their lists of the `LISTED` nearest does a word stand? By
chance it would be in about `LISTED`, whether it is one of them or not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Floats, Ids

SAMPLE = 2_000  # commonest words whose lists are looked at
LISTED = 10  # words in a list
_BLOCK = 1 << 20  # cosines held at once


def reach(unit: Floats, sample: int = SAMPLE, listed: int = LISTED) -> Floats:
    """The cosine from which on a word is in the list of each sampled word, (n,), n ≤ `sample`.

    It is that of the `listed`-th nearest of the other sampled words. `unit` (V, D) has rows of
    length 1, most frequent first. With fewer words than that, everything is in every list: −∞.
    """
    words = unit[:sample]
    least = np.full(len(words), -np.inf, np.float32)
    if len(words) <= listed:
        return least
    rows = max(1, _BLOCK // len(words))
    for first in range(0, len(words), rows):
        cosines = words[first : first + rows] @ words.T
        own = np.arange(len(cosines))
        cosines[own, first + own] = -np.inf
        cosines.partition(len(words) - listed, axis=1)
        least[first : first + rows] = cosines[:, len(words) - listed]
    return least


def lists(unit: Floats, places: Ids, reached: Floats) -> Ids:
    """In how many of the lists each of the words at `places` (C,) stands, (C,)."""
    cosines = unit[places] @ unit[: len(reached)].T
    inside = cosines >= reached - np.float32(1e-6)  # another product rounds otherwise
    inside &= places[:, None] != np.arange(len(reached))
    counted: Ids = inside.sum(axis=1).astype(np.int32)
    return counted
