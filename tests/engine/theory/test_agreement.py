"""If these fail, a lab's one sentence (slope, intercept, R²) is about another cloud of points."""

import numpy as np
import pytest
from scipy.stats import linregress

from engine.errors import ParameterError
from engine.settings import Knobs
from engine.theory.agreement import agreement, log_k
from engine.theory.expected import Expected
from engine.theory.factors import shifted
from engine.theory.known_joint import by_kernel, full_batch, known_joint
from tests.claims.spectra import turns

RNG = np.random.default_rng(5)
X = RNG.normal(size=200)
Y = 0.8 * X - 1.5 + RNG.normal(0, 0.3, 200)


def test_the_line_is_scipys():
    found, line = agreement(X, Y, 1.6), linregress(X, Y)
    assert found.slope == pytest.approx(line.slope)
    assert found.intercept == pytest.approx(line.intercept)
    assert found.mae == pytest.approx(np.abs(Y - X + 1.6).mean())
    rest, whole = ((Y - X + 1.6) ** 2).sum(), ((Y - Y.mean()) ** 2).sum()
    assert found.r2 == pytest.approx(1 - rest / whole)


def test_a_weight_of_two_is_the_cell_twice():
    weights = RNG.integers(1, 4, 200).astype(float)
    times = weights.astype(int)
    one, other = agreement(X, Y, 1.0, weights), agreement(X.repeat(times), Y.repeat(times), 1.0)
    assert (one.slope, one.intercept) == pytest.approx((other.slope, other.intercept))
    assert (one.r2, one.mae) == pytest.approx((other.r2, other.mae))


def test_cells_at_infinity_are_left_out_never_averaged():
    x, y = np.append(X, [-np.inf, 0.0, np.inf]), np.append(Y, [1.0, np.nan, 2.0])
    assert agreement(x, y) == agreement(X, Y)


@pytest.mark.parametrize(
    ("x", "y"), [([], []), ([1.0], [2.0]), ([1.0, 1.0], [2.0, 3.0]), ([1.0, 2.0], [3.0, 3.0])]
)
def test_too_few_cells_to_tell_are_none_not_nan(x, y):
    assert agreement(np.array(x), np.array(y)) is None


def test_without_noise_words_a_sentence_says_why_nothing_is_predicted():
    """k = 0 is a legal knob: the labs must say so instead of drawing a line at infinity."""
    joint, counted = known_joint(5, RNG), Expected(np.ones((3, 3)), np.ones(3), np.zeros(256))
    for asked in (
        lambda: log_k(0),
        lambda: list(full_batch(joint, 0, RNG)),
        lambda: list(by_kernel(joint, 0, RNG)),
        lambda: list(turns(counted, np.ones(3, np.int64), (0,), (0.75,))),
        lambda: shifted(counted, np.ones(3, np.int64), Knobs(negatives=0)),
    ):
        with pytest.raises(ParameterError, match="negatives=0"):
            asked()
    assert log_k(1) == 0
