"""The maps of one run: one for each way of looking at it that somebody has open.

Two tabs that ask for different planes have a map each, so that neither takes the other's away;
the UMAP process makes them in turn. At most four are kept, the one longest not asked for goes:
with their past (`moments`) 4 × 8 MB. A fifth tab that looks differently makes them go round, which
costs a projection onto principal axes each time and leaves it without UMAP, but breaks nothing.

What a visitor costs: principal axes 2.5 times a second until UMAP is there (8 ms for 2,000 rows),
colours and a request to the UMAP process every 2.5 s; for more than 2,000 rows all of this is more
seldom in proportion. A plane of 10,000 rows takes the UMAP process a few seconds a time.
"""

from __future__ import annotations

import itertools
import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from explorer.runs.map.colours import Paint, Painter
from explorer.runs.map.layouts import Layouts
from explorer.runs.map.map_view import PAINTED
from explorer.runs.map.rows import Rows

if TYPE_CHECKING:
    from engine.model import Model
    from engine.vocabulary import Vocabulary
    from explorer.runs.frame import Watch
    from explorer.runs.map.layout import Layout
    from explorer.runs.map.umap_client import UmapClient

MOST = 4


@dataclass(frozen=True, slots=True)
class Picture:
    """What a reader sees of a map: the places of its rows, and their colours."""

    layout: Layout | None = None
    paint: Paint | None = None
    moments: tuple[int, ...] = ()  # tokens at which there is a map


class _Map:
    """The layouts of one plane, and its colours by kind."""

    def __init__(self, layouts: Layouts, numbers: itertools.count[int]) -> None:
        self.layouts = layouts
        self._numbers = numbers
        self._painters: dict[str, Painter] = {}

    def paint(self, kind: str, rows: Rows, tokens: int, layout: Layout) -> Paint:
        """The colours of that kind for the layout; no values if the words bring them along."""
        if kind not in PAINTED:
            return Paint(kind, 0)
        painter = self._painters.setdefault(kind, Painter(kind, self._numbers))
        return painter.look(rows, tokens, self.layouts.kept(layout))


class Maps:
    """Made anew with every model; any thread may look, one at a time."""

    def __init__(self, key: str, projector: UmapClient | None) -> None:
        self._key, self._projector = key, projector
        self._lock = threading.Lock()
        self._kept: OrderedDict[tuple[object, ...], _Map] = OrderedDict()
        self._numbers = itertools.count(1)  # of all its maps: readers know a layout by it

    def look(
        self, model: Model, vocabulary: Vocabulary, tokens: int, watch: Watch, *, rest: bool
    ) -> Picture:
        """The map that the Watch asks for; with `rest` the last one, if there is one.

        Raises
        ------
        EngineError
            If the plane's directions cannot be had (`engine.evaluation.directions`).
        """
        if not watch.words:
            return Picture()
        rows = Rows(model, vocabulary, watch.words, watch.plane)
        with self._lock:
            kept = self._of(watch)
            layout = kept.layouts.last if rest else None
            if layout is None:
                judged = watch.plane.colour == "fidelity"
                layout = kept.layouts.look(rows, tokens, watch.moment, judged=judged)
            paint = kept.paint(watch.plane.colour, rows, tokens, layout)
            return Picture(layout, paint, kept.layouts.moments.tokens)

    def _of(self, watch: Watch) -> _Map:
        """The map of this plane, made if there is none, and now the one asked for last."""
        key = (watch.words, *watch.plane.laid)
        if key not in self._kept:
            name = f"{self._key}-{next(self._numbers)}"
            layouts = Layouts(name, self._projector, watch.plane, self._numbers)
            self._kept[key] = _Map(layouts, self._numbers)
        self._kept.move_to_end(key)
        while len(self._kept) > MOST:
            self._kept.popitem(last=False)[1].layouts.forget()
        return self._kept[key]

    def back_to(self, tokens: int) -> None:
        """Forget what came after so many tokens: the run goes on from there."""
        with self._lock:
            for kept in self._kept.values():
                kept.layouts.back_to(tokens)

    @property
    def key(self) -> str:
        """The name that the maps began under."""
        return self._key

    def forget(self) -> None:
        """Let the worker drop what it holds for this run."""
        with self._lock:
            for kept in self._kept.values():
                kept.layouts.forget()
