"""Sentences that lie in arrays, of memory or of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.corpus import Stream

if TYPE_CHECKING:
    from engine.arrays import Ids, Offsets
    from engine.settings import Knobs


@dataclass(frozen=True, slots=True)
class Tokens:
    """A source that lies in arrays: sentence i is ``ids[offsets[i]:offsets[i + 1]]``.

    The arrays may be memory-mapped; a passage copies nothing of `ids`.
    """

    ids: Ids
    offsets: Offsets

    def __post_init__(self) -> None:
        """Raise `ValueError` for arrays that would lead a kernel out of them.

        Ids above all words are none of a vocabulary, which kernels ask; below 0 they would be some.
        """
        ids, offsets = self.ids, self.offsets
        if ids.dtype != np.int32 or offsets.dtype != np.int64 or (ids.ndim, offsets.ndim) != (1, 1):
            raise ValueError(ids.dtype, offsets.dtype, ids.shape, offsets.shape)
        if not len(offsets) or offsets[0] != 0 or offsets[-1] != len(ids):
            raise ValueError(offsets[:1], offsets[-1:], len(ids))
        if (offsets[1:] < offsets[:-1]).any() or (len(ids) and ids.min() < 0):
            raise ValueError(len(ids))

    @property
    def size(self) -> int:
        """Raw tokens in one epoch."""
        return len(self.ids)

    def length(self, knobs: Knobs) -> int:  # noqa: ARG002 - text is as long with all knobs
        """Raw tokens in one epoch."""
        return self.size

    def seeded(self, seed: int) -> Tokens:  # noqa: ARG002 - every model reads the same text
        """Itself."""
        return self

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:  # noqa: ARG002 - text is the same in every epoch
        """The whole sentences that hold the raw positions ``first … first + count - 1``."""
        end = min(first + count, self.size)
        if end <= first:
            return Stream(self.ids[:0], np.zeros(1, np.int64), min(first, self.size))
        low = int(np.searchsorted(self.offsets, first, side="right")) - 1
        high = int(np.searchsorted(self.offsets, end, side="left"))
        start = int(self.offsets[low])
        ids = self.ids[start : int(self.offsets[high])]
        return Stream(ids, self.offsets[low : high + 1] - start, start)
