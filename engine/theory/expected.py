"""Exact expected counts A(w, c): how often an epoch presents input w with target c as a positive.

Chance decides which words are kept and how far each window reaches; both are summed over, so the
counts are those of an infinite number of epochs (THEORY §2.4). Every prediction starts from them:
where the logits come to rest, and the loss that no vectors can pass (`optimum`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.expected import count_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.arrays import Doubles
    from engine.corpus.stream import Source, Stream
    from engine.settings import Knobs

_PIECE = 1 << 20  # tokens read at a time


@dataclass(frozen=True, slots=True)
class Expected:
    """Positives of one epoch, in expectation.

    ``pairs[w, c]`` (M, M): A of input w (a row of v) and target c (a row of u), for the M commonest
    words. ``inputs[w]`` (V,): n_w, the pairs of input w with any target, beyond the M as well.
    """

    pairs: Doubles
    inputs: Doubles


def expected_counts(streams: Iterable[Stream], keep: Doubles, window: int, words: int) -> Expected:
    """What an epoch over these streams presents, for the `words` commonest of the vocabulary.

    Streams hold whole sentences, each once; a pair never crosses their borders. `keep` (V,) are
    the chances of `keep_chances`; ids from V on are left out before windows are laid. Costs
    time ∝ tokens · window², more where most words are dropped, and 8 · words² bytes.
    """
    words = min(words, len(keep))
    pairs, inputs = np.zeros((words, words)), np.zeros(len(keep))
    for stream in streams:
        count_pairs(stream.ids, stream.offsets, keep, window, pairs, inputs)
    return Expected(pairs, inputs)


def epoch_of(source: Source, knobs: Knobs, epoch: int = 0) -> Iterator[Stream]:
    """The sentences of an epoch, each once, in pieces of about a million tokens."""
    first = 0
    while first < source.size:
        stream = source.passage(epoch, first, min(_PIECE, source.size - first), knobs)
        yield stream
        first = stream.first + len(stream.ids)
