"""Noise of targets to come: drawn three targets ahead and looked up two ahead.

By then the entries of its tables have come. Words drawn twice are found by one bit a word in a
register: two words may share a bit, which costs a second look, but none is missed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from engine.kernels.jit import inlined
from engine.kernels.random import (
    is_own,
    next_key,
    noise_column,
    noise_draw,
    own_column,
    own_place,
    share_of,
)
from engine.kernels.step.lanes import FLOAT, address, prefetch
from engine.kernels.step.noise_weights import ENTRY, own_weight, weight_of
from engine.kernels.step.row_address import row_of

if TYPE_CHECKING:
    from engine.arrays import Flags, Floats, Ids, Offsets, Words
    from engine.kernels.step.layout import Layout
    from engine.kernels.step.noise_weights import WeightPointers
    from engine.kernels.step.row_address import Table

FORESEEN, LOOKED_UP, AHEAD = 3, 2, 4  # targets: draws made, rows known, a power of two above


@inlined
def bit_of(word: int | np.integer[Any]) -> np.uint64:
    """One of 64 bits, by which equal words are found."""
    return np.uint64(1) << np.uint64(word & 63)


@inlined
def prefetch_noise(
    target: int, key: np.uint64, noise: Words, share_own: Words, own: Words, words: Ids,
    scale: WeightPointers | None, negatives: int, draws: Words, c: int,
) -> None:  # fmt: skip
    """Write a target's draws, and ask for the entries of the tables that they will look at."""
    for j in range(negatives):
        draws[c + j] = next_key(key, np.uint64(j))
        prefetch(address(noise) + noise_column(draws[c + j], noise) * ENTRY)
    if share_of(share_own, target) > 0:
        begin, size = target * words.shape[1], words.shape[1]
        for j in range(negatives):
            entry = begin + own_column(draws[c + j], size)
            prefetch(address(own) + entry * ENTRY)
            prefetch(address(words) + entry * FLOAT)
            if scale is not None:
                prefetch(scale.own + entry * FLOAT)
        if scale is not None:
            prefetch(scale.sieve + target * scale.lines * ENTRY)


@inlined
def look_up_noise(
    target: int, key: np.uint64, noise: Words, share_own: Words, own: Words, words: Ids,
    scale: WeightPointers | None, column_weights: Floats, layout: Layout, draws: Words,
    table: Table, rows: Offsets, c: int,
) -> bool:  # fmt: skip
    """Write where a target's rows of U lie and what they weigh; say if one may be there twice."""
    itself, share = row_of(table, target), share_of(share_own, target)
    seen, twice = bit_of(target), np.uint64(0)
    for column in range(layout.pads):
        rows[c + column] = itself
    for j in range(layout.columns - 1 - layout.pads):
        at = c + layout.pads + j
        if share > 0 and is_own(key, np.uint64(j), share):
            place = own_place(draws[c + j], own, target)
            word = int(words[target, place])
            if scale is not None:
                column_weights[at] = own_weight(word, target, int(place), scale)
        else:
            word = int(noise_draw(draws[c + j], noise))
            if scale is not None:
                column_weights[at] = weight_of(word, target, words, scale)
        twice |= seen & bit_of(word)
        seen |= bit_of(word)
        rows[at] = row_of(table, word)
    rows[c + layout.columns - 1] = itself
    return bool(twice != 0)


@inlined
def prepare(
    j: int, begin: int, count: int, kept: Ids, keys: Words, noise: Words, share_own: Words,
    own: Words, words: Ids, scale: WeightPointers | None, column_weights: Floats, layout: Layout,
    draws: Words, u: Table, rows: Offsets, twice: Flags,
) -> None:  # fmt: skip
    """Foresee the draws of a target to come, and look up those of one that comes sooner."""
    columns = layout.columns
    if j + FORESEEN < count:
        c = (j + FORESEEN) % AHEAD * columns
        prefetch_noise(
            kept[j + FORESEEN], keys[j + FORESEEN], noise, share_own, own, words, scale,
            columns - layout.pads - 1, draws, c,
        )  # fmt: skip
    if begin <= j + LOOKED_UP < count:
        coming, slot = j + LOOKED_UP, (j + LOOKED_UP) % AHEAD
        twice[slot] = look_up_noise(
            kept[coming], keys[coming], noise, share_own, own, words, scale, column_weights, layout,
            draws, u, rows, slot * columns,
        )  # fmt: skip
