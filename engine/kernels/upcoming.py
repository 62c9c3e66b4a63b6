"""Target of the next step: the draws of the kernels, with nothing moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.jit import inlined, kernel
from engine.kernels.random import is_own, next_key, noise_draw, own_draw, radius_draw, share_of
from engine.kernels.step.sentence import (
    first_from,
    longest,
    sentence_buffers,
    subsample_sentence,
    words_around,
)

if TYPE_CHECKING:
    from engine.arrays import Counts, Doubles, Ids, Offsets, Words


@inlined
def draw_outputs(
    key: np.uint64, outputs: Ids, noise: Words, share_own: Words, own: Words, words: Ids
) -> None:
    """Write the noise words of the target outputs[0] behind it, from the law of all or its own."""
    share = share_of(share_own, outputs[0])
    for column in range(outputs.shape[0] - 1):
        index = np.uint64(column)
        drawn = next_key(key, index)
        if is_own(key, index, share):
            outputs[column + 1] = own_draw(drawn, own, words, outputs[0])
        else:
            outputs[column + 1] = noise_draw(drawn, noise)


@kernel
def upcoming(
    ids: Ids, offsets: Offsets, first: int, start: int, stop: int, epoch: int, base: np.uint64,
    keep: Doubles, noise: Words, share_own: Words, own: Words, words: Ids, window: int,
    inputs: Counts, outputs: Ids,
) -> tuple[int, int]:  # fmt: skip
    """``(place, n)`` of the first target at ``start … stop - 1`` with words around; (-1, 0): none.

    Written are the local places of its n inputs, in the order of the step, and the target and its
    noise words in `outputs` (k + 1,). `inputs` has room for 2·window.
    """
    kept, places, keys, before = sentence_buffers(longest(offsets))
    sentence = first_from(offsets, offsets.shape[0], start + 1) - 1
    while sentence < offsets.shape[0] - 1 and offsets[sentence] < stop:
        low, high = offsets[sentence], offsets[sentence + 1]
        count = subsample_sentence(
            ids, low, high, first, epoch, base, keep, kept, places, keys, before
        )
        for j in range(first_from(places, count, start), count):
            if places[j] >= stop:
                break
            n = words_around(places, count, j, int(radius_draw(keys[j], window)), inputs)
            if n > 0:
                outputs[0] = kept[j]
                draw_outputs(keys[j], outputs, noise, share_own, own, words)
                return int(places[j]), n
        sentence += 1
    return -1, 0
