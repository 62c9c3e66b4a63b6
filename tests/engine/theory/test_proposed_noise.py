"""If this fails, the optimum of hard noise is that of noise drawn for somebody else."""

import numpy as np

from engine.theory.optimum import negatives_by_input, negatives_by_target

CHANCE = np.random.default_rng(4)
PAIRS = CHANCE.integers(1, 50, (6, 6)).astype(float)  # [input, target], not symmetric
LAW = CHANCE.dirichlet(np.full(6, 0.5), 6)  # a row for each word that noise is drawn for


def test_noise_is_counted_pair_by_pair_for_whom_it_is_drawn():
    """Each pair (w, t) brings its input k draws: of the law of t, or of the law of w."""
    for_target, for_input = np.zeros((2, 6, 6))
    for w, t in np.ndindex(6, 6):
        for_target[w] += 5 * PAIRS[w, t] * LAW[t]
        for_input[w] += 5 * PAIRS[w, t] * LAW[w]
    np.testing.assert_allclose(negatives_by_target(PAIRS, LAW, 5), for_target)
    np.testing.assert_allclose(negatives_by_input(PAIRS, LAW, 5), for_input)
