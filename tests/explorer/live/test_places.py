"""If this fails, words jump on the map from frame to frame though they stand still."""

import numpy as np
import pytest

from explorer.train.map.wire import quantised


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6])
def test_places_come_back_within_half_a_step_on_either_side(size):
    places = np.random.default_rng(2).normal(0, size, (500, 3)).astype(np.float32)
    scale, content = quantised(places)
    steps = np.frombuffer(content, "<i2").reshape(-1, 3)
    off = steps * scale - places.astype(np.float64)
    assert np.abs(off).max() <= 0.501 * scale
    assert abs(off.mean()) < 0.05 * scale  # to no side more than to the other
    assert np.abs(steps).max() == 32_767  # all of the room is used
