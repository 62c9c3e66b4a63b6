"""Exact expected counts A(w, c): how often an epoch presents input w with target c as a positive.

Chance decides which words are kept and how far each window reaches; both are summed over, so the
counts are those of an infinite number of epochs (docs/theory.md §2). Every prediction starts from
them: where the logits come to rest, and the loss that no vectors can pass (`optimum`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.expected import count_pairs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.arrays import Doubles
    from engine.corpus.corpus import Source, Stream
    from engine.settings import Knobs

REACH = 256  # distances told apart
PIECE = 1 << 20  # tokens read at a time


@dataclass(frozen=True, slots=True)
class Expected:
    """Positives of one epoch, in expectation.

    ``pairs[w, c]`` (M, M): A of input w (a row of v) and target c (a row of u), for the M commonest
    words. ``inputs[w]`` (V,): n_w, the pairs of input w with any target, beyond the M as well.
    ``distances[r]`` (256,): pairs whose words stand r + 1 words of the vocabulary apart in the
    text, before any is dropped; the last also those further apart.
    """

    pairs: Doubles
    inputs: Doubles
    distances: Doubles

    def commonest(self, words: int) -> Expected:
        """The same counts with the pairs of so many words."""
        return Expected(self.pairs[:words, :words], self.inputs, self.distances)


@dataclass(frozen=True, slots=True)
class Counting:
    """How far a count is, `done` in 0 … 1, and what it found: None before its end."""

    done: float
    counted: Expected | None = None


def expected_counts(streams: Iterable[Stream], keep: Doubles, window: int, words: int) -> Expected:
    """What an epoch over these streams presents, for the `words` commonest of the vocabulary.

    Streams hold whole sentences, each once; a pair never crosses their borders. `keep` (V,) are
    the chances of `keep_chances`; ids from V on are left out before windows are laid. Costs
    time ∝ tokens · window², more where most words are dropped, and 8 · words² bytes.
    """
    counted = _nothing(len(keep), words)
    for stream in streams:
        _add(stream, keep, window, counted)
    return counted


def counting(
    source: Source,
    knobs: Knobs,
    keep: Doubles,
    words: int,
    window: int | None = None,
    piece: int = PIECE,
) -> Iterator[Counting]:
    """The same for the first epoch of a source, a piece of so many tokens at a time.

    `window` is that of the knobs unless given.
    """
    counted, reach = _nothing(len(keep), words), window or knobs.window
    size = source.length(knobs)
    for stream in epoch_of(source, knobs, piece=piece):
        _add(stream, keep, reach, counted)
        if (read := stream.first + len(stream.ids)) < size:
            yield Counting(read / size)
    yield Counting(1.0, counted)


def epoch_of(source: Source, knobs: Knobs, epoch: int = 0, piece: int = PIECE) -> Iterator[Stream]:
    """The sentences of an epoch, each once, in pieces of about so many tokens."""
    first, size = 0, source.length(knobs)
    while first < size:
        stream = source.passage(epoch, first, min(piece, size - first), knobs)
        yield stream
        first = stream.first + len(stream.ids)


def _nothing(size: int, words: int) -> Expected:
    words = min(words, size)
    return Expected(np.zeros((words, words)), np.zeros(size), np.zeros(REACH))


def _add(stream: Stream, keep: Doubles, window: int, to: Expected) -> None:
    count_pairs(stream.ids, stream.offsets, keep, window, to.pairs, to.inputs, to.distances)
