"""A study of a small text, and trials of it that need no training."""

from engine.settings import Knobs, Recipe
from engine.tuning.plan import Plan
from engine.tuning.space import Axis
from engine.tuning.trial import Point, Result
from tests.engine.training.material import corpus

CORPUS = corpus(20_000)
RECIPE = Recipe(dimensions=8, min_count=2)
KNOBS = Knobs(epochs=1, subsample=0.0, negatives=2)
AXES = (Axis("negatives", (1, 2, 5)), Axis("noise_exponent", (0.0, 0.75)))


def plan(sampler="grid", *, axes=AXES, goals=("groups",), pruner="none", trials=6, digest="text"):
    return Plan(
        axes=axes, goals=goals, sampler=sampler, pruner=pruner, trials=trials, recipe=RECIPE,
        knobs=KNOBS, digest=digest,
    )  # fmt: skip


def result(**scores):
    """What a trial might have come to."""
    import numpy as np

    point = Point(1.0, 100, 8, 1.5, next(iter(scores.values()), None))
    return Result(scores, (point,), np.zeros((3, 2), np.float32))


def drive(study, score=lambda values: float(values["negatives"]), most=None):
    """Take trials to their end, as many as are wanted; the values they had."""
    made = []
    while (most is None or len(made) < most) and (trial := study.ask()) is not None:
        study.finish(trial.number, result(groups=score(trial.values), speed=1.0))
        made.append(trial.values)
    return made
