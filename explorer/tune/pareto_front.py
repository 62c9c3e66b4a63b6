"""Trials by two scores, and those that no other beats in both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.tuning.objectives import SPEED, direction
from explorer.tune.view import done

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tuning.plan import Plan
    from engine.tuning.record import Trial


@dataclass(frozen=True, slots=True)
class Front:
    """Trials by two scores, and which of them no other beats in both."""

    across: str
    up: str
    trials: tuple[Trial, ...]
    front: tuple[Trial, ...]  # from left to right


def front(trials: Sequence[Trial], across: str, up: str) -> Front:
    """The Pareto front of two scores, each in its own direction."""
    whole = [one for one in done(trials) if {across, up} <= one.scores.keys()]
    signs = [-1.0 if direction(name) == "minimize" else 1.0 for name in (across, up)]
    scores = np.array([[one.scores[across], one.scores[up]] for one in whole]).reshape(-1, 2)
    scores *= signs
    as_good = (scores[None] >= scores[:, None]).all(axis=2)
    beats = as_good & (scores[None] > scores[:, None]).any(axis=2)
    best_of = [
        one for one, beaten in zip(whole, np.any(beats, axis=1).tolist(), strict=True) if not beaten
    ]
    best_of.sort(key=lambda one: one.scores[across])
    return Front(across, up, tuple(whole), tuple(best_of))


def pareto_goals(plan: Plan) -> tuple[str, str]:
    """The two scores to set against each other: those to reach, else the one and the speed."""
    first, *rest = plan.goals
    return (rest[0], first) if rest else (SPEED, first) if first != SPEED else ("loss", SPEED)
