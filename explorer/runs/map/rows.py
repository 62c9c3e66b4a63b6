"""The rows that a map shows, read from the model when they are wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.directions import direction, named
from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.model import Model
    from engine.vocabulary import Vocabulary
    from explorer.runs.map.map_view import MapView

_LIGHT = 2000  # rows that are laid out as often as the eye likes


@dataclass(frozen=True, slots=True)
class Rows:
    """The first `words` of a vocabulary, by the vectors that the plane names."""

    model: Model
    vocabulary: Vocabulary
    words: int
    plane: MapView

    def __len__(self) -> int:
        return self.words * (2 if self.plane.vectors == "both" else 1)

    @property
    def weight(self) -> float:
        """How much more seldom than usual these rows are looked at: 1 up to 2,000."""
        return max(1.0, len(self) / _LIGHT)

    def word(self, row: int) -> str:
        """The word of a row."""
        return self.vocabulary.symbols[row % self.words]

    def vectors(self) -> Floats:
        """A copy of them as they are now, (M, D); of both tables the input vectors first."""
        tables = {"input": (self.model.v,), "output": (self.model.u,)}
        chosen = tables.get(self.plane.vectors, (self.model.v, self.model.u))
        return np.concatenate([table[: self.words] for table in chosen])

    def along(self) -> Floats:
        """Each row's cosine with the two directions of the plane, (M, 2).

        The directions are of the input vectors, unless only output vectors are shown. Raises
        `EngineError` as `named` does.
        """
        table = self.model.u if self.plane.vectors == "output" else self.model.v
        axes = [
            direction(table, named(self.vocabulary, text))
            for text in (self.plane.across, self.plane.up)
        ]
        found: Floats = unit_rows(self.vectors()) @ np.stack(axes, axis=1)
        return found
