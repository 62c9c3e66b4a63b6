"""If these fail, the wrong words are dropped or pushed, and every lab on sampling shows fiction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import chi2

from engine.kernels.jit import kernel
from engine.kernels.random import keep_draw, key_of, next_key, noise_draw
from engine.sampling import samplers
from engine.sampling.noise import alias_table, noise_chances, noise_table, pack
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs
from tests import naive

COUNTS = np.maximum(1, (200_000 / np.arange(1, 2001) ** 1.05)).astype(np.int64)
weights = st.lists(st.floats(1e-6, 1e6), min_size=1, max_size=60)


def unpack_chances(table):
    """The chances that a packed table draws with."""
    share = (table >> np.uint64(32)).astype(np.float64) / 2**32
    chances = share.copy()
    np.add.at(chances, (table & np.uint64(2**32 - 1)).astype(np.int64), 1.0 - share)
    return chances / len(table)


@kernel
def draw_words(table, base, draws, out):
    for i in range(draws):
        out[
            noise_draw(next_key(key_of(base, np.uint64(0), np.uint64(i)), np.uint64(0)), table)
        ] += 1


@kernel
def draw_keeps(keep, word, base, draws):
    kept = 0
    for i in range(draws):
        kept += keep_draw(key_of(base, np.uint64(word), np.uint64(i))) < keep[word]
    return kept


@settings(deadline=None)  # the first example compiles
@given(weights)
def test_the_alias_table_is_the_distribution(values):
    """C14: float64 to 1e-12 absolute, the packed 32-bit one to 1e-9 a word."""
    chances = np.array(values) / np.sum(values)
    accept, alias = alias_table(chances)
    rebuilt = accept.copy()
    np.add.at(rebuilt, alias, 1 - accept)
    np.testing.assert_allclose(rebuilt / len(values), chances, atol=1e-12, rtol=0)
    np.testing.assert_allclose(unpack_chances(pack(accept, alias)), chances, atol=1e-9, rtol=0)


def twin_table(chances):
    """The packed table that the twins make of chances."""
    accept, alias = chances * len(chances), np.zeros(len(chances), np.int32)
    table = np.zeros(len(chances), np.uint64)
    naive.share_columns(accept, alias)
    naive.pack_columns(accept, alias, table)
    return accept, alias, table


@settings(deadline=None)  # the first example compiles
@given(weights)
def test_the_table_is_its_twins_bit_for_bit(values):
    """A table that depends on how a compiler orders sums gives other vectors on another machine."""
    chances = np.array(values) / np.sum(values)
    accept, alias = alias_table(chances)
    slow = twin_table(chances)
    assert np.array_equal(accept, slow[0])
    assert np.array_equal(alias, slow[1])
    assert np.array_equal(pack(accept, alias), slow[2])


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.5, 0.75, 1.25])
@pytest.mark.parametrize("shuffled", [False, True])
def test_real_tables_are_their_twins_too(exponent, shuffled):
    counts = np.random.default_rng(2).permutation(COUNTS) if shuffled else COUNTS
    plain = (counts / counts.max()) ** exponent
    chances = noise_chances(counts, exponent)
    assert np.array_equal(chances, plain / plain.sum())
    assert np.array_equal(noise_table(counts, exponent), twin_table(chances)[2])


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.75, 1.0, 1.25])
def test_the_packed_table_rebuilds_a_real_distribution(exponent):
    chances = noise_chances(COUNTS, exponent)
    assert chances.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(unpack_chances(noise_table(COUNTS, exponent)), chances, atol=1e-10)


@pytest.mark.parametrize("exponent", [0.0, 0.75, 1.0])
def test_drawn_noise_follows_the_distribution(exponent):
    """C14: χ² on 10⁷ draws, cells pooled to an expectation of 25, fixed seed."""
    draws, seen = 10**7, np.zeros(len(COUNTS), np.int64)
    draw_words(noise_table(COUNTS, exponent), np.uint64(12345), draws, seen)
    expected = noise_chances(COUNTS, exponent) * draws
    cells = np.cumsum(expected) // 25
    _, first = np.unique(cells, return_index=True)
    pooled, wanted = np.add.reduceat(seen, first), np.add.reduceat(expected, first)
    p = chi2.sf(((pooled - wanted) ** 2 / wanted).sum(), len(first) - 1)
    assert 1e-5 < p < 1 - 1e-5


def test_keep_chances_are_the_formula_and_its_threshold():
    """C13: min(1, √(t/f) + t/f), and 1 exactly where f ≤ 2.618·t."""
    f = COUNTS / COUNTS.sum()
    for t in (1e-5, 1e-4, 1e-3):
        chances = keep_chances(COUNTS, t)
        np.testing.assert_allclose(chances, np.minimum(1, np.sqrt(t / f) + t / f), rtol=1e-12)
        golden = t / ((np.sqrt(5) - 1) / 2) ** 2
        assert np.array_equal(chances == 1, f <= golden * (1 + 1e-12))
    assert (keep_chances(COUNTS, 0.0) == 1).all()


def test_tokens_are_kept_as_often_as_they_should():
    """C13: χ² p > 10⁻⁴ over words with n·p(1−p) ≥ 25 and none beyond 5.5σ."""
    keep = keep_chances(COUNTS, 1e-4)
    score = []
    for word in np.flatnonzero((keep < 1) & (COUNTS * keep * (1 - keep) >= 25)):
        n, p = int(COUNTS[word]), keep[word]
        kept = draw_keeps(keep, int(word), np.uint64(99), n)
        score.append((kept - n * p) / np.sqrt(n * p * (1 - p)))
    score = np.array(score)
    assert len(score) > 50
    assert np.abs(score).max() < 5.5
    assert chi2.sf((score**2).sum(), len(score)) > 1e-4


def test_a_turned_knob_rebuilds_only_its_own_table():
    """Two runs must differ by their knob alone, and a turn of k must cost nothing."""
    knobs = Knobs()
    built = samplers.build(COUNTS, knobs)
    assert samplers.rebuild(built, COUNTS, (knobs, Knobs(window=2, negatives=9))) == built
    turned = samplers.rebuild(built, COUNTS, (knobs, Knobs(subsample=1e-3)))
    assert turned.noise is built.noise
    assert turned.keep is not built.keep
    turned = samplers.rebuild(built, COUNTS, (knobs, Knobs(noise_exponent=0.5)))
    assert turned.keep is built.keep
    assert turned.noise is not built.noise
