"""Two settings crossed: each cell shows the best trial whose settings are nearest to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.tuning.objectives import direction
from explorer.tune.view import best, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tuning.plan import Plan
    from engine.tuning.record import Trial
    from explorer.tune.view import Scale


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid, and the trial that is shown there: the best, or one on its way."""

    column: int
    row: int
    trial: Trial
    count: int  # trials that fall into it


@dataclass(frozen=True, slots=True)
class Grid:
    """Two settings crossed (the second may be missing), and the cells in which there are trials."""

    across: Scale
    up: Scale | None
    cells: tuple[Cell, ...]
    score: str
    best: int | None  # the number of the best trial

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return len(self.across.marks), len(self.up.marks) if self.up else 1


def grid(plan: Plan, trials: Sequence[Trial], across: str, up: str | None, score: str) -> Grid:
    """Trials sorted into the cell whose marks are nearest to their settings."""
    axes = {axis.name: axis for axis in plan.axes}
    columns, rows = scale_of(axes[across]), scale_of(axes[up]) if up else None
    found: dict[tuple[int, int], list[Trial]] = {}
    for one in trials:
        place = _nearest(columns, one), _nearest(rows, one) if rows else 0
        found.setdefault(place, []).append(one)
    cells = [
        Cell(column, row, max(there, key=_rank(score)), len(there))
        for (column, row), there in sorted(found.items())
    ]
    winner = best(trials, score)
    return Grid(columns, rows, tuple(cells), score, winner.number if winner else None)


def _nearest(scale: Scale, trial: Trial) -> int:
    return int(np.abs(np.array(scale.marks) - scale.at(trial.values[scale.name])).argmin())


def _rank(score: str) -> Any:  # noqa: ANN401 - a key to sort by
    states = ("waiting", "failed", "pruned", "running", "done")
    sign = -1.0 if direction(score) == "minimize" else 1.0

    def rank(trial: Trial) -> tuple[int, float, int]:
        return states.index(trial.state), sign * trial.scores.get(score, 0.0), -trial.number

    return rank
