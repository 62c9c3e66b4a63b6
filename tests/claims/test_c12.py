"""C12: k and α move one direction of the matrix. If this fails, lab 4's identity is a picture."""

import numpy as np
import pytest

from engine.corpus.builtin.toyland import toyland
from engine.sampling.noise import noise_chances
from engine.sampling.subsample import keep_chances
from engine.settings import Knobs
from engine.theory.expected import counting
from engine.theory.known_joint import known_joint
from engine.theory.optimum import optimum
from engine.theory.spectrum import (
    acquainted,
    centred,
    positive,
    spectrum,
    spectrum_of_product,
)
from tests.claims.spectra import turns

KS, ALPHAS = (1, 5, 15), (0.0, 0.5, 0.75, 1.0)
JOINT = known_joint(100, np.random.default_rng(1))
COUNTS = JOINT.counts(10_000_000)


def shifted(k, alpha):
    return optimum(JOINT.pairs, noise_chances(COUNTS, alpha), k)


@pytest.fixture(scope="module")
def toy():
    made = toyland(tokens=60_000)
    counts, knobs = made.counts, Knobs(subsample=1e-3)
    *_, last = counting(made.source, knobs, keep_chances(counts, knobs.subsample), 250)
    return list(turns(last.counted, counts, KS, ALPHAS))


def test_without_its_column_means_the_spectrum_is_the_same_at_every_k_and_exponent():
    """To 10⁻¹²: k and α are one matrix of rank one."""
    first = spectrum(centred(shifted(1, 1.0))).values
    for k in KS:
        for alpha in ALPHAS:
            values = spectrum(centred(shifted(k, alpha))).values
            np.testing.assert_allclose(values, first, atol=1e-12, rtol=0)


def test_on_a_text_the_words_that_have_all_met_show_the_same():
    """The lab's identity must hold on a user's own words, not only on a made law."""
    made, knobs = toyland(), Knobs(subsample=0.0)
    *_, last = counting(made.source, knobs, np.ones(len(made.symbols)), 60)
    met = acquainted(last.counted)
    assert 5 < len(met.pairs) < 60
    assert (met.pairs > 0).all()
    one, other = (
        optimum(met.pairs, noise_chances(made.counts, alpha), k, met.inputs)
        for k, alpha in ((1, 1.0), (15, 0.0))
    )
    first, second = spectrum(centred(one)).values, spectrum(centred(other)).values
    np.testing.assert_allclose(first, second, atol=1e-12, rtol=0)


def test_a_known_law_is_turned_as_a_text_is():
    """Its whole matrix is finite, so that both spectra are there."""
    pairs = 1_000_000
    found = list(turns(JOINT.expected(pairs), JOINT.counts(pairs), (1, 5), (1.0,)))
    assert len(acquainted(JOINT.expected(pairs)).pairs) == 100
    for turn in found:
        exact = spectrum(JOINT.pmi - np.log(turn.negatives)).values
        np.testing.assert_allclose(turn.shifted.values, exact, atol=0.01)


def test_only_one_singular_value_moves_freely():
    """Weyl for a change of rank one: σ(i+1) ≤ σ'(i) ≤ σ(i−1); the first moves by far the most."""
    one, other = spectrum(shifted(1, 1.0)).values, spectrum(shifted(15, 0.0)).values
    assert (other[1:] <= one[:-1] + 1e-9).all()
    assert (other[:-1] >= one[1:] - 1e-9).all()
    moved = np.abs(other - one)
    assert moved[0] > 10 * moved[5:].max()


def test_the_positive_part_only_thins_as_k_grows(toy):
    """Its cells and its Frobenius norm fall with k at every α."""
    for alpha in ALPHAS:
        found = [turn.positive for turn in toy if turn.exponent == alpha]
        assert [s.nonzero for s in found] == sorted((s.nonzero for s in found), reverse=True)
        assert [s.norm for s in found] == sorted((s.norm for s in found), reverse=True)
    assert [turn.done for turn in toy] == [(i + 1) / 12 for i in range(12)]
    assert all(turn.shifted is None for turn in toy)  # most pairs of a text are never seen


def test_uniform_noise_leaves_few_directions(toy):
    """THEORY §4.iii: with α = 0 frequency is most of the matrix, with α = .75 it is not."""
    at = {turn.exponent: turn.positive for turn in toy if turn.negatives == 5}
    assert at[0.0].effective_rank < 0.7 * at[0.75].effective_rank
    assert at[0.0].first > 2 * at[0.75].first


def test_the_learned_products_spectrum_needs_no_product():
    rng = np.random.default_rng(3)
    v, u = (rng.normal(size=(300, 20)).astype(np.float32) for _ in range(2))
    product = v.astype(np.float64) @ u.astype(np.float64).T
    found, whole = spectrum_of_product(v, u), spectrum(product)
    np.testing.assert_allclose(found.values, whole.values[:20], rtol=1e-9)
    assert found.effective_rank == pytest.approx(whole.effective_rank, rel=1e-9)
    assert spectrum_of_product(v, np.zeros_like(u)).norm == 0  # a model before its first step


def test_a_spectrum_by_hand():
    found = spectrum(np.diag([3.0, 4.0, 0.0]))
    assert found.values.tolist() == pytest.approx([4, 3, 0])
    assert (found.norm, found.first, found.nonzero) == pytest.approx((5, 16 / 25, 2 / 9))
    shares = np.array([9, 16]) / 25
    assert found.effective_rank == pytest.approx(np.exp(-(shares * np.log(shares)).sum()))
    even = spectrum(np.eye(4))
    assert even.effective_rank == pytest.approx(4)
    assert positive(np.array([[-np.inf, -1.0, 2.0]])).tolist() == [[0, 0, 2]]
