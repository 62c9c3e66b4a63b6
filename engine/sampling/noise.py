"""The noise distribution, count^α, as an alias table: one draw costs one look-up for any V.

Walker's method in Vose's order (Vose 1991): V columns of equal width, each split between its own
word and one other. A draw picks a column, then a side.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.alias import pack_columns, share_columns

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Ids, Words


_ROUNDING = 1e-6  # of a sum of chances


def noise_chances(counts: Counts, exponent: float) -> Doubles:
    """``count^α / Σ count^α`` a word, (V,); raw counts, as word2vec.c takes them."""
    powers = _powers(np.asarray(counts, np.int64), exponent)
    chances: Doubles = powers / powers.sum()
    return chances


def _powers(counts: Counts, exponent: float) -> Doubles:
    """``(count / largest count)^α``, (V,); of neighbours with one count only the first is raised.

    Ranked by frequency, a million words share some ten thousand counts.
    """
    begins = np.flatnonzero(np.diff(counts, prepend=counts[0] - 1))
    raised = (counts[begins] / counts.max()) ** exponent
    powers: Doubles = np.repeat(raised, np.diff(begins, append=len(counts)))
    return powers


def alias_table(chances: Doubles) -> tuple[Doubles, Ids]:
    """``(accept, alias)``, (V,) each: column i yields i with chance accept[i], else its alias.

    Raises
    ------
    ValueError
        If the chances are no law: each 0 or more, together 1.
    """
    law = np.asarray(chances, np.float64)
    if law.ndim != 1 or not len(law) or not (law.min() >= 0 and abs(law.sum() - 1) <= _ROUNDING):
        raise ValueError(law[:3])
    accept = law * len(law)
    alias = np.empty(len(chances), np.int32)
    share_columns(accept, alias)
    return accept, alias


def pack(accept: Doubles, alias: Ids) -> Words:
    """The table as one 64-bit entry a column: threshold in the high, alias in the low half."""
    table = np.empty(len(accept), np.uint64)
    pack_columns(accept, alias, table)
    return table


def noise_table(counts: Counts, exponent: float) -> Words:
    """The packed alias table of ``count^α``, (V,)."""
    return pack(*alias_table(noise_chances(counts, exponent)))
