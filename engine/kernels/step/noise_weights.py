"""Weights of noise words: one number a column, and nothing where a pair is known to be true.

Kernels take `NoiseWeights` or None. Numba compiles for types, so that there are two machine codes,
and the one without weights has no trace of them. The measured loss is that of the words as drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import mix
from engine.kernels.step.lanes import FLOAT, WIDTH, address, bits_at, float_at
from engine.kernels.step.row_address import word_of

if TYPE_CHECKING:
    from engine.arrays import Flags, Floats, Ids, Offsets, Words
    from engine.kernels.step.layout import Layout
    from engine.kernels.step.row_address import Table

_BITS = 64
ENTRY = 8  # bytes of a word of bits


class NoiseWeights(NamedTuple):
    """Of a word among a target's own: `own`; of any other: ``ratio[word] · rest[target]``.

    A row of `sieve` has the bits of a target's own words set, by which most others are told.
    """

    ratio: Floats  # (V,)
    rest: Floats  # (V,); (0,): no target has words of its own
    own: Floats  # (V, K); equal where a word stands twice
    sieve: Words  # (V, S), S a power of two
    known: Words  # (N,) bits of pairs that weigh nothing, N a power of two; (0,): there are none


class WeightPointers(NamedTuple):
    """Weights as a loop sees them: addresses, and 0 for what is not there.

    An array that is taken out of a tuple has its references counted each time, which made a third
    of the training. `columns` is K, `lines` S, `bits` 64 N, `size` V.
    """

    ratio: int
    rest: int
    own: int
    columns: int
    sieve: int
    lines: int
    known: int
    bits: int
    size: int


@inlined
def weight_pointers(weights: NoiseWeights | None) -> WeightPointers | None:
    """Where the weights lie, if there are any."""
    return None if weights is None else weight_pointers_of(weights)


@inlined
def weight_pointers_of(weights: NoiseWeights) -> WeightPointers:
    """Where the weights lie; whoever asks holds the arrays."""
    rest = 0 if weights.rest.shape[0] == 0 else address(weights.rest)
    return WeightPointers(
        address(weights.ratio), rest, address(weights.own), weights.own.shape[1],
        address(weights.sieve), weights.sieve.shape[1], address(weights.known),
        weights.known.shape[0] * _BITS, weights.ratio.shape[0],
    )  # fmt: skip


@inlined
def weight_of(word: int, target: int, words: Ids, scales: WeightPointers) -> np.float32:
    """The weight of a noise word of a target."""
    ratio = float_at(scales.ratio + word * FLOAT)
    if scales.rest == 0:
        return np.float32(ratio)
    bit, line = word & (scales.lines * _BITS - 1), scales.sieve + target * scales.lines * ENTRY
    if (bits_at(line + (bit >> 6) * ENTRY) >> np.uint64(bit & 63)) & np.uint64(1):
        for i in range(words.shape[1]):
            if words[target, i] == word:
                return own_weight(word, target, i, scales)
    return np.float32(ratio * float_at(scales.rest + target * FLOAT))


@inlined
def own_weight(word: int, target: int, place: int, scales: WeightPointers) -> np.float32:
    """The weight of a noise word that was drawn from a place of its target's own law."""
    if scales.rest == 0:
        return np.float32(float_at(scales.ratio + word * FLOAT))
    return np.float32(float_at(scales.own + (target * scales.columns + place) * FLOAT))


@inlined
def bit_of_pair(one: int, other: int, size: int, room: int) -> np.uint64:
    """Which of `room` bits stands for a pair: its own where there are V², else a shared one."""
    pair = np.uint64(one) * np.uint64(size) + np.uint64(other)
    return pair if size * size <= room else mix(pair) & np.uint64(room - 1)


@inlined
def is_known(one: int, other: int, size: int, bits: int, room: int) -> bool:
    """Whether the pair's bit, of the `room` at an address, is set."""
    bit = bit_of_pair(one, other, size, room)
    line = bits_at(bits + np.int64(bit >> np.uint64(6)) * ENTRY)
    return bool((line >> (bit & np.uint64(63))) & np.uint64(1))


@inlined
def write_weights(
    column_weights: Floats, c: int, slots: Offsets, layout: Layout, signs: Floats
) -> None:
    """Write a target's weights, which begin at c, where its noise has its signs."""
    for column in range(layout.pads, layout.columns - 1):
        signs[slots[column]] = -column_weights[c + column]


@inlined
def mask_known_pairs(
    scales: WeightPointers,
    v: Table,
    u: Table,
    layout: Layout,
    inputs: Offsets,
    n: int,
    rows: Offsets,
    c: int,
    lanes: Offsets,
    gains: Floats,
) -> None:
    """Take the gains of all pairs of an input and a noise word that are known, if any are."""
    if scales.bits == 0:
        return
    for column in range(layout.pads, layout.columns - 1):
        word, lane = word_of(u, rows[c + column]), lanes[column]
        for i in range(n):
            if is_known(word_of(v, inputs[i]), word, scales.size, scales.known, scales.bits):
                gains[lane + i * WIDTH] = np.float32(0.0)


@kernel
def pair_known(word: int, others: Ids, size: int, bits: Words, known: Flags) -> None:
    """Write whether a word's pair with each of the others (n,) has its bit set, (n,)."""
    for i in range(others.shape[0]):
        known[i] = is_known(word, others[i], size, address(bits), bits.shape[0] * _BITS)


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
    bit = bit_of_pair(int(one), int(other), size, bits.shape[0] * _BITS)
    bits[np.int64(bit >> np.uint64(6))] |= np.uint64(1) << (bit & np.uint64(63))
