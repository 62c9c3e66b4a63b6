"""If these fail, words are pushed from their opposites, which nobody takes them for."""

import numpy as np

from engine.sampling.mixture import target_noise
from engine.sampling.proposals import hard
from engine.settings import Knobs

# Three words point one way and two the other; the last stands at right angles to all.
VECTORS = np.array(
    [[2, 0.2, 0], [1, 0, 0], [3, -0.1, 0], [-1, 0.1, 0], [-4, 0, 0], [0, 0, 1]], np.float32
)


def test_an_opposite_is_no_proposal():
    offers = hard(VECTORS, 5)
    for word, vector in enumerate(VECTORS):
        for other, likeness in zip(offers.words[word], offers.likeness[word], strict=True):
            cosine = vector @ VECTORS[other]
            cosine /= np.linalg.norm(vector) * np.linalg.norm(VECTORS[other])
            assert abs(likeness - max(cosine, 0.0)) < 1e-6
    assert (offers.likeness[:3] > 0).sum(axis=1).tolist() == [2, 2, 2]
    assert (offers.likeness[3:] > 0).sum(axis=1).tolist() == [1, 1, 0]


def test_an_opposite_is_never_drawn():
    law = target_noise(Knobs(sampler="hard"), {"hard": hard(VECTORS, 5)})
    for word in range(5):
        drawn = law.words[word][law.chances[word] > 0]
        assert (VECTORS[drawn, 0] * VECTORS[word, 0] > 0).all()
    assert law.share.tolist()[5] == 0  # nothing is like it: all its noise is the law of all
