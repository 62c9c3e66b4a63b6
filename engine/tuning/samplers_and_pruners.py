"""Samplers and pruners: Optuna's own, by name.

Grid: every combination, waiting in line from the start. Random: evenly over the intervals. TPE: the
tree-structured Parzen estimator (Bergstra et al. 2011, "Algorithms for Hyper-Parameter
Optimization", section 4), which believes unfinished trials to be bad, so that two at once differ.
QMC: scrambled Sobol' points, more even than chance (Bergstra & Bengio 2012, section 5).
"""

from __future__ import annotations

import itertools
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.tuning.plan import HALVING, MEDIAN, QMC, TPE

if TYPE_CHECKING:
    from optuna.pruners import BasePruner
    from optuna.samplers import BaseSampler

    from engine.tuning.plan import Plan

_FIRST = 8  # trials by chance before TPE has something to go by
_UNPRUNED, _EARLIEST = 4, 2  # trials that are never cut short, and the first rung where one may be


def sampler_of(plan: Plan, begun: int) -> BaseSampler:
    """The sampler of a study that has begun so many trials: one that goes on draws new points."""
    from optuna import exceptions, samplers  # noqa: PLC0415 - heavy

    by_chance = samplers.RandomSampler(seed=plan.seed + begun)
    if plan.sampler == TPE:
        return samplers.TPESampler(
            n_startup_trials=_FIRST, seed=plan.seed + begun, constant_liar=True
        )
    if plan.sampler == QMC:  # it keeps its place in the study
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", exceptions.ExperimentalWarning)
            return samplers.QMCSampler(
                scramble=True,
                seed=plan.seed,
                independent_sampler=by_chance,
                warn_independent_sampling=False,
            )
    return by_chance


def pruner_of(plan: Plan) -> BasePruner:
    """What decides, at a rung, whether a trial is worth the rest of its way."""
    from optuna import pruners  # noqa: PLC0415 - heavy

    if plan.pruner == MEDIAN:
        return pruners.MedianPruner(_UNPRUNED, _EARLIEST)
    if plan.pruner == HALVING:
        return pruners.SuccessiveHalvingPruner(min_resource=_EARLIEST, reduction_factor=2)
    return pruners.NopPruner()


def combinations(plan: Plan) -> list[dict[str, Any]]:
    """All points of a grid, in an order of chance: the picture comes in everywhere at once."""
    stops = [axis.stops for axis in plan.axes]
    points = [dict(zip(plan.names, each, strict=True)) for each in itertools.product(*stops)]
    order = np.random.default_rng(plan.seed).permutation(len(points))
    return [points[place] for place in order.tolist()]
