"""What a noise word weighs: one number a column, and nothing where a pair is known to be true.

Kernels take `Weights` or None. Numba compiles for types, so that there are two machine codes, and
the one without weights has no trace of them. The measured loss is that of the words as drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.lanes import WIDTH
from engine.kernels.random import mix
from engine.kernels.table import word_of

if TYPE_CHECKING:
    from engine.arrays import Flags, Floats, Ids, Offsets, Words
    from engine.kernels.layout import Layout
    from engine.kernels.table import Table

_BITS = 64


class Weights(NamedTuple):
    """Of a word among a target's own: `own`; of any other: ``ratio[word] · rest[target]``.

    A row of `sieve` has the bits of a target's own words set, by which most others are told.
    """

    ratio: Floats  # (V,)
    rest: Floats  # (V,); (0,): no target has words of its own
    own: Floats  # (V, K); equal where a word stands twice
    sieve: Words  # (V, S), S a power of two
    known: Words  # (N,) bits of pairs that weigh nothing, N a power of two; (0,): there are none


@inlined
def weight_of(word: int, target: int, words: Ids, weights: Weights) -> np.float32:
    """The weight of a noise word of a target."""
    if weights.rest.shape[0] == 0:
        return np.float32(weights.ratio[word])
    bit = word & (weights.sieve.shape[1] * _BITS - 1)
    if (weights.sieve[target, bit >> 6] >> np.uint64(bit & 63)) & np.uint64(1):
        for i in range(words.shape[1]):
            if words[target, i] == word:
                return np.float32(weights.own[target, i])
    return np.float32(weights.ratio[word] * weights.rest[target])


@inlined
def own_weight(word: int, target: int, place: int, weights: Weights) -> np.float32:
    """The weight of a noise word that was drawn from a place of its target's own law."""
    if weights.rest.shape[0] == 0:
        return np.float32(weights.ratio[word])
    return np.float32(weights.own[target, place])


@inlined
def bit_of_pair(one: int, other: int, size: int, bits: Words) -> np.uint64:
    """Which bit stands for a pair: its own where there are V², else one that it may share."""
    pair, room = np.uint64(one) * np.uint64(size) + np.uint64(other), bits.shape[0] * _BITS
    return pair if size * size <= room else mix(pair) & np.uint64(room - 1)


@inlined
def is_known(one: int, other: int, size: int, bits: Words) -> bool:
    """Whether the pair's bit is set."""
    bit = bit_of_pair(one, other, size, bits)
    return bool((bits[np.int64(bit >> np.uint64(6))] >> (bit & np.uint64(63))) & np.uint64(1))


@inlined
def put(hefts: Floats, c: int, slots: Offsets, layout: Layout, signs: Floats) -> None:
    """Write a target's weights, which begin at c, where its noise has its signs."""
    for column in range(layout.pads, layout.columns - 1):
        signs[slots[column]] = -hefts[c + column]


@inlined
def spare(
    weights: Weights, v: Table, u: Table, layout: Layout, inputs: Offsets, n: int, rows: Offsets,
    c: int, lanes: Offsets, gains: Floats,
) -> None:  # fmt: skip
    """Take the gains of all pairs of an input and a noise word that are known, if any are."""
    known, size = weights.known, weights.ratio.shape[0]
    if known.shape[0] == 0:
        return
    for column in range(layout.pads, layout.columns - 1):
        word, lane = word_of(u, rows[c + column]), lanes[column]
        for i in range(n):
            if is_known(word_of(v, inputs[i]), word, size, known):
                gains[lane + i * WIDTH] = np.float32(0.0)


@kernel
def pair_known(word: int, others: Ids, size: int, bits: Words, known: Flags) -> None:
    """Write whether a word's pair with each of the others (n,) has its bit set, (n,)."""
    for i in range(others.shape[0]):
        known[i] = is_known(word, others[i], size, bits)


@kernel
def mark_pairs(ids: Ids, offsets: Offsets, size: int, window: int, bits: Words) -> None:
    """Set the bits of all pairs of words at most `window` words of the vocabulary apart.

    Pairs never cross the borders of sentences; ids from `size` on are left out before.
    """
    near = np.empty(max(1, ids.shape[0]), np.int64)
    for sentence in range(offsets.shape[0] - 1):
        count = 0
        for place in range(offsets[sentence], offsets[sentence + 1]):
            if ids[place] < size:
                for other in range(max(0, count - window), count):
                    _mark(near[other], ids[place], size, bits)
                    _mark(ids[place], near[other], size, bits)
                near[count] = ids[place]
                count += 1


@inlined
def _mark(one: int | np.integer[Any], other: int | np.integer[Any], size: int, bits: Words) -> None:
    bit = bit_of_pair(int(one), int(other), size, bits)
    bits[np.int64(bit >> np.uint64(6))] |= np.uint64(1) << (bit & np.uint64(63))
