"""If this fails, a sweep is judged by what its models have seen, and the widest window wins."""

import numpy as np

from engine.settings import Knobs
from engine.tuning.objectives import objectives_of
from engine.vocabulary import build_vocabulary
from tests.engine.evaluation.test_derived_pairs import corpus_of

REACH, WORDS = 4, 20


def gap_between(apart):
    """How much higher pairs score that are planted so far apart than all other pairs."""
    ids = np.random.default_rng(3).integers(0, WORDS, 60_000)
    ids[apart :: 2 * apart] = (ids[:: 2 * apart][: len(ids[apart :: 2 * apart])] + 1) % WORDS
    corpus = corpus_of(ids, WORDS)
    pairs = objectives_of(corpus, build_vocabulary(corpus, 1), Knobs(window=1), REACH).pairs[
        "held_out"
    ]
    steps = [(int(a[1:]) - int(b[1:])) % WORDS for a, b, _ in pairs]
    planted = [score for step, (*_, score) in zip(steps, pairs, strict=True) if step in {1, 19}]
    others = [score for step, (*_, score) in zip(steps, pairs, strict=True) if 1 < step < 19]
    return np.mean(planted) - np.mean(others)


def test_held_out_pairs_are_those_beyond_twice_the_widest_window():
    """Half the words between may be dropped: a window of 4 then sees words that stand 8 apart."""
    assert gap_between(2 * REACH + 1) > 0.1
    for apart in (1, REACH, 2 * REACH):
        assert abs(gap_between(apart)) < 0.05
