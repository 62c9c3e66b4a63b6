"""Symbols in one stretch of bytes, of which only those asked for become strings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, overload

import numpy as np

if TYPE_CHECKING:
    from engine.arrays import Bytes, Offsets


@dataclass(frozen=True, slots=True, eq=False)
class Symbols(Sequence[str]):
    """Symbol i is ``letters[edges[i]:edges[i + 1]]`` in UTF-8; a slice of symbols is a tuple.

    The arrays may be memory-mapped: a corpus of a million words opens at once.
    """

    letters: Bytes
    edges: Offsets

    def __post_init__(self) -> None:
        """Raise `ValueError` for edges that fall, or lead out of the letters."""
        edges = self.edges
        if self.letters.dtype != np.uint8 or edges.dtype.kind != "i":
            raise ValueError(self.letters.dtype, edges.dtype)
        if not len(edges) or edges[0] < 0 or edges[-1] > len(self.letters):
            raise ValueError(edges[:1], edges[-1:], len(self.letters))
        if (edges[1:] < edges[:-1]).any():
            raise ValueError(len(edges))

    def check(self) -> None:
        """Raise `ValueError` unless all letters are some symbol's, and each is UTF-8."""
        edges = self.edges
        if edges[0] != 0 or edges[-1] != len(self.letters) or (edges[1:] == edges[:-1]).any():
            raise ValueError(len(edges))
        self.letters.tobytes().decode()
        if (self.letters[edges[:-1]] & 0xC0 == 0x80).any():
            raise ValueError(len(edges))

    def __len__(self) -> int:
        return len(self.edges) - 1

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[str, ...]: ...
    def __getitem__(self, index: int | slice) -> str | tuple[str, ...]:
        if isinstance(index, slice):
            return self._run(index)
        place = range(len(self))[index]
        return self.letters[self.edges[place] : self.edges[place + 1]].tobytes().decode()

    def _run(self, index: slice) -> tuple[str, ...]:
        places = range(len(self))[index]
        if places.step != 1 or not places:
            return tuple(self[place] for place in places)
        edges = (self.edges[places.start : places.stop + 1] - self.edges[places.start]).tolist()
        text = self.letters[self.edges[places.start] : self.edges[places.stop]].tobytes()
        if text.isascii():
            whole = text.decode("ascii")
            return tuple(map(whole.__getitem__, map(slice, edges, edges[1:])))
        return tuple(text[a:b].decode() for a, b in pairwise(edges))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and self[:] == tuple(other)

    def __hash__(self) -> int:
        return hash(self[:])
