"""If this fails, the map boasts of being true."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from engine.evaluation.fidelity import kept
from engine.evaluation.projection import cosine_neighbours
from tests.explorer.runs.test_projector import groups, projector  # noqa: F401 - a fixture


def test_a_map_says_how_true_each_place_is(projector):  # noqa: F811 - the fixture
    """The colour "how true its place is" would flatter, or show the judgement of another map."""
    x = groups(100)
    for columns in (2, 3):
        assert projector.submit("true", x, f"{columns}", columns=columns)
        layout = projector.wait("true", columns - 1)
        nearest = cosine_neighbours(x, 11)[0][:, 1:]
        assert layout.positions.shape == (100, columns)
        assert_array_equal(layout.kept, np.round(255 * kept(nearest, layout.positions)))
    projector.forget("true")
    given = np.random.default_rng(1).normal(size=(100, 2)).astype(np.float32)
    assert projector.submit("true", x, "w", previous=given, judged=True)
    judged = projector.wait("true")
    assert_array_equal(judged.positions, given)
    assert_array_equal(judged.kept, np.round(255 * kept(nearest, given)))
    with pytest.raises(ValueError, match="must be there"):
        projector.submit("true", x, "w", judged=True)
    projector.forget("true")
