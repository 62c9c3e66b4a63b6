"""C8: P(c|w) by softmax needs a dot product with every word; else the page counts another's work.

Criterion: Σ P = 1 to 1e-12, gradient by central differences < 1e-6, |V| rows a step.
"""

import numpy as np
import pytest

from engine.sampling.noise import noise_chances
from engine.theory.objectives import log_chances, log_likelihood
from engine.training.objectives import OBJECTIVES, Pairs, apply_gradient, targets_of

V, D, K, H = 40, 6, 3, 1e-5
COUNTS = np.arange(V, 0, -1)
TARGETS = targets_of(COUNTS, noise_chances(COUNTS, 0.75), K)
INPUTS = np.arange(V, dtype=np.int32)


def tables(scale=1.0):
    return np.random.default_rng(1).normal(0, scale, (2, V, D))


def pairs(count):
    chance = np.random.default_rng(2)
    inputs, targets = chance.integers(0, V, (2, count)).astype(np.int32)
    return Pairs(inputs, targets, chance.integers(0, 2**63, count).astype(np.uint64))


@pytest.mark.parametrize("name", OBJECTIVES)
@pytest.mark.parametrize("scale", [0.0, 1.0, 15.0])
def test_the_chances_of_all_targets_sum_to_one(name, scale):
    logs = log_chances(name, *tables(scale), INPUTS, TARGETS)
    assert logs.shape == (V, V)
    np.testing.assert_allclose(np.exp(logs).sum(axis=1), 1.0, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", OBJECTIVES)
def test_the_likelihood_of_pairs_is_that_of_their_targets(name):
    v, u = tables()
    some = pairs(50)
    logs = log_chances(name, v, u, some.inputs, TARGETS)
    mean = logs[np.arange(50), some.targets].mean()
    assert log_likelihood(name, v, u, some, TARGETS) == pytest.approx(mean, rel=1e-12)


@pytest.mark.parametrize("name", ["softmax", "hierarchical"])
def test_a_step_climbs_the_likelihood_itself(name):
    """These two have no other objective: the kernel's loss and move are those of ln P(c|w)."""
    one = pairs(1)
    v, u = tables()
    w, moved = one.inputs[0], [table.copy() for table in (v, u)]
    steps = apply_gradient(name, *moved, one, TARGETS, negatives=K, rate=1.0)
    assert steps.loss == pytest.approx(-log_likelihood(name, v, u, one, TARGETS), rel=1e-12)
    found = [np.zeros(D), np.zeros((V, D))]
    for row, d in np.ndindex(V, D):
        ends = [u.copy(), u.copy()]
        for sign, table in zip((H, -H), ends, strict=True):
            table[row, d] += sign
        up, down = (log_likelihood(name, v, table, one, TARGETS) for table in ends)
        found[1][row, d] = (up - down) / (2 * H)
    for d in range(D):
        ends = [v.copy(), v.copy()]
        for sign, table in zip((H, -H), ends, strict=True):
            table[w, d] += sign
        up, down = (log_likelihood(name, table, u, one, TARGETS) for table in ends)
        found[0][d] = (up - down) / (2 * H)
    for gone, slope in zip((moved[0][w] - v[w], moved[1] - u), found, strict=True):
        assert np.linalg.norm(gone - slope) < 1e-6 * (np.linalg.norm(gone) + np.linalg.norm(slope))


def test_softmax_touches_every_word_in_every_step():
    steps = apply_gradient("softmax", *tables(), pairs(30), TARGETS, negatives=K, rate=0.01)
    assert steps.rows == 30 * V


def test_a_model_that_knows_nothing_is_as_good_as_a_guess():
    some = pairs(20)
    assert log_likelihood("softmax", *tables(0.0), some, TARGETS) == pytest.approx(-np.log(V))
    noise = np.log(noise_chances(COUNTS, 0.75)[some.targets]).mean()
    assert log_likelihood("negative", *tables(0.0), some, TARGETS) == pytest.approx(noise)
