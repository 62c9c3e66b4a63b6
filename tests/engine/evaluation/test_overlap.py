"""If these fail, "what changed most" names words that did not change."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.evaluation.overlap import common, overlap
from engine.similarity import unit_rows


def rows(seed, words, dimensions=5):
    return unit_rows(np.random.default_rng(seed).normal(0, 1, (words, dimensions)))


def naive_overlap(first, second, count):
    """Every list sorted out in full, in float64."""
    shares = []
    for word in range(len(first)):
        lists = []
        for unit in (first, second):
            cosines = unit.astype(float) @ unit[word].astype(float)
            order = [other for other in np.argsort(-cosines, kind="stable") if other != word]
            lists.append(set(order[:count]))
        most = min(count, len(first) - 1)
        shares.append(len(lists[0] & lists[1]) / most if most else 1.0)
    return shares


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 60), st.integers(1, 12))
def test_the_shares_are_those_of_lists_sorted_in_full(seed, words, count):
    first, second = rows(seed, words), rows(seed + 1, words)
    found = overlap(first, second, count)
    np.testing.assert_allclose(found.shares, naive_overlap(first, second, count), atol=1e-6)
    assert found.first.shape == found.second.shape == (words, min(count, words - 1))


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_a_turned_or_mirrored_space_has_not_changed(seed):
    """Two runs differ by turns of the whole space, which mean nothing."""
    first = rows(seed, 80)
    turn = np.linalg.qr(np.random.default_rng(seed).normal(0, 1, (5, 5)))[0]
    assert (overlap(first, unit_rows(first @ turn)).shares > 0.89).all()


def test_one_word_that_moved_is_found_with_what_it_lost_and_won():
    groups = np.repeat(np.eye(2, 8, dtype=np.float32), 15, axis=0)
    noise = np.random.default_rng(2).normal(0, 0.05, groups.shape)
    first = unit_rows((groups + noise).astype(np.float32))
    second = first.copy()
    second[4] = unit_rows(first[[20]] + 0.01)[0]
    found = overlap(first, second, 10)
    assert found.shares.argmin() == 4
    assert found.shares[4] == 0
    assert set(found.first[4]) <= set(range(15))
    assert set(found.second[4]) <= set(range(15, 30))


def test_vectors_of_zeros_have_neighbours_too():
    nothing = np.zeros((12, 3), np.float32)
    found = overlap(nothing, nothing, 10)
    assert (found.shares == 1).all()
    assert (found.first != np.arange(12)[:, None]).all()


def test_what_stands_in_both_lists_is_marked():
    these, others = np.array([[1, 2], [3, 4]]), np.array([[2, 9], [5, 6]])
    assert common(these, others).tolist() == [[False, True], [False, False]]
