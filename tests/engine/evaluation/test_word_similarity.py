"""If these fail, a score of gold pairs hangs on the order in which a file lists equal ones."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import pearsonr, rankdata

from engine.evaluation.word_similarity import spearman, word_similarity
from engine.vocabulary import unranked

FEW = st.lists(st.integers(0, 3), min_size=8, max_size=8)  # of eight some are equal


def test_ties_by_hand():
    """Ranks 1½, 1½, 3, 4 against 1, 2½, 2½, 4: covariance 3¾, variances 4½ each."""
    a, b = np.array([1.0, 1.0, 5.0, 9.0]), np.array([2.0, 7.0, 7.0, 8.0])
    assert spearman(a, b) == pytest.approx(3.75 / 4.5)
    assert spearman(b, a) == pytest.approx(3.75 / 4.5)
    assert spearman(a, -b) == pytest.approx(-3.75 / 4.5)
    assert spearman(a**3, np.exp(b)) == pytest.approx(3.75 / 4.5)  # only the order counts


@given(FEW, FEW)
def test_equal_values_share_the_mean_of_their_ranks(a, b):
    a, b = np.array(a, float), np.array(b, float)
    found = spearman(a, b)
    if np.ptp(a) == 0 or np.ptp(b) == 0:
        assert found is None
    else:
        assert found == pytest.approx(pearsonr(rankdata(a), rankdata(b)).statistic, abs=1e-12)


def test_equal_scores_of_people_say_nothing_whatever_their_order():
    """Three pairs rated 1 and three rated 2: ρ is the same however each three are listed."""
    words = unranked(tuple("abcdefg"))
    angles = np.array([0.0, 0.2, 0.9, 0.4, 0.3, 1.2, 0.7])
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    gold = [("a", word, score) for word, score in zip("bcdefg", [2, 1, 2, 2, 1, 1], strict=True)]
    expected = pearsonr(rankdata(-angles[1:]), rankdata([2, 1, 2, 2, 1, 1])).statistic
    for order in (gold, gold[::-1], sorted(gold, key=lambda pair: pair[2])):
        assert word_similarity(words, unit, order).spearman == pytest.approx(expected)
