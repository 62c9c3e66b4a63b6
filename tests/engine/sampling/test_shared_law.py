"""If these fail, noise that no proposer gives is drawn from other shares than the sliders say."""

import numpy as np
import pytest

from engine.sampling import samplers
from engine.sampling.mixture import shared_law
from engine.sampling.proposals import Proposals
from engine.settings import Knobs

COUNTS = np.array([810, 256, 81, 16, 1], np.int64)
ROOTS = COUNTS**0.5 / (COUNTS**0.5).sum()


def mixed(text):
    return Knobs(sampler=text, noise_exponent=0.5)


@pytest.mark.parametrize(
    ("text", "unigram", "uniform"),
    [
        ("unigram", 1.0, 0.0),
        ("uniform", 0.0, 1.0),
        ("unigram=0.75 uniform=0.25", 0.75, 0.25),
        ("unigram=0.2 uniform=0.3 hard=0.5", 0.4, 0.6),
        ("unigram=0.1 uniform=0.1 hard=0.4 spelling=0.4", 0.5, 0.5),
        ("uniform=0.1 spelling=0.9", 0.0, 1.0),
        ("hard=0.5 spelling=0.5", 1.0, 0.0),
    ],
)
def test_the_law_of_all_is_unigram_and_uniform_as_they_stand_to_each_other(text, unigram, uniform):
    """Beside hard noise, uniform at 30 % and unigram at 20 % are 3 : 2 of what is left."""
    law = shared_law(COUNTS, mixed(text))
    np.testing.assert_allclose(law, unigram * ROOTS + uniform / 5, rtol=1e-12)
    assert law.sum() == pytest.approx(1)


def test_every_target_draws_each_source_in_its_share():
    """Unigram, uniform and hard at once: a word is drawn with the sum of its three chances."""
    words = np.array([[1, 2], [2, 3], [3, 4], [4, 0], [0, 1]], np.int32)
    offer = Proposals(words, np.tile(np.float32([0.9, 0.3]), (5, 1)))
    text = "unigram=0.2 uniform=0.3 hard=0.5"
    built = samplers.build(COUNTS, mixed(text), offers={"hard": offer})
    expected = np.tile(0.2 * ROOTS + 0.3 / 5, (5, 1))
    for target, (likely, seldom) in enumerate(words):
        expected[target, likely] += 0.5 * 0.75
        expected[target, seldom] += 0.5 * 0.25
    share = built.own.share / 2**32
    law = (1 - share)[:, None] * unpacked(built.noise, np.arange(5))
    for target in range(5):
        law[target] += share[target] * unpacked(built.own.table[target], words[target])
    np.testing.assert_allclose(law, expected, atol=1e-6)


def unpacked(table, words):
    """The chances (5,) with which a packed table of these words draws."""
    found = np.zeros(5)
    for column, entry in enumerate(table.tolist()):
        found[words[column]] += (entry >> 32) / 2**32 / len(table)
        found[words[entry & (2**32 - 1)]] += (1 - (entry >> 32) / 2**32) / len(table)
    return found
