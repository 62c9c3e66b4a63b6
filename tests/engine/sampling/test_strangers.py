"""If one fails, noise words are drawn by chances that are none, or from beyond the vocabulary."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.corpus.genome.kmers import Rule, cut
from engine.sampling.mixture import target_noise
from engine.sampling.noise import alias_table, noise_chances, noise_table, pack
from engine.sampling.proposals import Proposals
from engine.settings import Knobs

NUMBERS = [np.nan, np.inf, -np.inf, -1.0, -1e-300, 0.0, 5e-324, 1e-300, 1.0, 1e300]
KNOBS = Knobs(sampler="unigram=0.5 hard=0.5")


@given(st.lists(st.sampled_from(NUMBERS), max_size=6))
@settings(deadline=None, max_examples=150)
def test_chances_make_a_table_that_draws_by_them_or_none(numbers):
    """One NaN among them, and a table would draw by chances that nobody gave."""
    chances = np.array(numbers)
    lawful = np.isfinite(chances).all() and (chances >= 0).all() and abs(chances.sum() - 1) < 1e-6
    if not lawful:
        with pytest.raises(ValueError, match=r"."):
            alias_table(chances)
        return
    accept, alias = alias_table(chances)
    drawn = accept.copy()
    np.add.at(drawn, alias, 1 - accept)
    np.testing.assert_allclose(drawn / len(chances), chances, atol=1e-12)


@pytest.mark.parametrize("chances", [[[0.5, 0.5]], [], [0.5, 0.4], [1.0, 1.0]])
def test_what_does_not_add_up_to_1_is_no_law(chances):
    with pytest.raises(ValueError, match=r"."):
        alias_table(np.array(chances))


@pytest.mark.parametrize("exponent", [-1.0, 0.0, 0.75, 1.25])
@pytest.mark.parametrize("counts", [[2**40, 1, 1], [1], [10**12] * 3, [2**40, 2**20, 1]])
def test_counts_of_any_size_make_a_table_of_their_powers(counts, exponent):
    powers = np.array(counts, np.float64) ** exponent
    counts = np.array(counts)
    np.testing.assert_allclose(noise_chances(counts, exponent), powers / powers.sum())
    table = noise_table(counts, exponent)
    assert ((table & np.uint64(2**32 - 1)) < len(counts)).all()
    assert np.array_equal(table, pack(*alias_table(powers / powers.sum())))


WORDS, LIKENESS = np.array([[1, 2], [0, 2], [1, 0]], np.int32), np.full((3, 2), 0.5, np.float32)


@pytest.mark.parametrize("likeness", [np.nan, np.inf, -np.inf, -1.0, -1e-30, 1.001, 1e30])
def test_likeness_is_a_share_of_1(likeness):
    wrong = LIKENESS.copy()
    wrong[1, 1] = likeness
    with pytest.raises(ValueError, match=r"."):
        Proposals(WORDS, wrong)


@pytest.mark.parametrize(
    ("words", "likeness"),
    [
        (WORDS - 1, LIKENESS), (WORDS + 1, LIKENESS), (WORDS * 10**9, LIKENESS),
        (WORDS[:2], LIKENESS), (WORDS[0], LIKENESS[0]), (WORDS.astype(np.int64), LIKENESS),
        (WORDS.astype(np.float32), LIKENESS), (WORDS, LIKENESS.astype(np.float64)),
    ],
)  # fmt: skip
def test_words_that_are_not_there_are_never_proposed(words, likeness):
    with pytest.raises(ValueError, match=r"."):
        Proposals(words, likeness)


@pytest.mark.parametrize("likeness", [0.0, 1e-45, 1e-30, 1.0])
def test_the_least_likeness_is_a_law(likeness):
    """Denormal numbers too: rows sum to the source's share, or to nothing."""
    laws = target_noise(KNOBS, {"hard": Proposals(WORDS, np.full((3, 2), likeness, np.float32))})
    share = 0.5 if likeness else 0.0
    np.testing.assert_allclose(laws.chances.sum(axis=1), share)
    assert laws.share.tolist() == [round(share * 2**32)] * 3
    assert ((laws.table & np.uint64(2**32 - 1)) < 2).all()


@pytest.mark.parametrize("edges", [[0, 5, 3, 8], [-1, 8], [0, 9], [3, 0], [0, 10**15]])
def test_records_that_are_not_there_are_not_cut(edges):
    rule, letters = Rule("ACGT", 3, 3, 0, 3, "both"), np.zeros(8, np.uint8)
    assert len(cut(letters, np.array([0, 3, 8]), rule)[0])
    with pytest.raises(ValueError, match="8"):
        cut(letters, np.array(edges), rule)
