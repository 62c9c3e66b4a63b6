"""Keyed chance: every draw is a function of (seed, epoch, position, purpose).

There is no generator and no state: a position's 64-bit key is hashed from the seed, and each
purpose reads bits of its own, so that turning one knob leaves the other draws untouched.

    bits of key(epoch, i)   63 … 32  keep       is the token kept by subsampling?
                            31 … 24  measured   is this target's loss counted?
                            23 …  0  radius     how far does this target's window reach?
    noise word j            another key, hashed from this one and j
    is it the target's own? another, hashed from this one and 64 + j

The hash is the finaliser of SplitMix64 (Steele, Lea & Flood 2014), its increment the golden ratio.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined

if TYPE_CHECKING:
    from engine.arrays import Ids, Words

GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_A, _B = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_EPOCH_BITS, _HALF = np.uint64(40), np.uint64(32)
_ONE, _LOW32, _LOW24, _LOW8 = (
    np.uint64(1),
    np.uint64(2**32 - 1),
    np.uint64(2**24 - 1),
    np.uint64(255),
)
_BYTE_AT, _COMPONENT = np.uint64(24), np.uint64(64)
_TO_UNIT = 2.0**-32
START_EPOCH = np.uint64(2**24 - 1)  # no epoch gets there: the keys of V's first values


@inlined
def mix(x: np.uint64) -> np.uint64:
    """SplitMix64's finaliser: a bijection that flips about half the bits."""
    x = (x ^ (x >> np.uint64(30))) * _A
    x = (x ^ (x >> np.uint64(27))) * _B
    return x ^ (x >> np.uint64(31))


@inlined
def key_of(base: np.uint64, epoch: np.uint64, position: np.uint64) -> np.uint64:
    """The key of a raw position in an epoch; `base` is ``mix(seed)``."""
    return mix(base + GOLDEN * ((epoch << _EPOCH_BITS) + position))


@inlined
def next_key(key: np.uint64, index: np.uint64) -> np.uint64:
    """The index-th further key of a position: one a noise word."""
    return mix(key + (index + _ONE) * GOLDEN)


@inlined
def keep_draw(key: np.uint64) -> float:
    """Uniform in [0, 1): the token is kept if this is below its chance."""
    return np.float64(key >> _HALF) * _TO_UNIT


@inlined
def radius_draw(key: np.uint64, window: int) -> np.int64:
    """Uniform in 1 … window."""
    return 1 + np.int64(((key & _LOW24) * np.uint64(window)) >> _BYTE_AT)


@inlined
def measure_draw(key: np.uint64) -> np.int64:
    """Uniform in 0 … 255."""
    return np.int64((key >> _BYTE_AT) & _LOW8)


@inlined
def noise_column(draw: np.uint64, table: Words) -> np.int64:
    """The column of the noise table that a key stands for: its high half, scaled to (V,)."""
    return np.int64(((draw >> _HALF) * np.uint64(table.shape[0])) >> _HALF)


@inlined
def noise_draw(draw: np.uint64, table: Words) -> np.int64:
    """The word that a key stands for: high half the column, low half against its threshold.

    `table` (V,) is packed: threshold in the high, alias in the low 32 bits of each entry.
    """
    column = noise_column(draw, table)
    entry = table[column]
    return column if (draw & _LOW32) < (entry >> _HALF) else np.int64(entry & _LOW32)


@inlined
def is_own(key: np.uint64, index: np.uint64, share: np.uint64) -> bool:
    """Whether the index-th noise word of a position comes from the target's own law.

    `share` of 2³² do.
    """
    return bool((next_key(key, _COMPONENT + index) >> _HALF) < share)


@inlined
def share_of(shares: Words, target: int) -> np.uint64:
    """How many of 2³² noise words of a target come from its own law; `shares` (V,), or (0,): 0."""
    return shares[target] if shares.shape[0] > 0 else np.uint64(0)


@inlined
def own_column(draw: np.uint64, size: int) -> np.int64:
    """Which of the `size` columns of a target's own law a key stands for: its high half."""
    return np.int64(((draw >> _HALF) * np.uint64(size)) >> _HALF)


@inlined
def own_place(draw: np.uint64, table: Words, target: int) -> np.int64:
    """The place in a target's own law, a row of `table` (V, K), that a key stands for."""
    column = own_column(draw, table.shape[1])
    entry = table[target, column]
    return column if (draw & _LOW32) < (entry >> _HALF) else np.int64(entry & _LOW32)


@inlined
def own_draw(draw: np.uint64, table: Words, words: Ids, target: int) -> np.int64:
    """The word that a key stands for in a target's own law, a row of `table` and `words` (V, K)."""
    return np.int64(words[target, own_place(draw, table, target)])
