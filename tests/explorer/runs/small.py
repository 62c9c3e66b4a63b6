"""A small text, settings with which it trains in a moment, and a look at a run of it."""

from engine.settings import Knobs, Recipe
from explorer.runs.frame import Watch
from tests.engine.training.material import corpus

CORPUS = corpus(30_000)
RECIPE = Recipe(dimensions=8, min_count=5)
KNOBS = Knobs(subsample=0.0, epochs=2, negatives=2)


def look(run, **watch):
    return run.look(Watch(**watch))
