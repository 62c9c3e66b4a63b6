"""Tests of the vectors of k-mers: three questions whose answers the letters give."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.genome.genome import gc_share, reverse_complement
from engine.evaluation.word_similarity import spearman

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.arrays import Doubles, Floats, Ids, Offsets
    from engine.vocabulary import Vocabulary

PAIRS = 4_000  # k-mers compared, two by two
SPLITS = 1_000  # k-mers taken apart
_LEAST = 3  # letters of a part
_BLOCK = 50  # of them at once


@dataclass(frozen=True, slots=True)
class Partners:
    """Cosines of k-mers with their reverse complements, and with others for comparison.

    `own` (N,) with the partner, `alike` with another of as many G and C, `any` with any other of
    the same length: means of the three tell what the other strand adds to the GC content.
    """

    own: Floats
    alike: Floats
    any: Floats


@dataclass(frozen=True, slots=True)
class Alignment:
    """Cosine (N,) and Needleman–Wunsch score (N,) of pairs; Spearman's ρ, None if all are equal.

    `gc` is ρ of the cosine with how near the two are in GC content: what composition alone tells.
    """

    cosines: Floats
    scores: Doubles
    spearman: float | None
    gc: float | None


@dataclass(frozen=True, slots=True)
class Sums:
    """Where AB is found among the k-mers of its length by cosine with v(A) + v(B).

    `ranks` (N,) of AB and `swapped` of BA, whose sum is the same, as shares 0 … 1 (0: nearest);
    by chance both are evenly spread, their median ½. `done` of the work is 0 … 1.
    """

    ranks: Doubles
    swapped: Doubles
    done: float = 1.0

    @property
    def first(self) -> float:
        """The share of AB among the nearest hundredth, by chance .01."""
        return float((self.ranks < 0.01).mean()) if len(self.ranks) else 0.0


def partner_places(vocabulary: Vocabulary) -> Ids:
    """Each k-mer's reverse complement, (V,); −1 if it is not there; its own of a palindrome."""
    found = [vocabulary.ids.get(reverse_complement(kmer), -1) for kmer in vocabulary.symbols]
    return np.array(found, np.int32)


def partners(vocabulary: Vocabulary, unit: Floats, seed: int = 0) -> Partners:
    """The cosines of every k-mer that has a partner other than itself; `unit` (V, D)."""
    places = partner_places(vocabulary)
    rows = np.flatnonzero((places >= 0) & (places > np.arange(len(places))))
    rng = np.random.default_rng(seed)
    classes = [f"{len(kmer)} {gc_share(kmer)}" for kmer in vocabulary.symbols]
    lengths = [str(len(kmer)) for kmer in vocabulary.symbols]
    others = (_strangers(rng, names, rows, places) for names in (classes, lengths))
    alike, anyone = (_cosines(unit, rows, found) for found in others)
    return Partners(_cosines(unit, rows, places[rows]), alike, anyone)


def _strangers(
    rng: np.random.Generator, names: Sequence[str], rows: Offsets, partner: Ids
) -> Offsets:
    """For each row another of the same name, neither itself nor its partner where there is one."""
    _, labels = np.unique(names, return_inverse=True)
    order = np.argsort(labels, kind="stable")
    begins = np.searchsorted(labels[order], np.arange(labels.max() + 2))
    low, high = begins[labels[rows]], begins[labels[rows] + 1]
    found = order[rng.integers(low, high)]
    for _ in range(8):  # of large classes one draw is enough, of a pair none is
        again = (found == rows) | (found == partner[rows])
        found[again] = order[rng.integers(low[again], high[again])]
    return found


def _cosines(unit: Floats, left: Offsets, right: Offsets | Ids) -> Floats:
    cosines: Floats = np.einsum("ij,ij->i", unit[left], unit[right])
    return cosines


def alignment(vocabulary: Vocabulary, unit: Floats, pairs: int = PAIRS, seed: int = 0) -> Alignment:
    """Cosine against global alignment of pairs drawn evenly among the k-mers of one length.

    The score is Needleman and Wunsch's (1970) with +1 for equal letters and −1 for others and for
    gaps, over the length: 1 for equal k-mers.
    """
    from Bio.Align import PairwiseAligner  # noqa: PLC0415 - only this question needs it

    aligner = PairwiseAligner(mode="global", match_score=1, mismatch_score=-1, gap_score=-1)
    rng = np.random.default_rng(seed)
    left, right = _drawn_pairs(rng, [len(kmer) for kmer in vocabulary.symbols], pairs)
    words = vocabulary.symbols
    both = [(words[a], words[b]) for a, b in zip(left.tolist(), right.tolist(), strict=True)]
    scores = np.array([aligner.score(a, b) / len(a) for a, b in both])
    apart = np.array([-abs(gc_share(a) - gc_share(b)) for a, b in both])
    cosines = _cosines(unit, left, right)
    return Alignment(cosines, scores, spearman(cosines, scores), spearman(cosines, apart))


def _drawn_pairs(
    rng: np.random.Generator, lengths: Sequence[int], pairs: int
) -> tuple[Offsets, Offsets]:
    """Places of pairs of two different k-mers of the same length."""
    sizes = np.asarray(lengths)
    order = np.argsort(sizes, kind="stable")
    left = rng.integers(0, len(sizes), pairs)
    low = np.searchsorted(sizes[order], sizes[left], side="left")
    high = np.searchsorted(sizes[order], sizes[left], side="right")
    right = order[rng.integers(low, high)]
    apart = left != right
    return left[apart], right[apart]


def splits(vocabulary: Vocabulary) -> list[tuple[int, int, int]]:
    """``(AB, A, B)``: every k-mer and the two halves or other parts of it that are words too."""
    ids = vocabulary.ids
    found = []
    for place, kmer in enumerate(vocabulary.symbols):
        for cut in range(_LEAST, len(kmer) - _LEAST + 1):
            a, b = ids.get(kmer[:cut]), ids.get(kmer[cut:])
            if a is not None and b is not None:
                found.append((place, a, b))
    return found


def sums(
    vocabulary: Vocabulary, vectors: Floats, unit: Floats, most: int = SPLITS, seed: int = 0
) -> Iterator[Sums]:
    """How near v(A) + v(B) comes to v(AB), again and again for more of the k-mers.

    `vectors` and `unit` (V, D); A and B themselves are left out where they have AB's length.
    """
    known = splits(vocabulary)
    drawn = np.random.default_rng(seed).permutation(len(known))[:most].tolist()
    peers = _Peers(vocabulary, unit)
    ranks: list[float] = []
    swapped: list[float] = []
    for begin in range(0, len(drawn), _BLOCK):
        for whole, a, b in (known[one] for one in drawn[begin : begin + _BLOCK]):
            turned = vocabulary.ids.get(vocabulary.symbols[b] + vocabulary.symbols[a], whole)
            own, other = peers.ranks(vectors[a] + vectors[b], [whole, turned])
            ranks.append(own)
            if turned != whole:
                swapped.append(other)
        yield Sums(np.array(ranks), np.array(swapped), min(1.0, (begin + _BLOCK) / len(drawn)))
    if not drawn:
        yield Sums(np.empty(0), np.empty(0))


class _Peers:
    """K-mers by their length: among whom a place is sought."""

    def __init__(self, vocabulary: Vocabulary, unit: Floats) -> None:
        self._lengths = np.array([len(kmer) for kmer in vocabulary.symbols])
        self._rows = {
            length: np.flatnonzero(self._lengths == length)
            for length in np.unique(self._lengths).tolist()
        }
        self._unit = {length: unit[rows] for length, rows in self._rows.items()}

    def ranks(self, vector: Floats, asked: Sequence[int]) -> list[float]:
        """The share of the k-mers of a length that lie nearer to a vector than each one asked."""
        length = int(self._lengths[asked[0]])
        cosines = self._unit[length] @ vector
        places = np.searchsorted(self._rows[length], asked)
        nearer = (cosines > cosines[places][:, None]).sum(axis=1)
        shares: list[float] = (nearer / max(1, len(cosines) - 1)).tolist()
        return shares
