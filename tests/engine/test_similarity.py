"""If these fail, the neighbours on screen are not the nearest, or a broken row poisons them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.similarity import nearest, top, unit_rows
from tests import naive

values = st.floats(width=32, allow_nan=True, allow_infinity=True)
scores = arrays(
    np.float32,
    st.tuples(st.integers(0, 4), st.integers(1, 30)),
    elements=st.sampled_from([-np.inf, -1.0, 0.0, 0.5, 2.0]),
)


@settings(deadline=None)  # the first example compiles
@given(arrays(np.float32, st.tuples(st.integers(0, 6), st.integers(1, 9)), elements=values))
def test_rows_have_length_one_or_are_zeros(vectors):
    """Any float32 may stand in a table: the tiniest and the largest must not become infinite."""
    unit, slow = unit_rows(vectors), np.zeros(vectors.shape)
    naive.scale_rows(vectors, slow)
    np.testing.assert_allclose(unit, slow, rtol=1e-6, atol=1e-44)
    lengths = np.sqrt((unit.astype(float) ** 2).sum(axis=1))
    assert ((np.abs(lengths - 1) < 1e-6) | ~unit.any(axis=1)).all()


def test_a_view_of_padded_storage_is_read_as_it_is_seen():
    padded = np.random.default_rng(0).normal(0, 1, (9, 16)).astype(np.float32)
    assert np.array_equal(unit_rows(padded[:-1, :5]), unit_rows(padded[:-1, :5].copy()))


@given(scores, st.integers(0, 40))
def test_the_highest_come_first_and_ties_by_lower_place(table, count):
    """Also at the edge of the list: of equal words the more frequent is shown."""
    for row, found in zip(table, top(table, count), strict=True):
        best = sorted(range(len(row)), key=lambda place: (-row[place], place))
        assert found.tolist() == best[:count]


def test_the_nearest_are_those_of_a_full_sort():
    unit = unit_rows(np.random.default_rng(1).normal(0, 1, (500, 20)).astype(np.float32))
    places, cosines = nearest(unit, unit[:7], 9, np.arange(7, dtype=np.int32)[:, None])
    full = unit[:7].astype(float) @ unit.T.astype(float)
    full[np.arange(7), np.arange(7)] = -np.inf
    assert np.array_equal(places, np.argsort(-full, axis=1, kind="stable")[:, :9])
    np.testing.assert_allclose(cosines, -np.sort(-full, axis=1)[:, :9], atol=1e-6)
