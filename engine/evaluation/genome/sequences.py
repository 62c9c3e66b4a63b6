"""Vectors of whole sequences, means of their k-mers, and how well they tell classes apart."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.genome.genome import reverse_complement

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Doubles, Flags, Floats
    from engine.corpus.genome.genome import Genome
    from engine.evaluation.genome.labelled import Labelled
    from engine.vocabulary import Vocabulary

FOLDS = 10


@dataclass(frozen=True, slots=True)
class Sorted:
    """Cross-validated: which sequences (N,) were sorted right, of those sorted so far.

    `right` by the vectors, `blind` by as many random numbers a k-mer in their place; `baseline` is
    the share of the commonest class; `folds` is how many parts they were cut into, and `done` of
    the work is 0 … 1.
    """

    right: Flags
    blind: Flags
    baseline: float
    folds: int
    done: float

    @property
    def accuracy(self) -> float:
        """The share sorted right."""
        return float(self.right.mean())

    @property
    def error(self) -> float:
        """The standard error of that share: √(p(1 − p)/N) of N sequences."""
        return float(np.sqrt(self.accuracy * (1 - self.accuracy) / len(self.right)))


def sequence_vectors(
    vocabulary: Vocabulary, vectors: Floats, sequences: Sequence[str], genome: Genome
) -> tuple[Doubles, int]:
    """Means (N, D) of the vectors (V, D) of all k-mers of a sequence, and how many have none.

    K-mers are of the lengths and strands of the genome; those that the vocabulary does not hold
    are passed over, and of a sequence without one the mean is 0.
    """
    means = np.zeros((len(sequences), vectors.shape[1]))
    none = 0
    for row, sequence in enumerate(sequences):
        places = _places(vocabulary, sequence, genome)
        if places:
            means[row] = vectors[places].mean(axis=0)
        none += not places
    return means, none


def _places(vocabulary: Vocabulary, sequence: str, genome: Genome) -> list[int]:
    kmers: Iterator[str] = (
        sequence[at : at + length]
        for length in genome.lengths
        for at in range(len(sequence) - length + 1)
    )
    if genome.strands == "canonical":
        kmers = (min(kmer, reverse_complement(kmer)) for kmer in kmers)
    return [place for place in map(vocabulary.ids.get, kmers) if place is not None]


def sort(
    vectors: Doubles, blind: Doubles, labelled: Labelled, folds: int = FOLDS, seed: int = 0
) -> Iterator[Sorted]:
    """Logistic regression on columns of unit variance, each fold sorted by what the others teach.

    `vectors` and `blind` (N, D) are means of a sequence each. Folds are stratified, and as many as
    the smallest class has members if these are fewer.
    """
    from sklearn.model_selection import StratifiedKFold  # noqa: PLC0415 - a second to import

    labels = np.array(labelled.labels)
    fewest = min(labelled.classes.values())
    parts = min(folds, fewest)
    cut = StratifiedKFold(parts, shuffle=True, random_state=seed)
    baseline = max(labelled.classes.values()) / len(labels)
    right: list[Flags] = []
    others: list[Flags] = []
    for number, (taught, asked) in enumerate(cut.split(vectors, labels), 1):
        for kept, features in ((right, vectors), (others, blind)):
            said = _told(features[taught], labels[taught], features[asked])
            kept.append(said == labels[asked])
        found = np.concatenate(right), np.concatenate(others)
        yield Sorted(*found, baseline, parts, number / parts)


def _told(features: Doubles, labels: np.ndarray, asked: Doubles) -> np.ndarray:
    """What the classifier that learnt from these says of those asked."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - as above
    from sklearn.pipeline import make_pipeline  # noqa: PLC0415 - as above
    from sklearn.preprocessing import StandardScaler  # noqa: PLC0415 - as above

    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    found: np.ndarray = model.fit(features, labels).predict(asked)
    return found
