"""Lines of a corpus in which a word stands, found a stretch at a time.

A stretch is compared whole, so that a look costs the same on a short text and on a mapped one of a
billion tokens; a rare word takes more looks. Stretches are visited far from each other, and give
one line each at first: the lines come from all over the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.sampling_order import sampling_order

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs

_STRETCH = 1 << 16  # tokens compared at once
_PARTS = 64  # at least so many stretches, as long as each has a hundred tokens
_LOOK = 128  # stretches of a look: 8 million tokens


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of a sentence: its words, and which of them was looked for; `place` is raw."""

    place: int
    words: tuple[str, ...]
    at: int
    begins: bool  # the sentence begins here
    ends: bool


class Concordance:
    """The lines of one word, as far as they are found."""

    def __init__(
        self, corpus: Corpus, word: int, knobs: Knobs, *, wanted: int = 6, around: int = 9
    ) -> None:
        self._corpus, self._word, self._knobs = corpus, word, knobs
        self._wanted, self._around = wanted, around
        self._stretch = max(100, min(_STRETCH, corpus.source.size // _PARTS))
        self._stretches = -(-corpus.source.size // self._stretch)
        self._order = sampling_order(self._stretches)
        self._visited = 0
        self._first: list[int] = []  # one place a stretch
        self._others: list[int] = []

    @property
    def searched(self) -> float:
        """The share of the text looked at, 0 … 1."""
        return self._visited / self._stretches

    @property
    def finished(self) -> bool:
        """Whether there are enough lines, or no text left."""
        return len(self._first) >= self._wanted or self._visited >= self._stretches

    def look(self, stretches: int = _LOOK) -> None:
        """Go on through so many stretches, or until there are enough lines."""
        for number in islice(self._order, stretches):
            self._visited += 1
            places = self._places(number * self._stretch)
            self._first += places[:1]
            self._others = (self._others + places[1:])[: self._wanted]
            if self.finished:
                return

    def lines(self) -> tuple[Line, ...]:
        """The lines found, in the order of the text."""
        places = sorted((self._first + self._others)[: self._wanted])
        return tuple(self._line(place) for place in places)

    def _places(self, first: int) -> list[int]:
        """The first raw positions of the word in the stretch that begins at `first`."""
        stream = self._corpus.source.passage(0, first, self._stretch, self._knobs)
        start = first - stream.first
        hits = np.flatnonzero(stream.ids[start : start + self._stretch] == self._word)
        return [first + int(hit) for hit in hits[: self._wanted]]

    def _line(self, place: int) -> Line:
        stream = self._corpus.source.passage(0, place, 1, self._knobs)
        at, size = place - stream.first, len(stream.ids)
        low, high = max(0, at - self._around), min(size, at + self._around + 1)
        words = tuple(self._corpus.symbols[int(i)] for i in stream.ids[low:high])
        return Line(place, words, at - low, low == 0, high == size)
