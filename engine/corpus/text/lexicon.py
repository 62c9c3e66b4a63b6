"""Lexicon of a text: each different word with a code and a count, in the order first met."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from engine.corpus.scratch import ScratchSpace
from engine.kernels import words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engine.arrays import Bytes, Counts, Ids, Offsets, Words

    T = TypeVar("T", bound=np.generic)

_SLOTS = 1 << 15
_LETTERS = 1 << 18


class Lexicon:
    """Word c is ``letters[starts[c]:starts[c + 1]]`` in UTF-8 and was met ``counts[c]`` times.

    The arrays are longer than what is in use; ask for `size` words.
    """

    def __init__(self, room: ScratchSpace | None = None) -> None:
        self.size = 0
        self.room = room or ScratchSpace()
        self.letters: Bytes = self.room.zeros((_LETTERS,), np.uint8)
        self.starts: Offsets = self.room.zeros((_SLOTS // 2 + 1,), np.int64)
        self.counts: Counts = self.room.zeros((_SLOTS // 2,), np.int64)
        self._slots: Words = self.room.zeros((_SLOTS, 2), np.uint64)

    def add(self, text: Bytes, bounds: Ids, weight: int = 1) -> Ids:
        """The codes (n,) of the words ``text[bounds[i, 0]:bounds[i, 1]]``, each counted so often.

        Raises
        ------
        OSError
            If they are so many that they need room on the disk, and it is full.
        """
        codes = np.empty(len(bounds), np.int32)
        done = 0
        while True:
            done, self.size = words.intern(
                text,
                bounds,
                codes,
                done,
                self._slots,
                self.letters,
                self.starts,
                self.counts,
                self.size,
                weight,
            )
            if done == len(codes):
                return codes
            self._grow(int(bounds[done, 1] - bounds[done, 0]))

    def _grow(self, word: int) -> None:
        """Make room for one word more of so many bytes, and for many others."""
        if self.starts[self.size] + word > len(self.letters):
            self.letters = self._longer(self.letters, max(2 * len(self.letters), 2 * word))
        if self.size >= len(self._slots) // 2:
            slots = self.room.zeros((2 * len(self._slots), 2), np.uint64)
            words.rehash(self._slots, slots)
            self._slots = slots
            self.starts = self._longer(self.starts, self.size * 2 + 1)
            self.counts = self._longer(self.counts, self.size * 2)

    def _longer(self, old: NDArray[T], size: int) -> NDArray[T]:
        new = self.room.zeros((size,), old.dtype.type)
        new[: len(old)] = old
        return new
