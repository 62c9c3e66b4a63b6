"""If this fails, the other strand is compared with itself, and seems to add nothing."""

import numpy as np
import pytest

from engine.evaluation.genome.kmers import partners
from engine.vocabulary import unranked

# One k-mer with its reverse complement, and others with as many G and C that have no partner here.
OTHERS = ("AAGC", "ACAG", "AGAC", "CAAG", "GAAC", "AGCA", "ACGA", "GACA")


@pytest.mark.parametrize("kind", ["alike", "any"])
def test_a_stranger_is_neither_the_k_mer_nor_its_partner(kind):
    vocabulary = unranked(("AACG", "CGTT", *OTHERS))
    unit = np.zeros((10, 2), np.float32)
    unit[:2, 0] = unit[2:, 1] = 1.0  # the two lie together, all others at right angles to them
    for seed in range(100):
        found = partners(vocabulary, unit, seed)
        assert found.own.tolist() == [1.0]
        assert getattr(found, kind).tolist() == [0.0]


def test_strangers_alike_have_as_many_g_and_c():
    vocabulary = unranked(("AACG", "CGTT", *OTHERS[:2], "AAAA", "GGGG", "AATA", "GCGG"))
    unit = np.zeros((8, 3), np.float32)
    unit[:2, 0] = unit[2:4, 1] = unit[4:, 2] = 1.0
    unit[0] = unit[1] = np.float32([0.6, 0.8, 0.0])
    for seed in range(50):
        assert partners(vocabulary, unit, seed).alike.tolist() == pytest.approx([0.8])
