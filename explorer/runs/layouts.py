"""The map of one run: PCA until the UMAP worker's first frame, and again whenever it is away.

Each layout is laid on the one before, so that nothing turns or flips between them, and has the
same size (root mean square distance from the centre 1).
"""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.evaluation.projection import principal_axes, procrustes
from engine.similarity import unit_rows
from explorer.runs.moments import Moments
from explorer.runs.projector import Layout

if TYPE_CHECKING:
    from engine.arrays import Floats
    from explorer.runs.projector import Projector

_PCA_EVERY = 0.4  # seconds
_UMAP_EVERY = 2.5
_UMAP_AFTER = 4.0  # the first asks much, while the page is still being drawn
_REFINE = 3  # further UMAP frames of a model that rests


class Layouts:
    """Hands out the newest layout; made anew with every model."""

    def __init__(self, key: str, projector: Projector | None) -> None:
        self._key, self._projector = key, projector
        self._lock = threading.Lock()
        self._layout: Layout | None = None
        self.moments = Moments()
        self._number = 0  # never starts again: readers know a layout by it
        self._tokens = -1  # of the layout shown
        self._drawn = 0.0
        self._umap_seen: int | None = None
        self._asked = time.monotonic() + _UMAP_AFTER - _UMAP_EVERY
        self._asked_tokens, self._refined = -1, 0

    def look(self, vectors: Floats, tokens: int, moment: int | None = None) -> Layout:
        """The layout of the first rows as they are after `tokens`; at most a PCA of work.

        With a `moment`, in tokens, the one that was shown by then; the newest is made all the same.
        """
        with self._lock:
            if self._layout is not None and len(self._layout.positions) != len(vectors):
                self._layout, self._umap_seen, self._asked_tokens = None, None, -1
            self._ask(vectors, tokens)
            if not self._adopt(len(vectors)) or self._layout is None:
                self._project(vectors, tokens)
            assert self._layout is not None
            past = None if moment is None else self.moments.at(moment)
            return past or self._layout

    @property
    def last(self) -> Layout | None:
        """The layout handed out last."""
        return self._layout

    def forget(self) -> None:
        """Let the worker drop what it holds for this run."""
        if self._projector is not None:
            self._projector.forget(self._key)

    def _ask(self, vectors: Floats, tokens: int) -> None:
        """Give the worker the vectors of now, every few seconds, and a few times when they rest."""
        now = time.monotonic()
        if self._projector is None or now - self._asked < _UMAP_EVERY:
            return
        self._refined = 0 if tokens != self._asked_tokens else self._refined + 1
        if tokens == 0 or self._refined > _REFINE:
            return
        previous = None if self._layout is None else self._layout.positions
        rows = f"{self._key}-{len(vectors)}"
        if self._projector.submit(self._key, vectors, rows, previous=previous, tokens=tokens):
            self._asked, self._asked_tokens = now, tokens

    def _adopt(self, count: int) -> bool:
        """Show the worker's newest layout if there is one; False when PCA has to serve."""
        found = None if self._projector is None else self._projector.latest(self._key)
        if found is None or len(found.positions) != count:
            self._umap_seen = None  # a worker that comes back hands out its last layout again
            return False
        if found.number != self._umap_seen:
            self._umap_seen = found.number
            self._show(found.positions, "umap", found.tokens or 0)
        return True

    def _project(self, vectors: Floats, tokens: int) -> None:
        now = time.monotonic()
        fresh = self._layout is not None and self._layout.kind == "pca" and tokens == self._tokens
        if fresh or (self._layout is not None and now - self._drawn < _PCA_EVERY):
            return
        self._drawn = now
        self._show(principal_axes(unit_rows(vectors)), "pca", tokens)

    def _show(self, positions: Floats, kind: Literal["pca", "umap"], tokens: int) -> None:
        positions = sized(positions)
        if self._layout is not None and self._layout.kind != kind:
            positions = lying(positions, self._layout.positions)
        elif self._layout is not None:
            positions = procrustes(positions, self._layout.positions)
        self._number += 1
        self._tokens = tokens
        self._layout = Layout(
            number=self._number, kind=kind, positions=positions, rows=self._key, tokens=tokens
        )
        self.moments.add(self._layout)


def lying(positions: Floats, before: Floats) -> Floats:
    """Another projection (M, 2), its longer side level like the panel, mirrored like `before`."""
    level = principal_axes(positions)
    return np.asarray(level * np.where((level * before).sum(axis=0) < 0, -1, 1), np.float32)


def sized(positions: Floats) -> Floats:
    """Positions (M, 2) about their centre, at a root mean square distance of 1; not finite: 0."""
    finite = np.nan_to_num(positions, nan=0.0, posinf=0.0, neginf=0.0)
    centred = finite - finite.mean(axis=0)
    spread = float(np.sqrt((centred**2).sum(axis=1).mean()))
    result: Floats = (centred / max(spread, 1e-12)).astype(np.float32)
    return result
