"""If these fail, the step that is shown is not the step that is done."""

import numpy as np
import pytest

from engine.kernels.upcoming import upcoming
from tests import naive
from tests.engine.kernels.step.test_force_log import own_laws
from tests.engine.kernels.test_steps import BASE, material, samplers


@pytest.mark.parametrize("window", [1, 3, 9])
@pytest.mark.parametrize("negatives", [0, 1, 6])
def test_kernel_and_twin_find_the_same_targets(window, negatives):
    rng = np.random.default_rng(window * 10 + negatives)
    text, keep_noise, laws = material(rng), samplers(rng)[:2], own_laws(rng)
    start, found = 0, 0
    while start < 400:
        results = []
        for search in (upcoming, naive.upcoming):
            inputs = np.zeros(2 * window, np.int64)
            outputs = np.zeros(negatives + 1, np.int32)
            place, n = search(
                *text, 77, start, 400, 2, BASE, *keep_noise, *laws, window, inputs, outputs
            )
            results.append((place, n, inputs[:n].tolist(), outputs.tolist() if n else []))
        assert results[0] == results[1]
        place = results[0][0]
        found, start = found + (place >= 0), place + 1 if place >= 0 else 400
    assert found > 50
