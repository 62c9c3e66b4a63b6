"""If these fail, the page finds the textbook's sentence on norms in runs that do not show it."""

import numpy as np
import pytest
from scipy.stats import pearsonr, rankdata

from engine.theory.experiments.norms import EDGES, Norms, norms, verdict


def run_of(means, rho, threshold=1e-3):
    return Norms(threshold, 5, (1, 1_000), (9, 9), means, rho, None)


@pytest.mark.parametrize(
    ("means", "rho", "said"),
    [
        ((4.0, 3.0), -0.1, True),  # just three quarters
        ((4.0, 3.01), -0.9, False),  # a little shorter is not short
        ((4.0, 3.5), -0.9, False),
        ((4.0, 1.0), 0.1, False),  # the ends as said, and between them norms rise
        ((4.0, 1.0), 0.0, False),
        ((4.0, 1.0), None, False),
        ((1.0, 4.0), -0.5, False),
    ],
)
def test_as_said_is_short_at_the_end_and_falling_all_along(means, rho, said):
    run = run_of(means, rho)
    assert run.as_said is said
    found = verdict([run_of((1.0, 2.0), 0.5, threshold=0.0), run])
    assert found.answer == ("only with" if said else "never")


def test_a_word_at_an_edge_is_in_the_upper_bin_alone():
    """Counted twice, its norm would stand in two means, and the claim compares the two ends."""
    counts = np.array(EDGES)[::-1]
    rows = np.arange(1, 7, dtype=np.float32)[:, None] * np.float32([0.6, 0.8])
    found = norms(rows, counts, 0.0, 1)
    assert found.edges == EDGES
    assert found.words == (1,) * 6
    assert found.means == pytest.approx((6, 5, 4, 3, 2, 1))
    below = norms(rows[:2], np.array([1_000, 999]), 0.0, 1)
    assert (below.edges, below.words) == ((300, 1_000), (1, 1))


def test_equal_counts_share_their_rank():
    """Half of a text's words occur once or twice: ranked by chance they would bring a ρ along."""
    counts = np.array([300, 300, 200, 100, 7, 2, 2, 2, 1, 1])
    lengths = np.array([1.0, 2.5, 2.0, 3.5, 3.0, 4.0, 6.0, 5.0, 4.5, 2.2])
    rows = lengths[:, None] * np.float32([0.6, 0.8])
    found = norms(rows, counts, 0.0, 1)
    assert found.rho == pytest.approx(pearsonr(rankdata(counts), rankdata(lengths)).statistic)
    common = pearsonr(rankdata(counts[:4]), rankdata(lengths[:4])).statistic
    assert found.rho_common == pytest.approx(common)
