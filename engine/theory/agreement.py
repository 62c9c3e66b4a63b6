"""Agreement of logits with the line that the theory predicts for them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import ParameterError

if TYPE_CHECKING:
    from engine.arrays import Doubles


@dataclass(frozen=True, slots=True)
class Agreement:
    """Logits y over `cells` cells against a prediction x − shift.

    `slope` and `intercept` are those of the least-squares line of y on x: 1 and −shift if the
    theory holds. `r2` = 1 − Σ(y − x + shift)²/Σ(y − ȳ)² and `mae`, the mean distance in nats, judge
    the prediction itself, not the fitted line.
    """

    cells: int
    slope: float
    intercept: float
    r2: float
    mae: float


def log_k(negatives: int) -> float:
    """The log k that the theory takes off every logit.

    Raises
    ------
    ParameterError
        If k is 0: without noise words logits rise for ever, and nothing is predicted.
    """
    if negatives < 1:
        raise ParameterError(
            "negatives={negatives}: without noise words there is no optimum to compare with;"
            " choose at least 1.",
            negatives=negatives,
        )
    return float(np.log(negatives))


def agreement(
    x: Doubles, y: Doubles, shift: float = 0.0, weights: Doubles | None = None
) -> Agreement | None:
    """The `Agreement` of logits y with x − shift, cell by cell, each with its weight (1 without).

    Only cells where both are finite count. None with fewer than two of them, or where all x or all
    y are equal: no line is told from another.
    """
    w = np.ones_like(x) if weights is None else weights
    good = np.isfinite(x) & np.isfinite(y) & (w > 0)
    x, y, w = x[good], y[good], w[good]
    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return None
    w = w / w.sum()
    mean_x, mean_y = float(w @ x), float(w @ y)
    slope = float(w @ ((x - mean_x) * (y - mean_y)) / (w @ (x - mean_x) ** 2))
    off = y - x + shift
    return Agreement(
        cells=len(x),
        slope=slope,
        intercept=mean_y - slope * mean_x,
        r2=1.0 - float(w @ off**2 / (w @ (y - mean_y) ** 2)),
        mae=float(w @ np.abs(off)),
    )
