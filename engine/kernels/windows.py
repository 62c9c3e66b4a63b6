"""The pairs of a text, written down: what the kernels of a step go over without writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import kernel
from engine.kernels.random import next_key, radius_draw
from engine.kernels.step.sentence import (
    first_from,
    longest,
    sentence_buffers,
    subsample_sentence,
    words_around,
)

if TYPE_CHECKING:
    from engine.arrays import Doubles, Ids, Offsets, Words

_PAIR = np.uint64(128)  # of a target's further keys: those before belong to its noise words


@kernel
def lay_pairs(
    ids: Ids, offsets: Offsets, first: int, start: int, stop: int, epoch: int, base: np.uint64,
    keep: Doubles, window: int, inputs: Ids, targets: Ids, keys: Words,
) -> int:  # fmt: skip
    """Write every pair of the targets that stand at ``start … stop - 1``, and return how many.

    A pair is an input, its target and a key of its own; the draws are those of `sgns.train`, whose
    arguments these are. The three arrays need room for ``2·window·(stop - start)``.
    """
    kept, places, own, before = sentence_buffers(longest(offsets))
    near, count = np.empty(2 * window, np.int32), 0
    sentence = first_from(offsets, offsets.shape[0], start + 1) - 1
    while sentence < offsets.shape[0] - 1 and offsets[sentence] < stop:
        low, high = offsets[sentence], offsets[sentence + 1]
        left = subsample_sentence(
            ids, low, high, first, epoch, base, keep, kept, places, own, before
        )
        for j in range(first_from(places, left, start), left):
            if places[j] >= stop:
                break
            n = words_around(kept, left, j, int(radius_draw(own[j], window)), near)
            for i in range(n):
                inputs[count], targets[count] = near[i], kept[j]
                keys[count] = next_key(own[j], _PAIR + np.uint64(i))
                count += 1
        sentence += 1
    return count
