"""If these fail, a misplaced word passes for a well placed one."""

import numpy as np
import pytest
from numpy.testing import assert_allclose

from engine.evaluation.map_trust import true_neighbours_kept
from engine.evaluation.projection import cosine_neighbours


def cloud(rows=80, columns=2):
    return np.random.default_rng(1).normal(size=(rows, columns)).astype(np.float32)


def nearest_places(places, count):
    apart = np.linalg.norm(places[:, None] - places[None], axis=2)
    np.fill_diagonal(apart, np.inf)
    return np.argsort(apart, axis=1)[:, :count]


@pytest.mark.parametrize("columns", [2, 3])
def test_it_is_the_share_of_true_neighbours_found_by_looking(columns):
    x, places = cloud(columns=9), cloud(columns=columns)
    nearest = cosine_neighbours(x, 11)[0][:, 1:]
    seen = nearest_places(places, 10)
    expected = [len(set(a) & set(b)) / 10 for a, b in zip(nearest, seen, strict=True)]
    assert_allclose(true_neighbours_kept(nearest, places), expected)


def test_a_true_picture_keeps_everything():
    places = cloud()
    assert (true_neighbours_kept(nearest_places(places, 10), places) == 1).all()


def test_words_in_one_point_and_few_words_are_no_failure():
    nearest = nearest_places(cloud(), 10)
    heap = true_neighbours_kept(nearest, np.zeros((80, 2), np.float32))
    assert ((heap >= 0) & (heap <= 1)).all()
    assert true_neighbours_kept(np.zeros((1, 0), np.int32), np.zeros((1, 2))) == [1]
    assert true_neighbours_kept(np.array([[1], [0]]), np.eye(2)).tolist() == [1, 1]
