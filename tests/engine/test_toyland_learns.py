"""If this fails, the first thing a visitor sees does not learn what its text says (C1, C2)."""

from dataclasses import replace

import numpy as np
import pytest

from engine.corpus.toyland import toyland
from engine.evaluation.analogies import accuracy
from engine.settings import Knobs
from engine.similarity import unit_rows
from engine.training.progress import loss
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import cut


def trained(corpus, recipe, knobs):
    made = SkipGram(corpus, cut(corpus, recipe.min_count), recipe, knobs)
    losses = [loss(progress) for progress in slices(made, lambda: knobs, 0.0)]
    return made, losses


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_planted_analogies_are_found(seed):
    corpus = toyland(seed=seed)

    recipe = replace(corpus.suggested.recipe, seed=seed)
    made, losses = trained(corpus, recipe, corpus.suggested.knobs)
    unit = unit_rows(made.model.v)
    for method in ("3cosadd", "3cosmul"):
        assert accuracy(made.vocabulary, unit, corpus.questions, method).share >= 0.95
    assert losses[-1] < losses[0]


@pytest.mark.parametrize(("negatives", "low", "high"), [(0, 0.95, 1.0), (5, 0.0, 0.5)])
def test_without_repulsion_everything_collapses_to_a_ray(negatives, low, high):
    corpus = toyland()
    knobs = Knobs(negatives=negatives, subsample=1e-3, learning_rate=0.05)
    made, _ = trained(corpus, corpus.suggested.recipe, knobs)
    rng = np.random.default_rng(0)
    unit = unit_rows(made.model.v)
    a, b = rng.integers(0, len(unit), (2, 5000))
    assert low < float(np.einsum("ij,ij->i", unit[a], unit[b]).mean()) <= high
