"""If these fail, corrected noise pushes by another weight than the lab says, or spares nobody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.kernels.alias import pack_rows
from engine.kernels.step.noise_weights import NoiseWeights, mark_pairs
from engine.kernels.tally import TALLY
from engine.sampling.mixture import NO_SIEVE, sieve_of
from engine.sampling.noise import alias_table, pack
from engine.training.force_log import new_force_log
from tests import naive
from tests.engine.kernels.step.test_force_log import own_laws
from tests.engine.kernels.test_steps import (  # noqa: F401 - train is a fixture
    BASE,
    D,
    V,
    both,
    material,
    samplers,
    tables,
    train,
)

NO_FLOATS = np.zeros(0, np.float32)


def weights(rng, laws, *, bits=0, own=True):
    """Weights of every kind; of 12 words 4 · 64 bits hold every pair, 64 must be shared."""
    known = rng.integers(0, 2**63, bits).astype(np.uint64)
    ratio = rng.uniform(0.2, 3, V).astype(np.float32)
    if not own:
        return NoiseWeights(ratio, NO_FLOATS, NO_FLOATS.reshape(0, 0), NO_SIEVE, known)
    words = laws[2]
    by_word = rng.uniform(0.2, 3, (V, V)).astype(np.float32)
    mine = np.take_along_axis(by_word, words.astype(np.int64), axis=1)  # equal for equal words
    rest = rng.uniform(1, 2, V).astype(np.float32)
    return NoiseWeights(ratio, rest, mine, sieve_of(words), known)


@pytest.mark.parametrize("own", [False, True])
@pytest.mark.parametrize("bits", [0, 1, 4])
def test_kernel_and_twin_weigh_the_same_words_by_the_same(train, bits, own):  # noqa: F811
    rng = np.random.default_rng(bits)
    laws = own_laws(rng)
    arguments = (
        *material(rng), 77, 0, 400, 1 << 40, 1, BASE, *samplers(rng)[:2], *laws,
        weights(rng, laws, bits=bits, own=own), 4, 7, np.array([0.05, 0.0, 0.0]), 0, 256,
    )  # fmt: skip
    fast, slow = both(train, *tables(rng), *arguments)
    np.testing.assert_allclose(fast[0], slow[0], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[1], slow[1], rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(fast[2], slow[2], rtol=1e-4)


def test_the_book_holds_the_force_as_it_was_weighed(train):  # noqa: F811
    """The drawer adds forces up to the word's way: a push must stand there with its weight."""
    rng = np.random.default_rng(2)
    laws = own_laws(rng)
    v, u = tables(rng)
    before, book = (v[3].copy(), u[3].copy()), new_force_log(3, D, 9_000)
    train(
        v, u, None, *material(rng), 0, 0, 400, 1 << 40, 0, BASE, *samplers(rng)[:2], *laws,
        weights(rng, laws, bits=4), 3, 5, np.array([0.05, 0.0, 0.0]), 0, 256, D, book,
        np.zeros(TALLY),
    )  # fmt: skip
    count = int(book.written[0])
    steps = book.gains[:count, None] * book.others[:count]
    for kinds, start, end in (((0, 1), before[0], v[3]), ((2, 3), before[1], u[3])):
        way = steps[np.isin(book.marks[:count, 0], kinds)].sum(axis=0)
        np.testing.assert_allclose(way, end - start, rtol=1e-3, atol=1e-5)


@pytest.mark.parametrize(("size", "bits"), [(V, 4), (V, 1), (300, 16)])
def test_the_pairs_that_meet_are_marked_and_no_others(size, bits):
    rng = np.random.default_rng(size)
    ids, offsets = material(rng)
    fast, slow = np.zeros(bits, np.uint64), np.zeros(bits, np.uint64)
    mark_pairs(ids, offsets, size, 3, fast)
    naive.mark_pairs(ids, offsets, size, 3, slow)
    assert np.array_equal(fast, slow)
    assert fast.any()


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(0, 2**32))
def test_a_row_of_chances_is_drawn_with_these_chances(size, seed):
    """Every packed row gives its chances back, to the 32 bits of a threshold."""
    rng = np.random.default_rng(seed)
    chances = rng.dirichlet(np.full(size, 0.4), 3)
    packed, slow = np.zeros((2, 3, size), np.uint64)
    pack_rows(chances, packed)
    naive.pack_rows(chances, slow)
    assert np.array_equal(packed, slow)
    for row, table in zip(chances, packed, strict=True):
        assert np.array_equal(table, pack(*alias_table(row)))
        back = np.zeros(size)
        for column, entry in enumerate(table.tolist()):
            own = (entry >> 32) / 2**32
            back[column] += own / size
            back[entry & (2**32 - 1)] += (1 - own) / size
        np.testing.assert_allclose(back, row, atol=1e-9)
