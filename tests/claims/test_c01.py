"""C1: words are points, and king is to queen as man to woman; else the first page teaches nothing.

Criterion: 3CosAdd ≥ .95 on the planted questions (it proves nothing of the knobs: α = 0 passes).
"""

from dataclasses import replace

import pytest

from engine.corpus.builtin.toyland import toyland
from engine.evaluation.analogies import accuracy
from engine.similarity import unit_rows
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_planted_analogies_are_found(seed):
    corpus = toyland(seed=seed)
    recipe, knobs = replace(corpus.suggested.recipe, seed=seed), corpus.suggested.knobs
    made = SkipGram(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
    for _ in slices(made, lambda: knobs, 60.0):
        pass
    unit = unit_rows(made.model.v)
    for method in ("3cosadd", "3cosmul"):
        found = accuracy(made.vocabulary, unit, corpus.questions, method)
        assert found.asked >= 3000
        assert found.share >= 0.95
