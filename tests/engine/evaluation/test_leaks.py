"""If these fail, a classifier is asked what it was told, and noise scores as knowledge."""

import numpy as np
import pytest

from engine.evaluation.genome.labelled import Labelled
from engine.evaluation.genome.sequences import sort
from engine.evaluation.graph.classification import labelled, score

GROUPS = {f"n{i}": (f"g{i % 4}",) for i in range(120)}
# More columns than rows: whoever has seen a row knows its label by heart.
NOISE = np.random.default_rng(8).normal(size=(120, 150))


@pytest.mark.parametrize("share", [0.5, 0.9])
def test_labels_that_vectors_do_not_know_are_guessed(share):
    known = labelled(tuple(GROUPS), GROUPS)
    found = [score(NOISE.astype(np.float32), known, share, split).micro for split in range(3)]
    assert np.mean(found) < 0.4  # of four labels by chance a quarter


def test_classes_that_sequences_do_not_know_are_guessed():
    names = tuple(f"g{i % 4}" for i in range(120))
    *_, last = sort(NOISE, NOISE, Labelled(names, ("A",) * 120))
    assert last.accuracy < 0.4
