"""Projections against scikit-learn, SciPy and the definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays
from numpy.testing import assert_allclose, assert_array_equal
from scipy.linalg import orthogonal_procrustes
from scipy.spatial import procrustes as scipy_procrustes
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

from engine.evaluation import projection
from engine.evaluation.projection import (
    cosine_neighbours,
    principal_axes,
    procrustes,
    unit_rows,
)

ANY = st.floats(width=32, allow_nan=True, allow_infinity=True)
COLUMNS = st.integers(1, 5)
FINITE = st.floats(-1e6, 1e6, width=32)


def matrices(elements, columns=COLUMNS):
    shapes = st.tuples(st.integers(0, 8), columns)
    return shapes.flatmap(lambda shape: arrays(np.float32, shape, elements=elements))


def cloud(seed=1, rows=300, columns=20):
    """Rows whose directions differ in importance, off centre, as trained vectors are."""
    random = np.random.default_rng(seed)
    widths = np.linspace(3, 0.1, columns)
    return (random.normal(size=(rows, columns)) * widths + 1).astype(np.float32)


def turned(points, angle, mirror=1.0):
    cos, sin = np.cos(angle), np.sin(angle)
    return (points @ np.array([[cos, sin * mirror], [-sin, cos * mirror]])).astype(np.float32)


# unit rows ------------------------------------------------------------------------------------


@given(matrices(ANY))
def test_rows_have_length_one_or_no_direction(x):
    unit = unit_rows(x)
    direction = np.isfinite(x).all(axis=1) & (x != 0).any(axis=1)
    assert unit.dtype == np.float32
    assert_allclose(np.linalg.norm(unit, axis=1), direction, atol=1e-6)


def test_unit_rows_leave_their_argument_alone():
    x = cloud()
    before = x.copy()
    unit_rows(x)
    assert_array_equal(x, before)


# principal axes -------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [3, 15, 300])
def test_axes_are_those_of_scikit_learn(rows):
    x = cloud(rows=rows)
    judge = PCA(n_components=2, svd_solver="full").fit_transform(x.astype(np.float64))
    assert_allclose(principal_axes(x), judge, atol=1e-3)


def test_equal_vectors_give_equal_pictures_in_any_order():
    x = cloud()
    order = np.random.default_rng(2).permutation(len(x))
    assert_array_equal(principal_axes(x), principal_axes(x.copy()))
    assert_allclose(principal_axes(x[order]), principal_axes(x)[order], atol=1e-4)


@given(matrices(ANY))
def test_axes_are_finite_whatever_comes(x):
    positions = principal_axes(x)
    assert positions.shape == (len(x), 2)
    assert positions.dtype == np.float32
    assert np.isfinite(positions).all()
    assert not positions[~np.isfinite(x).all(axis=1)].any()


def test_one_bad_row_does_not_move_the_others():
    x = cloud()
    bad = np.vstack([x, np.full((1, x.shape[1]), np.nan, np.float32)])
    assert_allclose(principal_axes(bad)[:-1], principal_axes(x), atol=1e-4)


# neighbours -----------------------------------------------------------------------------------


@pytest.mark.parametrize("block", [1, 1000, 1 << 22])
def test_neighbours_are_those_of_scikit_learn(monkeypatch, block):
    monkeypatch.setattr(projection, "BLOCK", block)
    x = cloud()
    indices, cosines = cosine_neighbours(x, 15)
    judge = NearestNeighbors(n_neighbors=15, metric="cosine", algorithm="brute").fit(
        x.astype(np.float64)
    )
    distances, expected = judge.kneighbors()  # without the point itself
    assert_array_equal(indices[:, 0], np.arange(len(x)))
    assert_array_equal(indices[:, 1:], expected[:, :14])
    assert_allclose(1 - cosines[:, 1:], distances[:, :14], atol=1e-6)
    assert indices.dtype == np.int32
    assert cosines.dtype == np.float32


@given(matrices(ANY), st.integers(0, 10))
def test_itself_first_then_falling_and_each_row_once(x, k):
    indices, cosines = cosine_neighbours(x, k)
    assert indices.shape == cosines.shape == (len(x), min(k, len(x)))
    assert ((cosines >= -1) & (cosines <= 1)).all()
    assert (np.diff(cosines, axis=1) <= 0).all()
    assert all(len(set(row)) == len(row) for row in indices.tolist())
    if k and len(x):
        assert_array_equal(indices[:, 0], np.arange(len(x)))
        assert_array_equal(cosines[:, 0], 1)


def test_a_row_without_direction_is_at_right_angles_to_all():
    x = np.array([[1, 0], [0, 0], [1, 1]], dtype=np.float32)
    assert_array_equal(cosine_neighbours(x, 3)[1][1], [1, 0, 0])


# procrustes -----------------------------------------------------------------------------------


@pytest.mark.parametrize("mirror", [1.0, -1.0])
@pytest.mark.parametrize("size", [0.25, 1.0])
def test_a_turned_map_comes_back(mirror, size):
    fixed = cloud(columns=2)
    moved = turned(fixed, 2.0, mirror) * np.float32(size) + np.float32(7)
    assert_allclose(procrustes(moved, fixed, scale=True), fixed, atol=1e-4)
    if size == 1.0:
        assert_allclose(procrustes(moved, fixed), fixed, atol=1e-4)


def test_the_turn_is_that_of_scipy():
    moving, fixed = cloud(3, columns=2), cloud(4, columns=2)
    m, f = moving - moving.mean(axis=0), fixed - fixed.mean(axis=0)
    rotation, weight = orthogonal_procrustes(m, f)
    assert_allclose(procrustes(moving, fixed), m @ rotation + fixed.mean(axis=0), atol=1e-4)
    sized = m @ rotation * weight / (m**2).sum() + fixed.mean(axis=0)
    assert_allclose(procrustes(moving, fixed, scale=True), sized, atol=1e-4)
    residue = ((procrustes(moving, fixed, scale=True) - fixed) ** 2).sum() / (f**2).sum()
    assert residue == pytest.approx(scipy_procrustes(fixed, moving)[2], rel=1e-4)


def pairs(elements):
    shapes = array_shapes(min_dims=1, max_dims=1, min_side=0, max_side=8)
    return shapes.flatmap(
        lambda s: st.tuples(
            arrays(np.float32, (*s, 2), elements=elements),
            arrays(np.float32, (*s, 2), elements=elements),
        )
    )


def centred(points):
    points = points.astype(np.float64)
    return points - points.mean(axis=0) if len(points) else points


@given(pairs(FINITE), st.booleans())
def test_alignment_never_makes_it_worse(pair, scale):
    moving, fixed = pair
    gap = procrustes(moving, fixed, scale=scale).astype(np.float64) - fixed
    unturned = centred(moving) - centred(fixed)
    slack = 1e-5 * (1 + np.abs(moving).sum() + np.abs(fixed).sum()) ** 2
    assert (gap**2).sum() <= (unturned**2).sum() + slack


@given(pairs(FINITE))
def test_a_map_keeps_its_shape(pair):
    moving, fixed = (points.astype(np.float64) for points in pair)
    result = procrustes(*pair).astype(np.float64)
    before = np.linalg.norm(moving[:, None] - moving, axis=2)
    after = np.linalg.norm(result[:, None] - result, axis=2)
    assert_allclose(after, before, atol=1e-5 * (1 + np.abs(moving).sum() + np.abs(fixed).sum()))


@given(pairs(ANY), st.booleans())
def test_rows_that_are_nowhere_stay_nowhere_and_decide_nothing(pair, scale):
    moving, fixed = pair
    result = procrustes(moving, fixed, scale=scale)
    assert result.dtype == np.float32
    assert_array_equal(np.isfinite(result).all(axis=1), np.isfinite(moving).all(axis=1))
    assert np.isnan(result[~np.isfinite(moving).all(axis=1)]).all()


def test_a_new_row_moves_with_the_others():
    points = cloud(columns=2)
    fixed = points.copy()
    fixed[200:] = np.nan
    assert_allclose(procrustes(turned(points, 1.0), fixed), points, atol=1e-4)


@pytest.mark.parametrize("scale", [False, True])
def test_degenerate_maps_are_not_turned(scale):
    points = cloud(columns=2)
    point = np.zeros_like(points)
    assert_array_equal(procrustes(point, point, scale=scale), point)
    assert_allclose(procrustes(points, point, scale=scale), points - points.mean(axis=0), atol=1e-4)
    assert_allclose(procrustes(point, points, scale=scale) - points.mean(axis=0), 0, atol=1e-4)
    line = points * np.float32([1, 0])  # its mirror image is itself: keep the other side up
    seen = procrustes(points, line)
    assert np.linalg.det(np.linalg.lstsq(points - points.mean(0), seen - seen.mean(0))[0]) > 0
