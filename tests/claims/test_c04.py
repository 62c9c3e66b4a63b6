"""C4: J = ln σ(v·u_c) + Σ ln σ(−v·u_n), a sum over k and not a mean; else the loss is another's.

Criterion: equals minus the loss of the kernel to 1e-12 in float64.
"""

import numpy as np
import pytest
from hypothesis import given, settings

from engine.settings import Knobs, Recipe
from engine.theory.step import Pair, Vectors, objective
from engine.training.objectives import apply_gradient
from engine.training.progress import loss
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.claims.material import cases, for_kernel, vectors
from tests.engine.training.material import corpus


@settings(deadline=None)
@given(cases())
def test_the_objective_is_its_formula(case):
    few, pair = case
    v = few.v[pair.input]
    expected = np.log(1 / (1 + np.exp(-v @ few.u[pair.target])))
    expected += sum(np.log(1 / (1 + np.exp(v @ few.u[n]))) for n in pair.noise)
    assert objective(few, pair) == pytest.approx(expected, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(cases())
def test_it_is_what_the_kernel_says_it_lost(case):
    few, pair = case
    pair = Pair(pair.input, pair.target, pair.noise[:4])  # more take long to draw by chance
    given_pair, targets = for_kernel(len(few.words), pair)
    steps = apply_gradient(
        "negative", few.v.copy(), few.u.copy(), given_pair, targets,
        negatives=len(pair.noise), rate=0.0,
    )  # fmt: skip
    assert steps.loss == pytest.approx(-objective(few, pair), rel=1e-12, abs=1e-12)


def test_more_noise_words_add_and_do_not_average():
    few = vectors(np.random.default_rng(1), 3, 4)
    said = [objective(few, Pair(0, 1, (2,) * k)) for k in range(4)]
    assert np.diff(said) == pytest.approx(np.full(3, np.diff(said)[0]))
    assert np.diff(said)[0] < 0


def test_what_a_run_reports_is_the_mean_of_minus_j_over_its_pairs():
    """The trainer's own loss, one target at a time, beside J of the rows it found."""
    made = corpus(tokens=3000, types=30)
    knobs = Knobs(negatives=3, window=3, subsample=0.0, learning_rate=0.1)
    trainer = SkipGram(made, build_vocabulary(made, 1), Recipe(dimensions=6, min_count=1), knobs)
    trainer.targets(knobs, 500)
    for _ in range(20):
        target = trainer.upcoming(knobs)
        words = tuple(str(i) for i in range(len(trainer.vocabulary)))
        before = Vectors(words, trainer.model.v.astype(float), trainer.model.u.astype(float))
        noise = target.outputs[1:]
        pairs = [Pair(word, target.outputs[0], noise) for word in target.inputs]
        mean = np.mean([objective(before, pair) for pair in pairs])
        assert loss(trainer.targets(knobs, 1)) == pytest.approx(-mean, rel=1e-5)
