"""If this fails, what composition alone tells is taken away from what alignment tells, or added."""

import numpy as np

from engine.evaluation.genome.kmers import alignment
from tests.engine.evaluation.genome.test_kmers import words


def test_near_in_gc_is_near_by_cosine_where_vectors_are_gc():
    """Vectors that turn with the share of G and C and know nothing else."""
    vocabulary = words(4)
    angles = np.array([kmer.count("G") + kmer.count("C") for kmer in vocabulary.symbols]) * 0.3
    unit = np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)
    found = alignment(vocabulary, unit, pairs=500)
    assert found.gc > 0.95  # equal cosines differ by their rounding
    assert 0 < found.spearman < found.gc
