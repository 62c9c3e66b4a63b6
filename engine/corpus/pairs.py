"""Lines of a text that hold two words near each other, looked for in bounded time.

The text is looked at in stretches. One that is too long is sampled: its stretches are visited in
an order that spreads over all of it (steps of the golden section), until the tokens allowed are
looked at or the time is up. What is counted is said of what was looked at, never of the whole.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.sampling_order import sampling_order
from engine.settings import Knobs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Offsets
    from engine.corpus.corpus import Source, Stream

STRETCH = 1 << 18  # tokens looked at before the clock: 1 MB
MOST = 1 << 26  # tokens looked at: a quarter of a GB
SECONDS = 0.3
_AROUND = 6  # words shown on either side of a pair
_LINES = 3


@dataclass(frozen=True, slots=True)
class Line:
    """Ranks of a stretch of one sentence, and which two of its places are the pair.

    `begins` and `ends` say whether it is shown from the beginning, and to the end, of the sentence.
    """

    ids: tuple[int, ...]
    pair: tuple[int, int]
    begins: bool
    ends: bool


@dataclass(frozen=True, slots=True)
class Together:
    """How often the first of two words stands with the second near, and the first such lines."""

    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What was found for each pair, in `looked` of the `size` tokens of the text."""

    found: tuple[Together, ...]
    looked: int
    size: int


def search(
    source: Source,
    pairs: Sequence[tuple[int, int]],
    window: int,
    *,
    most: int = MOST,
    seconds: float = SECONDS,
) -> Search:
    """Where the words (ranks) of each pair stand in one sentence, at most `window` apart.

    One stretch is looked at whatever the time; on the whole text the count is exact.
    """
    until, looked = time.monotonic() + seconds, 0
    counts, lines = [0] * len(pairs), [list[Line]() for _ in pairs]
    for first, length in _stretches(source.size, most):
        if looked and time.monotonic() > until:
            break
        stream = source.passage(0, first, length, Knobs())
        for i, pair in enumerate(pairs):
            here = _together(stream, pair, window)
            inside = (here[:, 0] + stream.first >= first) & (
                here[:, 0] + stream.first < first + length  # a sentence may reach beyond
            )
            counts[i] += int(inside.sum())
            wanted = max(0, _LINES - len(lines[i]))
            lines[i] += [_line(stream, int(x), int(y)) for x, y in here[inside][:wanted]]
        looked += length
    found = tuple(Together(count, tuple(shown)) for count, shown in zip(counts, lines, strict=True))
    return Search(found, looked, source.size)


def _stretches(size: int, most: int) -> Iterator[tuple[int, int]]:
    """``(first, length)``: all of a text in order, or stretches spread over a long one."""
    count, allowed = -(-size // STRETCH), max(1, most // STRETCH)
    order = range(count) if allowed >= count else islice(sampling_order(count), allowed)
    for number in order:
        first = number * STRETCH
        yield first, min(STRETCH, size - first)


def _together(stream: Stream, pair: tuple[int, int], window: int) -> Offsets:
    """Places (n, 2) of the first word and of the nearest second word, if it is near enough."""
    x, y = (np.flatnonzero(stream.ids == word) for word in pair)
    if not len(x) or not len(y):
        return np.empty((0, 2), np.int64)
    after = np.searchsorted(y, x, side="right")
    before = np.searchsorted(y, x, side="left") - 1
    best, place = np.full(len(x), window + 1), np.zeros(len(x), np.int64)
    sentence = _sentence(stream.offsets, x)
    for index in (before, after):
        there = y[np.clip(index, 0, len(y) - 1)]
        gap = np.abs(there - x)
        good = (index >= 0) & (index < len(y)) & (gap < best)
        good &= _sentence(stream.offsets, there) == sentence
        best, place = np.where(good, gap, best), np.where(good, there, place)
    near = best <= window
    return np.stack([x[near], place[near]], axis=1)


def _sentence(offsets: Offsets, places: Offsets) -> Offsets:
    return np.searchsorted(offsets, places, side="right")


def _line(stream: Stream, x: int, y: int) -> Line:
    sentence = int(np.searchsorted(stream.offsets, x, side="right")) - 1
    low, high = int(stream.offsets[sentence]), int(stream.offsets[sentence + 1])
    start, end = max(low, min(x, y) - _AROUND), min(high, max(x, y) + _AROUND + 1)
    return Line(
        tuple(stream.ids[start:end].tolist()), (x - start, y - start), start == low, end == high
    )
