"""Importance of settings: how much of a score's spread each explains."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.tuning import optuna_import
from engine.tuning.objectives import direction

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.tuning.plan import Plan
    from engine.tuning.record import Trial

FEWEST = 6  # trials: of fewer a forest tells nothing


def importances(plan: Plan, trials: Sequence[Trial], score: str) -> dict[str, float]:
    """Shares of the variance of a score by setting, the largest first; they add up to 1.

    By functional ANOVA over a forest of regression trees (Hutter, Hoos & Leyton-Brown 2014,
    "An Efficient Approach for Assessing Hyperparameter Importance", section 3), as Optuna has it.
    Empty with fewer than six trials that have the score, or where all are equal.
    """
    optuna_import.loaded()
    import optuna  # noqa: PLC0415 - heavy
    from optuna.importance import FanovaImportanceEvaluator, get_param_importances  # noqa: PLC0415

    done = [one for one in trials if one.state == "done" and score in one.scores]
    if len(done) < FEWEST or len({one.scores[score] for one in done}) == 1:
        return {}
    study = optuna.create_study(direction=direction(score))
    axes = {axis.name: axis.distribution(grid=plan.grid) for axis in plan.axes}
    study.add_trials(
        [
            optuna.trial.create_trial(
                params=one.values, distributions=axes, value=one.scores[score]
            )
            for one in done
        ]
    )
    return get_param_importances(study, evaluator=FanovaImportanceEvaluator(seed=plan.seed))
