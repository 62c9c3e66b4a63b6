"""If these fail, the curve of a run shows means that are none."""

import numpy as np
import pytest

from engine.kernels.tally import NEGATIVES, PAIRS, POSITIVES, PULL, PUSH, TALLY, TARGETS
from engine.training.progress import Progress, combined, loss, progress_of


def slice_of(pull, push, positives, negatives):
    return Progress(
        tokens=9, goal=99, pull=pull, push=push, positives=positives, negatives=negatives
    )


def test_slices_together_are_weighed_by_what_each_measured():
    """A slice of three pairs must not count as much as one of three thousand."""
    whole = combined([slice_of(2.0, 1.0, 30, 90), slice_of(0.5, 0.2, 10, 10)])
    assert whole.pull == pytest.approx((30 * 2.0 + 10 * 0.5) / 40)
    assert whole.push == pytest.approx((90 * 1.0 + 10 * 0.2) / 100)
    assert (whole.positives, whole.negatives) == (40, 100)
    blind = combined([slice_of(None, None, 0, 0), slice_of(0.5, None, 10, 0)])
    assert (blind.pull, blind.push) == (0.5, None)
    assert combined([slice_of(None, None, 0, 0)]).pull is None


def test_the_loss_of_a_pair_has_all_of_its_noise_words():
    """−J of the textbook: the sum over k noise words, and not their mean."""
    assert loss(slice_of(0.7, 0.2, 10, 50)) == pytest.approx(0.7 + 5 * 0.2)
    assert loss(slice_of(0.7, None, 10, 0)) == 0.7
    assert loss(slice_of(None, None, 0, 0)) is None


def test_means_are_over_the_terms_that_were_measured():
    tally = np.zeros(TALLY)
    tally[[PULL, PUSH, POSITIVES, NEGATIVES]] = 6.0, 20.0, 4, 10
    tally[[PAIRS, TARGETS]] = 400, 90  # most were not looked at
    found = progress_of(tally, tokens=1, goal=2, learning_rate=0.1, seconds=0.0)
    assert (found.pull, found.push) == (1.5, 2.0)
    tally[[PUSH, NEGATIVES]] = 0
    assert progress_of(tally, tokens=1, goal=2, learning_rate=0.1, seconds=0.0).push is None
