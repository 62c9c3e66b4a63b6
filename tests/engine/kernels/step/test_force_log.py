"""If these fail, the arrows on a word do not add up to where it went."""

import numpy as np
import pytest

from engine.kernels import sgns
from engine.kernels.step.force_log import U_PULL, U_PUSH, V_PULL, V_PUSH
from engine.kernels.tally import TALLY
from engine.training.force_log import lines, new_force_log
from tests import naive
from tests.engine.kernels.test_steps import BASE, D, V, material, samplers, tables

SIZE = 9000


def own_laws(rng):
    """Half of all noise words from a law of the target's own: three words each."""
    words = rng.integers(0, V, (V, 3)).astype(np.int32)
    packed = np.uint64(2**31) << np.uint64(32) | rng.integers(0, 3, (V, 3)).astype(np.uint64)
    return np.full(V, 2**31, np.uint64), packed, words


@pytest.fixture
def trained():
    """A watched block: the word, its rows before and after, its book, the book of the twin."""
    rng = np.random.default_rng(4)
    v, u = tables(rng)
    keep, noise = samplers(rng)[:2]
    arguments = (
        *material(rng), 77, 0, 400, 1 << 40, 0, BASE, keep, noise, *own_laws(rng), None, 3, 5,
        np.array([0.05, 0.0, 0.0]), 0, 256, 5,
    )  # fmt: skip
    before = v[3].copy(), u[3].copy()
    slow_v, slow_u = v.astype(float), u.astype(float)
    fast, slow = new_force_log(3, D, SIZE), new_force_log(3, D, SIZE)
    sgns.train(v, u, None, *arguments, fast, np.zeros(TALLY))
    naive.train(slow_v, slow_u, None, *arguments, slow, np.zeros(TALLY))
    np.testing.assert_allclose(v, slow_v, rtol=1e-4, atol=1e-5)
    return before, (v[3], u[3]), fast, slow


def test_forces_add_up_to_the_way_a_word_went(trained):
    """THEORY §5: pull + push = after − before, to 1e-4, for v and for u."""
    before, after, book, _ = trained
    assert 100 < book.written[0] < SIZE
    marks, gains, others = lines(book)
    steps, kinds = gains[:, None] * others, marks[:, 0]
    for start, end, sides in zip(before, after, ((V_PULL, V_PUSH), (U_PULL, U_PUSH)), strict=True):
        way = steps[np.isin(kinds, sides)].sum(axis=0)
        assert np.linalg.norm(way - (end - start)) < 1e-4 * np.linalg.norm(end - start)


def test_every_force_is_written_down_once_with_its_name(trained):
    """The twin's forces: kind, other, place, gain; the order within a target is free."""
    _, _, fast, slow = trained
    assert fast.written[0] == slow.written[0]
    both = []
    for book in (fast, slow):
        marks, gains, _ = lines(book)
        whole = np.column_stack([marks, gains])
        both.append(whole[np.lexsort(whole.T[::-1])])
    np.testing.assert_allclose(both[0], both[1], rtol=1e-3, atol=1e-6)
    assert set(both[0][:, 0]) == {V_PULL, V_PUSH, U_PULL, U_PUSH}


def test_a_book_keeps_the_last_forces():
    rng = np.random.default_rng(4)
    arguments = (
        *material(rng), 0, 0, 400, 1 << 40, 0, BASE, *samplers(rng), 3, 5,
        np.array([0.05, 0.0, 0.0]), 0, 256, 5,
    )  # fmt: skip
    whole, short = new_force_log(3, D, SIZE), new_force_log(3, D, 10)
    for book in (whole, short):
        sgns.train(*tables(np.random.default_rng(0)), None, *arguments, book, np.zeros(TALLY))
    assert short.written[0] == whole.written[0] > 10
    for last, every in zip(lines(short), lines(whole), strict=True):
        assert np.array_equal(last, every[-10:])


def test_watching_changes_nothing():
    """The book is read, not felt: a watched run must be the run."""
    results = []
    for book in (None, new_force_log(3, D)):
        rng = np.random.default_rng(4)
        v, u = tables(rng)
        sgns.train(
            v, u, None, *material(rng), 0, 0, 400, 1 << 40, 0, BASE, *samplers(rng), 3, 5,
            np.array([0.05, 0.0, 0.0]), 0, 256, 5, book, np.zeros(TALLY),
        )  # fmt: skip
        results.append((v, u))
    assert np.array_equal(results[0][0], results[1][0])
    assert np.array_equal(results[0][1], results[1][1])
