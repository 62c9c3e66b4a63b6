"""If this fails, threads lose what they learn about the most frequent words."""

import numpy as np

from engine.kernels import sgns
from engine.kernels.step.row_address import HotRows
from engine.kernels.tally import TALLY
from engine.model import padded
from tests.engine.kernels.test_steps import BASE, D, material, samplers, tables


def test_a_threads_own_rows_are_trained_and_the_shared_ones_are_not():
    """A row that was both would be merged twice; one that was neither would never learn."""
    rng = np.random.default_rng(6)
    arguments = (
        *material(rng), 0, 0, 400, 1 << 40, 0, BASE, *samplers(rng), 4, 3,
        np.array([0.05, 0.0, 0.0]), 0, 256, D, None, np.zeros(TALLY),
    )  # fmt: skip
    v, u = tables(rng)
    own = HotRows(padded(3, D), padded(3, D))
    own.v[:], own.u[:] = v[:4], u[:4]
    alone, shared = (v.copy(), u.copy()), (v.copy(), u.copy())
    sgns.train(*alone, None, *arguments)
    sgns.train(*shared, own, *arguments)
    for before, mine, after, whole in zip((v, u), own, shared, alone, strict=True):
        assert np.array_equal(after[:4], before[:4])
        assert np.array_equal(np.concatenate([mine, after[4:]]), whole)
