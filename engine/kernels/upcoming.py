"""Which target the next step trains: the draws of the kernels, with nothing moved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.kernels.jit import kernel
from engine.kernels.pair import around, draw
from engine.kernels.random import radius_draw
from engine.kernels.step.sentence import first_from, longest, sentence_buffers, subsample_sentence

if TYPE_CHECKING:
    import numpy as np

    from engine.arrays import Counts, Doubles, Ids, Offsets, Words


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
            n = around(places, count, j, int(radius_draw(keys[j], window)), inputs)
            if n > 0:
                outputs[0] = kept[j]
                draw(keys[j], outputs, noise, share_own, own, words)
                return int(places[j]), n
        sentence += 1
    return -1, 0
