"""Sentence after subsampling, and what its targets need."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined
from engine.kernels.random import keep_draw, key_of

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Ids, Offsets, Words


@inlined
def count_known(ids: Ids, low: int, high: int, size: int) -> int:
    """How many of ``ids[low:high]`` are in the vocabulary."""
    count = 0
    for place in range(low, high):
        count += ids[place] < size
    return count


@inlined
def longest(offsets: Offsets) -> int:
    """The length of the longest sentence."""
    length = 0
    for sentence in range(offsets.shape[0] - 1):
        length = max(length, offsets[sentence + 1] - offsets[sentence])
    return length


@inlined
def first_from(values: Offsets | Counts, size: int, x: int) -> int:
    """Where the first of ``values[:size]``, which never fall, stands that is at least x.

    By halving; numpy's search would cost half a second of compiling.
    """
    low, high = 0, size
    while low < high:
        middle = (low + high) // 2
        if values[middle] < x:
            low = middle + 1
        else:
            high = middle
    return low


@inlined
def sentence_buffers(length: int) -> tuple[Ids, Counts, Words, Counts]:
    """Room for what `subsample_sentence` writes of a sentence of that length."""
    size = length + 1
    return (
        np.empty(size, np.int32), np.empty(size, np.int64),
        np.empty(size, np.uint64), np.empty(size, np.int64),
    )  # fmt: skip


@inlined
def subsample_sentence(
    ids: Ids, low: int, high: int, first: int, epoch: int, base: np.uint64, keep: Doubles,
    kept: Ids, places: Counts, keys: Words, before: Counts,
) -> int:  # fmt: skip
    """Write the tokens of a sentence that remain and return how many.

    Of each: its word, its place, its key, and how many tokens of the vocabulary stand before it in
    the sentence (behind the last: how many in all). Every token is written and only the counter
    says what stays, which is why the arrays are one longer than a sentence: whether a token stays
    cannot be foreseen, and a branch on it would be guessed wrong half the time.
    """
    count, seen = 0, 0
    for place in range(low, high):
        word = ids[place]
        key = key_of(base, np.uint64(epoch), np.uint64(first + place))
        kept[count], places[count], keys[count], before[count] = word, place, key, seen
        in_vocabulary = word < keep.shape[0]
        taken = False
        if in_vocabulary:
            taken = keep_draw(key) < keep[word]
        count += taken
        seen += in_vocabulary
    before[count] = seen
    return count


@inlined
def words_around(kept: Ids | Counts, count: int, j: int, reach: int, inputs: Ids | Counts) -> int:
    """Write the words, or their places, at most `reach` from j of what remains: how many."""
    n = 0
    for near in range(max(0, j - reach), min(count, j + reach + 1)):
        if near != j:
            inputs[n] = kept[near]
            n += 1
    return n
