"""Pairs of words that meet in a text, which *masking* spares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.step.noise_weights import mark_pairs

if TYPE_CHECKING:
    from engine.arrays import Words
    from engine.corpus.corpus import Source
    from engine.settings import Knobs

_MOST = 1 << 24  # 64-bit words: 128 MB
_PIECE = 1 << 20  # tokens


def known_pairs(source: Source, knobs: Knobs, size: int) -> Words:
    """A bit for each pair of the `size` words that stand at most a window apart in the text.

    Up to 32,768 words every pair has a bit of its own. Of more, pairs share them by a hash, and a
    few that never met pass for known: at most the share of bits that are set.
    """
    needed = max(1, -(-size * size // 64))
    bits = np.zeros(min(_MOST, 1 << (needed - 1).bit_length()), np.uint64)
    first = 0
    while first < source.size:
        stream = source.passage(0, first, min(_PIECE, source.size - first), knobs)
        mark_pairs(stream.ids, stream.offsets, size, knobs.window, bits)
        first = stream.first + len(stream.ids)
    return bits
