"""If these fail, two runs of one seed cannot be compared word by word."""

import numpy as np

from engine.kernels.initialization import fill_inputs
from tests import naive

SEED, D = np.uint64(7), 5


def test_first_vectors_are_keyed_and_within_bounds():
    """A word's first vector must not depend on how many words there are, to compare runs."""
    small, large = np.zeros((4, 16), np.float32), np.zeros((9, 16), np.float32)
    twin = np.zeros((4, 16))
    fill_inputs(small, 3, D, SEED)
    fill_inputs(large, 8, D, SEED)
    naive.fill_inputs(twin, 3, D, 7)
    assert np.array_equal(small[:3], large[:3])
    np.testing.assert_allclose(small, twin, rtol=1e-6)
    assert np.abs(large).max() <= 0.5 / D
    assert not small[:, D:].any()
