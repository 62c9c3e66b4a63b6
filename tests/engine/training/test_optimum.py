"""If this fails, the kernel samples another law than the app explains: v·u means something else."""

from dataclasses import replace

import numpy as np

from engine.corpus.corpus import Corpus
from engine.sampling.noise import noise_chances
from engine.settings import Knobs, Recipe
from engine.theory.expected import expected_counts
from engine.theory.optimum import optimum, skip_optimum
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary
from tests.engine.training.material import Arrays

WORDS, PAIRS, K = 8, 4_000_000, 5


def joint_corpus():
    """Sentences of two words from a known joint distribution with strong partners."""
    rng = np.random.default_rng(8)
    joint = rng.uniform(0.2, 1.0, (WORDS, WORDS))
    joint += joint.T
    for a, b in ((0, 1), (2, 3), (4, 5), (6, 7)):
        joint[a, b] = joint[b, a] = 9.0
    drawn = rng.choice(WORDS * WORDS, PAIRS // 2, p=(joint / joint.sum()).ravel())
    raw = np.stack([drawn // WORDS, drawn % WORDS], axis=1).ravel()
    counts = np.bincount(raw, minlength=WORDS)
    order = np.argsort(-counts, kind="stable")
    ids = np.argsort(order)[raw].astype(np.int32)
    offsets = np.arange(0, len(ids) + 1, 2, dtype=np.int64)
    return Corpus("joint", tuple("abcdefgh"), counts[order], Arrays(ids, offsets))


def test_the_optimum_is_that_of_collisions_kept_not_of_draws_skipped():
    """THEORY §5c: MAE ≤ .035 to log A − log B, and at least 3 times that to the skip formula.

    The rate falls geometrically, by turning the knob before every block, as a user could.
    """
    corpus = joint_corpus()
    knobs = Knobs(negatives=K, window=1, subsample=0.0, epochs=1, schedule="constant")
    made = SkipGram(
        corpus, build_vocabulary(corpus, 1), Recipe(dimensions=WORDS, min_count=1), knobs
    )
    blocks = corpus.source.size / 50_000
    step = 0
    while not made.finished(knobs):
        knobs = replace(knobs, learning_rate=0.1 * 0.001 ** (step / blocks))
        made.block(knobs)
        step += 1
    a = expected_counts([corpus.source.passage(0, 0, PAIRS, knobs)], np.ones(WORDS), 1, WORDS).pairs
    noise = noise_chances(corpus.counts, 0.75)
    kept, skipped = optimum(a, noise, K), skip_optimum(a, noise, K)
    learned = made.model.v @ made.model.u.T
    assert (a / a.sum(axis=1, keepdims=True)).max() > 0.5
    assert np.abs(learned - kept).mean() <= 0.035
    assert np.abs(learned - skipped).mean() >= 3 * np.abs(learned - kept).mean()
