"""Expected counts of pairs: exact, over all that chance may do in one epoch.

Two places i < j of a sentence are a pair if both words are kept, m kept words stand between them,
and the window of the target among the two reaches m + 1 words, which it does with (L − m)/L:

        p(i) · p(j) · Σ_{m<L} D[m] · (L − m)/L        D[m]: the chance of m kept words between

D starts as (1, 0, 0, …) behind i, and each word passed moves a share p of it up by one
(Poisson's binomial, one word at a time). Words are dropped before windows are laid.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Offsets

_SELDOM = 1e-12  # pairs further apart than makes them rarer than this are not followed


@inlined
def reach(between: Doubles) -> float:
    """The chance that a window reaches over what is kept between, ``Σ D[m] (L − m)/L``."""
    window = between.shape[0]
    chance = 0.0
    for m in range(window):
        chance += between[m] * (window - m)
    return float(chance / window)


@inlined
def pass_over(between: Doubles, chance: float) -> None:
    """Move D on by a word that is kept with this chance."""
    for m in range(between.shape[0] - 1, 0, -1):
        between[m] += chance * (between[m - 1] - between[m])
    between[0] *= 1.0 - chance


@inlined
def known_words(ids: Ids, low: int, high: int, size: int, line: Ids) -> int:
    """Write the words of ``ids[low:high]`` that are in the vocabulary; return how many."""
    count = 0
    for place in range(low, high):
        if ids[place] < size:
            line[count] = ids[place]
            count += 1
    return count


@kernel
def count_pairs(
    ids: Ids, offsets: Offsets, keep: Doubles, window: int, pairs: Doubles, inputs: Doubles,
    distances: Doubles,
) -> None:  # fmt: skip
    """Add the expected pairs of whole sentences to `pairs` (M, M), `inputs` (V,), `distances` (R,).

    ``pairs[w, c]`` counts input w with target c among the M commonest words, ``inputs[w]`` all the
    pairs of input w, ``distances[r]`` those r + 1 known words apart, the last also those beyond.
    `ids` (n,) and `offsets` (s + 1,) are a stream, `keep` (V,) the chances.
    """
    line, between = np.empty(ids.shape[0], np.int32), np.empty(window)
    words, furthest = pairs.shape[0], distances.shape[0] - 1
    for sentence in range(offsets.shape[0] - 1):
        count = known_words(ids, offsets[sentence], offsets[sentence + 1], keep.shape[0], line)
        for i in range(count):
            one = line[i]
            between[:] = 0.0
            between[0] = 1.0
            for j in range(i + 1, count):
                near = reach(between)
                if near < _SELDOM:
                    break
                other = line[j]
                expected = keep[one] * keep[other] * near
                inputs[one] += expected
                inputs[other] += expected
                distances[min(j - i - 1, furthest)] += 2.0 * expected
                if one < words and other < words:
                    pairs[one, other] += expected
                    pairs[other, one] += expected
                pass_over(between, keep[other])
