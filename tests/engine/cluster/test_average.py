"""If these fail, many copies of a model learn more slowly than one, or fall apart."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.cluster.average import Rows, merge, rows_of, sameness, weights
from engine.cluster.worker import edges

ARRAYS = st.integers(0, 2**32 - 1).map(np.random.default_rng)


def copies_of(rng, count, rows=5, columns=16):
    base = rng.normal(size=(rows, columns)).astype(np.float32)
    made = []
    for _ in range(count):
        v, u = (base + rng.normal(size=base.shape).astype(np.float32) for _ in range(2))
        made.append(Rows(v, u, rng.exponential(10 ** rng.uniform(-3, 3), size=(2, rows))))
    return base, made


@given(st.integers(1, 10**6), st.integers(2, 10**7))
def test_frequent_words_meet_more_often_than_rare_ones(turn, words):
    """Rare rows would cost traffic they do not need, or never meet at all."""
    count = rows_of(turn, words)
    assert count == min(words, 1024) or turn % 2 == 0
    assert min(words, 1024) <= count <= words
    assert max(rows_of(2**i, words) for i in range(25)) == words


@given(ARRAYS, st.integers(2, 9))
def test_the_weight_lies_between_the_sum_and_the_mean(rng, count):
    """Below it copies undo each other's work; above it frequent rows are thrown out of bounds."""
    base, made = copies_of(rng, count)
    same = sameness([one.v - base for one in made])
    weight = weights([one.steps[0] for one in made], same)
    assert np.isfinite(weight).all()
    assert (weight <= 1 + 1e-9).all()
    assert (weight >= 1 / count - 1e-9).all()


def test_rare_rows_add_up_and_frequent_ones_take_the_mean():
    """What one copy has learnt of a rare word would be lost, or the same way be gone twice."""
    base = np.zeros((3, 16), np.float32)
    move = np.eye(3, 16, dtype=np.float32)
    few, many = np.full((2, 3), 1e-6), np.full((2, 3), 1e6)
    rare = [Rows(base + move * i, base, few) for i in (1, 2, 0)]
    np.testing.assert_allclose(merge((base, base), rare)[0], 3 * move, rtol=1e-4)
    frequent = [Rows(base + move * i, base, many) for i in (1, 2, 3)]
    found = merge((base, base), frequent)[0]
    assert (np.abs(found).sum(1) < 3).all()
    np.testing.assert_allclose(merge((base, base), [frequent[1]] * 3)[0], 2 * move, rtol=1e-4)


@given(ARRAYS)
def test_moves_at_right_angles_add_up_however_often_they_were_made(rng):
    """Two topics of one frequent word would each pull with half their strength."""
    base = np.zeros((1, 16), np.float32)
    left, right = np.eye(2, 16, dtype=np.float32)[:, None] * rng.uniform(0.1, 10)
    many = np.full((2, 1), 1e6)
    made = merge((base, base), [Rows(base + left, base, many), Rows(base + right, base, many)])
    np.testing.assert_allclose(made[0], left + right, rtol=1e-5)


@given(ARRAYS)
def test_one_copy_stays_as_it_is(rng):
    """One worker would not train what one process trains."""
    base, made = copies_of(rng, 1)
    v, u = merge((base, base), made)
    assert v is made[0].v
    assert u is made[0].u


@given(st.integers(1, 10**12), st.integers(1, 100))
def test_the_parts_are_the_whole_once(size, shares):
    """Some text would be trained twice, and some by nobody."""
    cuts = edges(size, shares)
    assert len(cuts) == shares
    assert cuts[0][0] == 0
    assert cuts[-1][1] == size
    assert all(before[1] == after[0] for before, after in pairwise(cuts))
