"""The maps that a run has shown, thinned to a bounded number, so that its past can be seen."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from explorer.runs.projector import Layout

MOST = 200  # maps: 24 KB each at 3,000 words


class Moments:
    """Maps in the order of the tokens they were drawn at, the first and the last among them."""

    def __init__(self) -> None:
        self._kept: tuple[Layout, ...] = ()

    def add(self, layout: Layout) -> None:
        """Keep a map; of several at one token count, the last. Maps of other words are let go."""
        kept = self._kept
        if kept and len(kept[-1].positions) != len(layout.positions):
            kept = ()
        if kept and kept[-1].tokens == layout.tokens:
            kept = kept[:-1]
        self._kept = thinned((*kept, layout), MOST)

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
