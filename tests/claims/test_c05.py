"""C5: the gradient pulls with 1 − σ and pushes with σ (exercise 3200018); else arrows lie.

Criterion: central differences, float64, h = 1e-5: ‖a − b‖/(‖a‖ + ‖b‖) < 1e-6 over 300 cases.
"""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings

from engine.theory.step import Pair, gradient, objective, sigmoid, step
from tests.claims.material import cases, vectors

H = 1e-5


def slopes(few, pair, name):
    """∂J of one table by central differences."""
    table = getattr(few, name)
    found = np.zeros_like(table)
    for place in np.ndindex(table.shape):
        ends = []
        for by in (H, -H):
            moved = table.copy()
            moved[place] += by
            ends.append(objective(replace(few, **{name: moved}), pair))
        found[place] = (ends[0] - ends[1]) / (2 * H)
    return found


def close(a, b):
    return np.linalg.norm(a - b) <= 1e-6 * (np.linalg.norm(a) + np.linalg.norm(b)) + 1e-10


@settings(max_examples=300, deadline=None)
@given(cases())
def test_the_gradient_is_that_of_the_objective(case):
    few, pair = case
    by_v, by_u = gradient(few, pair)
    found = slopes(few, pair, "v")
    assert close(by_v, found[pair.input])
    assert not np.delete(found, pair.input, axis=0).any()
    assert close(by_u, slopes(few, pair, "u"))


@settings(deadline=None)
@given(cases())
def test_pulls_are_one_less_sigma_and_pushes_sigma(case):
    few, pair = case
    made = step(few, pair, 0.25)
    s = sigmoid(few.u[list(pair.outputs)] @ few.v[pair.input])
    np.testing.assert_allclose(made.sigmas, s)
    np.testing.assert_allclose(made.errors, [1 - s[0], *-s[1:]], atol=1e-15)
    np.testing.assert_allclose(made.arrows_v.sum(axis=0), 0.25 * made.gradient_v, atol=1e-12)
    for word in range(len(few.words)):
        arrows = made.arrows_u[[c for c, w in enumerate(pair.outputs) if w == word]]
        np.testing.assert_allclose(arrows.sum(axis=0), 0.25 * made.gradient_u[word], atol=1e-12)


def test_a_word_drawn_twice_is_pushed_twice():
    few = vectors(np.random.default_rng(4), 3, 5)
    once, twice = (step(few, Pair(0, 1, noise), 0.1) for noise in ((2,), (2, 2)))
    np.testing.assert_allclose(twice.gradient_u[2], 2 * once.gradient_u[2])
    np.testing.assert_allclose(twice.gradient_u[1], once.gradient_u[1])


def test_a_target_drawn_as_noise_is_pulled_and_pushed():
    few = vectors(np.random.default_rng(5), 3, 5)
    made = step(few, Pair(0, 1, (1,)), 0.1)
    np.testing.assert_allclose(made.gradient_u[1], (1 - 2 * made.sigmas[0]) * few.v[0])
