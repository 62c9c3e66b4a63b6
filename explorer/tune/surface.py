"""A score over two settings, filled in between the trials there are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from explorer.tune.view import done, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles
    from engine.tuning.plan import Plan
    from engine.tuning.record import Trial
    from explorer.tune.view import Scale

_FINE = 40  # points along each side
_FEWEST = 4  # trials that do not stand on one line


@dataclass(frozen=True, slots=True)
class Surface:
    """The score `heights` (40, 40) at `x` and `y` (40,), NaN outside the trials; and these."""

    across: Scale
    up: Scale
    x: Doubles
    y: Doubles
    heights: Doubles
    points: Doubles  # (n, 2)
    numbers: tuple[int, ...]
    score: str


def surface(
    plan: Plan, trials: Sequence[Trial], across: str, up: str, score: str
) -> Surface | None:
    """The score by linear interpolation on the scales; None where the trials span no area."""
    from scipy.interpolate import griddata  # noqa: PLC0415 - a second to import
    from scipy.spatial import QhullError  # noqa: PLC0415

    axes = {axis.name: axis for axis in plan.axes}
    one, other = scale_of(axes[across]), scale_of(axes[up])
    whole = [trial for trial in done(trials) if score in trial.scores]
    points = np.array(
        [[one.at(trial.values[across]), other.at(trial.values[up])] for trial in whole]
    ).reshape(-1, 2)
    if len(np.unique(points, axis=0)) < _FEWEST:
        return None
    x, y = (np.linspace(each.low, each.high, _FINE) for each in (one, other))
    scores = np.array([trial.scores[score] for trial in whole])
    try:
        heights = griddata(points, scores, tuple(np.meshgrid(x, y)), rescale=True)
    except QhullError:  # all on one line
        return None
    numbers = tuple(trial.number for trial in whole)
    return Surface(one, other, x, y, heights, points, numbers, score)
