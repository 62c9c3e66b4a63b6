"""Facts of a corpus of sequences beyond its k-mers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Kind: TypeAlias = Literal["dna", "protein"]

_COMPLEMENT = str.maketrans("ACGT", "TGCA")


@dataclass(frozen=True, slots=True)
class Genome:
    """How sequences were cut, and what their letters were.

    `lengths` are those of the k-mers, `stride` the letters from one to the next (0: as many as
    the k-mer has), `unknown` the letters that split a sequence with their numbers, most frequent
    first; `masked` letters were written small, `renamed` records had the name of another.
    """

    molecule: Kind
    lengths: tuple[int, ...]
    stride: int
    strands: str
    records: int
    letters: int
    unknown: tuple[tuple[str, int], ...] = ()
    masked: int = 0
    renamed: int = 0
    planted: bool = False  # whether it was made up

    @property
    def possible(self) -> int:
        """How many k-mers there could be: of these lengths, from the letters of the molecule."""
        size = 4 if self.molecule == "dna" else 20
        return sum(size**length for length in self.lengths)

    def partner(self, kmer: str) -> str:
        """The reverse complement of a k-mer, if it is another; nothing in a protein."""
        found = reverse_complement(kmer) if self.molecule == "dna" else kmer
        return "" if found == kmer else found

    def overlap(self, window: int) -> float:
        """The share of a window's weight whose k-mers share letters with the one in the middle.

        With stride s the word d places on begins d·s letters on, so it shares letters of a k-mer as
        long as d·s < k: at d ≤ D = ⌈k / s⌉ − 1. Reaches are drawn evenly from 1 … L, so distance d
        has the weight L − d + 1, and of it (L − D)(L − D + 1) / (L(L + 1)) lies beyond D
        (docs/theory.md §10, whose stride is 1). Several lengths: their mean.
        """
        if not self.stride:
            return 0.0
        shares = []
        for length in self.lengths:
            beyond = max(0, window - (-(-length // self.stride) - 1))
            shares.append(1 - beyond * (beyond + 1) / (window * (window + 1)))
        return sum(shares) / len(shares)


def reverse_complement(kmer: str) -> str:
    """The same stretch as the other strand reads it.

    >>> reverse_complement("AACG")
    'CGTT'
    """
    return kmer.translate(_COMPLEMENT)[::-1]


def gc_share(kmer: str) -> float:
    """The share of G and C among its letters, 0 … 1."""
    return (kmer.count("G") + kmer.count("C")) / len(kmer)
