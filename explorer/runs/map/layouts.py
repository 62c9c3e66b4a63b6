"""One map of one run: PCA until the UMAP worker's first frame, and again whenever it is away.

Each layout is laid on the one before, so that nothing turns or flips between them, and has the
same size (root mean square distance from the centre 1). Maps along named directions are neither
turned nor sized: their places are cosines.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.evaluation.projection import principal_axes, procrustes
from engine.similarity import unit_rows
from explorer.runs.map.layout import Layout
from explorer.runs.map.past_maps import Moments

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Bytes, Floats
    from explorer.runs.map.map_view import MapView
    from explorer.runs.map.rows import Rows
    from explorer.runs.map.umap_client import UmapClient

_PCA_EVERY = 0.4  # seconds; both are longer for many rows
_PCA_FIRST = 0.1  # between the first few, so that the map moves as soon as it is there
_OPENING = 4  # layouts
_UMAP_EVERY = 2.5
_UMAP_AFTER = 4.0  # the first asks much, while the page is still being drawn
_REFINE = 3  # further UMAP frames of a model that rests
_Kind = Literal["pca", "umap", "axes"]


class Layouts:
    """Hands out the newest layout of one plane; one thread at a time may ask.

    `numbers` names the layouts: readers know one by its number, whatever plane it is of.
    """

    def __init__(
        self, key: str, projector: UmapClient | None, plane: MapView, numbers: Iterator[int]
    ) -> None:
        self._key, self._projector, self._plane = key, projector, plane
        self._numbers = numbers
        self._layout: Layout | None = None
        self.moments = Moments()
        self._tokens = -1  # of the layout shown
        self._drawn, self._made = 0.0, 0
        self._umap_seen: int | None = None
        self._asked = time.monotonic() + _UMAP_AFTER - _UMAP_EVERY
        self._asked_tokens, self._refined = -1, 0
        self._sent = self._void = 0  # requests; up to this one they were of a future given up

    def look(self, rows: Rows, tokens: int, moment: int | None, *, judged: bool) -> Layout:
        """The layout of the rows as they are after `tokens`; at most a PCA of work.

        With a `moment`, in tokens, the one that was shown by then; the newest is made all the same.
        `judged` asks the worker how true it is, which a layout of its own says by itself.
        """
        by_umap = self._plane.kind.startswith("umap")
        if by_umap:
            self._ask(rows, tokens)
        if not (by_umap and self._adopt()) or self._layout is None:
            self._project(rows, tokens)
        if judged and not by_umap:
            self._ask(rows, tokens)
        assert self._layout is not None
        past = None if moment is None else self.moments.at(moment)
        return past or self._layout

    def back_to(self, tokens: int) -> None:
        """Forget what came after so many tokens: the run goes on from there."""
        self.moments.back_to(tokens)
        self._layout = self.moments.at(tokens) or self._layout
        self._void, self._asked, self._asked_tokens = self._sent, 0.0, -1

    @property
    def last(self) -> Layout | None:
        """The layout handed out last."""
        return self._layout

    def kept(self, layout: Layout) -> Bytes | None:
        """How true each row's place is (M,), 255 for wholly; None as long as nobody knows."""
        if layout.kept is not None or layout is not self._layout:
            return layout.kept
        found = None if self._projector is None else self._projector.latest(self._key)
        usable = found is not None and len(found.positions) == len(layout.positions)
        return found.kept if found is not None and usable else None

    def forget(self) -> None:
        """Let the worker drop what it holds for this map."""
        if self._projector is not None:
            self._projector.forget(self._key)

    def _ask(self, rows: Rows, tokens: int) -> None:
        """Give the worker the vectors of now, every few seconds, and a few times when they rest."""
        now = time.monotonic()
        if self._projector is None or now - self._asked < _UMAP_EVERY * rows.weight:
            return
        self._refined = 0 if tokens != self._asked_tokens else self._refined + 1
        if tokens == 0 or self._refined > _REFINE:
            return
        previous = None if self._layout is None else self._layout.positions
        judged = not self._plane.kind.startswith("umap")
        if self._projector.submit(
            self._key,
            rows.vectors(),
            self._key,
            previous=previous,
            tokens=tokens,
            columns=self._plane.columns,
            judged=judged,
        ):
            self._asked, self._asked_tokens = now, tokens
            self._sent += 1

    def _adopt(self) -> bool:
        """Show the worker's newest layout if there is one; False when PCA has to serve."""
        found = None if self._projector is None else self._projector.latest(self._key)
        if found is None:
            self._umap_seen = None  # a worker that comes back hands out its last layout again
            return False
        if found.number != self._umap_seen and found.number > self._void:
            self._umap_seen = found.number
            self._show(found.positions, "umap", found.tokens or 0, found.kept)
        return True

    def _project(self, rows: Rows, tokens: int) -> None:
        now = time.monotonic()
        layout = self._layout
        fresh = layout is not None and layout.kind != "umap" and tokens == self._tokens
        pause = _PCA_FIRST if self._made < _OPENING else _PCA_EVERY
        if fresh or (layout is not None and now - self._drawn < pause * rows.weight):
            return
        self._drawn = now
        self._made += 1
        if self._plane.kind == "axes":
            self._show(rows.along(), "axes", tokens)
        else:
            unit = unit_rows(rows.vectors())
            self._show(principal_axes(unit, self._plane.columns), "pca", tokens)

    def _show(self, positions: Floats, kind: _Kind, tokens: int, kept: Bytes | None = None) -> None:
        self._tokens = tokens
        self._layout = Layout(
            number=next(self._numbers),
            kind=kind,
            positions=self._laid(positions, kind),
            rows=self._key,
            tokens=tokens,
            kept=kept,
        )
        self.moments.add(self._layout)

    def _laid(self, positions: Floats, kind: _Kind) -> Floats:
        """The positions at one size and on the layout before, unless they mean themselves."""
        if kind == "axes":
            return np.nan_to_num(positions)
        positions = sized(positions)
        if self._layout is None:
            return positions
        if self._layout.kind != kind:
            return lying(positions, self._layout.positions)
        return procrustes(positions, self._layout.positions)


def lying(positions: Floats, before: Floats) -> Floats:
    """Another projection (M, C), its longer side level like the panel, mirrored like `before`."""
    level = principal_axes(positions, positions.shape[1])
    return np.asarray(level * np.where((level * before).sum(axis=0) < 0, -1, 1), np.float32)


def sized(positions: Floats) -> Floats:
    """Positions (M, C) about their centre, at a root mean square distance of 1; not finite: 0."""
    finite = np.nan_to_num(positions, nan=0.0, posinf=0.0, neginf=0.0)
    centred = finite - finite.mean(axis=0)
    spread = float(np.sqrt((centred**2).sum(axis=1).mean()))
    result: Floats = (centred / max(spread, 1e-12)).astype(np.float32)
    return result
