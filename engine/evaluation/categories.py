"""Purity of clusters of vectors against categories that people gave."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from engine.errors import FormatError
from engine.evaluation.questions import lines_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary

Member: TypeAlias = tuple[str, str]  # a word, and the category it belongs to
MOST = 20_000  # words of a file
LABELS = 500  # categories of a file: k-means takes time in proportion
_STARTS = 4


@dataclass(frozen=True, slots=True)
class Purity:
    """The share of words that lie in a cluster of which their category has the most; else None.

    `chance` is the share of the largest category: one cluster of everything would have as much.
    """

    purity: float | None
    words: int
    skipped: int
    categories: int
    chance: float

    @property
    def coverage(self) -> float:
        """The share of the gold words that were found, 0 … 1."""
        return self.words / max(1, self.words + self.skipped)


def read_categories(name: str, content: bytes) -> list[Member]:
    """``(word, category)`` of a file's bytes: two columns a line, parted by a tab or a comma.

    Lines that begin with # are notes.

    Raises
    ------
    FormatError
        If a line has another form, or the file is too long, or has fewer than two categories.
    """
    found = []
    for number, line in enumerate(lines_of(name, content), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t" if "\t" in line else ",")]
        if len(cells) != 2 or not all(cells):
            raise FormatError(
                "{name}, line {line}: expected a word and its category, parted by a tab or a"
                " comma.",
                name=name,
                line=number,
            )
        found.append((cells[0], cells[1]))
    _check(name, found)
    return found


def _check(name: str, found: Sequence[Member]) -> None:
    labels = {label for _, label in found}
    if not (2 <= len(labels) <= LABELS and len(found) <= MOST):
        raise FormatError(
            "{name}: {words} words in {count} categories; two to {labels} categories and at most"
            " {most} words are taken.",
            name=name,
            words=f"{len(found):,}",
            count=f"{len(labels):,}",
            labels=LABELS,
            most=f"{MOST:,}",
        )


def purity(vocabulary: Vocabulary, unit: Floats, gold: Sequence[Member]) -> Purity:
    """Purity of as many clusters as there are categories (k-means of scikit-learn, fixed seed).

    ``Σ over clusters of max over categories of |cluster ∩ category| / n``: Manning, Raghavan and
    Schütze, Introduction to Information Retrieval (2008), section 16.3. `unit` (V, D) has rows of
    length 1. Words are looked up as written, then in lower case; those not there are skipped. None
    with fewer than two categories among the words found.
    """
    known = {vocabulary.find(word): label for word, label in gold}
    known.pop(None, None)
    names, labels = np.unique(np.array(list(known.values()), np.str_), return_inverse=True)
    sizes = np.bincount(labels, minlength=1)
    found = _purity(unit[np.array(list(known), np.int64)], labels) if len(names) > 1 else None
    return Purity(
        found,
        len(known),
        len({word for word, _ in gold}) - len(known),
        len(names),
        float(sizes.max() / max(1, len(known))),
    )


def _purity(rows: Floats, labels: np.ndarray) -> float:
    from sklearn.cluster import KMeans  # noqa: PLC0415 - heavy, and only a gold set needs it
    from sklearn.metrics.cluster import contingency_matrix  # noqa: PLC0415 - the same

    count = int(labels.max()) + 1
    clusters = KMeans(count, n_init=_STARTS, random_state=1).fit_predict(rows)
    return float(contingency_matrix(labels, clusters).max(axis=0).sum() / len(rows))
