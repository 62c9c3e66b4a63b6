"""The noise distribution, count^α, as an alias table: one draw costs one look-up for any V.

Walker's method in Vose's order (Vose 1991): V columns of equal width, each split between its own
word and one other. A draw picks a column, then a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Ids, Words

_FULL = 2**32


def noise_chances(counts: Counts, exponent: float) -> Doubles:
    """``count^α / Σ count^α`` a word, (V,); raw counts, as word2vec.c takes them."""
    weights = np.asarray(counts, np.float64) / counts.max()
    powers = weights**exponent
    chances: Doubles = powers / powers.sum()
    return chances


def alias_table(chances: Doubles) -> tuple[Doubles, Ids]:
    """``(accept, alias)``, (V,) each: column i yields i with chance accept[i], else its alias."""
    size = len(chances)
    accept = np.asarray(chances, np.float64) * size
    alias = np.arange(size, dtype=np.int32)
    scaled = accept.tolist()
    low = [i for i in range(size) if scaled[i] < 1.0]
    high = [i for i in range(size) if scaled[i] >= 1.0]
    while low and high:
        small, large = low.pop(), high[-1]
        alias[small] = large
        scaled[large] -= 1.0 - scaled[small]
        if scaled[large] < 1.0:
            low.append(high.pop())
    accept = np.array(scaled)
    accept[low + high] = 1.0  # what rounding left over: these columns are whole
    return accept, alias


def pack(accept: Doubles, alias: Ids) -> Words:
    """The table as one 64-bit entry a column: threshold in the high, alias in the low half.

    A whole column names itself as alias, because a threshold of 2³² does not fit 32 bits.
    """
    whole = accept >= 1.0
    threshold = np.minimum(np.round(accept * _FULL), _FULL - 1).astype(np.uint64)
    other = np.where(whole, np.arange(len(alias)), alias).astype(np.uint64)
    return (threshold << np.uint64(32)) | other


def noise_table(counts: Counts, exponent: float) -> Words:
    """The packed alias table of ``count^α``, (V,)."""
    return pack(*alias_table(noise_chances(counts, exponent)))
