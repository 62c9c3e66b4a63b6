"""The maps that a run has shown, thinned to a bounded number, so that its past can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.runs.map.layout import Layout

MOST = 200  # maps
BYTES = 8 << 20  # of positions: 200 maps of 5,000 words, fewer of more


class Moments:
    """Maps in the order of the tokens they were drawn at, the first and the last among them.

    At most 200, and no more than 8 MB of positions.
    """

    def __init__(self) -> None:
        self._kept: tuple[Layout, ...] = ()

    def add(self, layout: Layout) -> None:
        """Keep a map; of several at one token count, the last. Maps of other words are let go.

        So are later ones, for a reader who was slow may bring one that a run has taken back.
        """
        kept, now = self._kept, layout.tokens or 0
        if kept and kept[-1].positions.shape != layout.positions.shape:
            kept = ()
        kept = tuple(earlier for earlier in kept if (earlier.tokens or 0) < now)
        most = max(2, min(MOST, BYTES // max(1, layout.positions.nbytes)))
        self._kept = thinned((*kept, layout), most)

    def back_to(self, tokens: int) -> None:
        """Let the maps go that were drawn after so many tokens."""
        self._kept = tuple(layout for layout in self._kept if (layout.tokens or 0) <= tokens)

    @property
    def tokens(self) -> tuple[int, ...]:
        """How far training was at each map."""
        return tuple(layout.tokens or 0 for layout in self._kept)

    def at(self, tokens: int) -> Layout | None:
        """The last map drawn at or before so many tokens, else the first; None if there is none."""
        kept = self._kept
        before = [layout for layout in kept if (layout.tokens or 0) <= tokens]
        return before[-1] if before else next(iter(kept), None)


def thinned(layouts: tuple[Layout, ...], most: int) -> tuple[Layout, ...]:
    """At most so many: without the one whose neighbours are nearest to one another."""
    if len(layouts) <= most:
        return layouts
    tokens = [layout.tokens or 0 for layout in layouts]
    spare = min(range(1, len(layouts) - 1), key=lambda i: tokens[i + 1] - tokens[i - 1])
    return layouts[:spare] + layouts[spare + 1 :]
