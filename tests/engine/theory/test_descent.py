"""If this fails, a lab waits for an optimum that is none."""

import numpy as np
import pytest
from scipy.optimize import rosen, rosen_der

from engine.theory.descent import descent


def valley(at):
    return float(rosen(at)), rosen_der(at)


def test_a_bent_valley_is_followed_to_its_end():
    """Rosenbrock's, in ten dimensions: its least is 0, at ones."""
    points = list(descent(valley, np.full(10, -1.2)))
    np.testing.assert_allclose(points[-1], 1.0, atol=1e-5)
    losses = [rosen(point) for point in points]
    assert losses == sorted(losses, reverse=True)
    assert len(points) < 500


def test_at_rest_there_is_no_step():
    assert list(descent(valley, np.ones(4))) == []


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_a_bowl_of_any_size_is_left_at_its_bottom(scale):
    bowl = np.geomspace(1, 1e3, 30) * scale
    *_, last = descent(lambda at: (float(bowl @ at**2), 2 * bowl * at), np.ones(30))
    np.testing.assert_allclose(last, 0.0, atol=1e-6)
