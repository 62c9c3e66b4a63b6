"""Alias tables by Vose's method (1991): one pass, however many columns.

Column i stands for word i and has width 1; `accept[i]` of it is the word's own, the rest another's.

    before   a low column (accept < 1) lacks something, a high one has too much
    a step   the last low column takes what it lacks from the last high one, and is settled
    after    nothing is lacking; what is left on either side is whole but for rounding
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Words

_FULL, _HALF = np.float64(2**32), np.uint64(32)


@kernel
def share_columns(accept: Doubles, alias: Ids) -> None:
    """Settle V columns in place; `accept` (V,) comes as chances times V, `alias` (V,) as anything.

    What a column lacks is written down where it becomes low: a compiler that may reorder sums must
    find no difference of a difference, or the table would depend on it.
    """
    size = accept.shape[0]
    low, high, lack = np.empty(size, np.int32), np.empty(size, np.int32), np.empty(size)
    lows = highs = 0
    for column in range(size):
        alias[column] = column
        if accept[column] < 1.0:
            lack[column] = 1.0 - accept[column]
            low[lows] = column
            lows += 1
        else:
            high[highs] = column
            highs += 1
    while lows > 0 and highs > 0:
        lows -= 1
        small, large = low[lows], high[highs - 1]
        alias[small] = large
        accept[large] -= lack[small]
        if accept[large] < 1.0:
            lack[large] = 1.0 - accept[large]
            low[lows] = large
            lows += 1
            highs -= 1
    for i in range(lows):
        accept[low[i]] = 1.0
    for i in range(highs):
        accept[high[i]] = 1.0


@kernel
def pack_columns(accept: Doubles, alias: Ids, table: Words) -> None:
    """Write each of V columns as one entry: threshold in the high, alias in the low 32 bits.

    A whole column names itself as alias, because a threshold of 2³² does not fit 32 bits.
    """
    for column in range(accept.shape[0]):
        other = column if accept[column] >= 1.0 else alias[column]
        threshold = min(np.rint(accept[column] * _FULL), _FULL - 1.0)
        table[column] = (np.uint64(threshold) << _HALF) | np.uint64(other)


@kernel
def pack_rows(chances: Doubles, table: Words) -> None:
    """Write the packed table of each row of chances (V, K), which sum to 1, into `table` (V, K)."""
    size = chances.shape[1]
    accept, alias = np.empty(size), np.empty(size, np.int32)
    for row in range(chances.shape[0]):
        for column in range(size):
            accept[column] = chances[row, column] * size
        share_columns(accept, alias)
        pack_columns(accept, alias, table[row])
