"""If this fails, names on a still map lie on one another, or the word asked for has none."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from explorer.compare.label_spacing import spaced


@given(st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_names_keep_apart_and_the_first_always_has_its_place(seed, count):
    places = np.random.default_rng(seed).normal(size=(count, 2)).astype(np.float32)
    rows = list(np.random.default_rng(seed).permutation(count))
    chosen = spaced(places, 0.1, 0.05, rows, 12)
    assert chosen[0] == rows[0]
    assert len(chosen) <= 12
    share = (places - places.min(axis=0)) / (np.ptp(places, axis=0) + 1e-9)
    for i, one in enumerate(chosen):
        for other in chosen[:i]:
            gap = np.abs(share[one] - share[other])
            assert gap[0] >= 0.1 - 1e-6 or gap[1] >= 0.05 - 1e-6
