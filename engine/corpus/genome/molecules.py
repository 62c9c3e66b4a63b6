"""The letters of DNA and of proteins, and which of the two a file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.errors import CorpusError
from engine.kernels.kmers import UNKNOWN

if TYPE_CHECKING:
    from engine.arrays import Bytes, Counts
    from engine.corpus.genome.genome import Kind

_BASES = b"ACGTUNacgtun"
_MOSTLY = 0.9  # of the letters: from here on they are DNA
_HARDLY = 0.5  # below, what is called DNA is none
_SMALL = slice(ord("a"), ord("z") + 1)


@dataclass(frozen=True, slots=True)
class Molecule:
    """`letters` in the order of their numbers; `table` (256,) the number of every byte."""

    kind: Kind
    letters: str
    table: Bytes


def _molecule(kind: Kind, letters: str, same: dict[str, str]) -> Molecule:
    table = np.full(256, UNKNOWN, np.uint8)
    for number, letter in enumerate(letters):
        table[[ord(letter), ord(letter.lower())]] = number
    for letter, other in same.items():
        table[[ord(letter), ord(letter.lower())]] = table[ord(other)]
    return Molecule(kind, letters, table)


MOLECULES: Final[dict[str, Molecule]] = {
    "dna": _molecule("dna", "ACGT", {"U": "T"}),
    "protein": _molecule("protein", "ACDEFGHIKLMNPQRSTVWY", {}),
}


def tell(name: str, tally: Counts, asked: str) -> Molecule:
    """The molecule whose letters a file has, `tally` (256,) of each byte; or the one asked for.

    Raises
    ------
    CorpusError
        If DNA was asked for and the letters are others.
    """
    written = [byte for byte in range(128) if chr(byte).isalpha()]
    share = float(tally[list(_BASES)].sum()) / max(1, int(tally[written].sum()))
    if asked == "dna" and share < _HARDLY:
        raise CorpusError(
            "{name}: is to be read as DNA, but only {share} of its letters are A, C, G, T, U or N:"
            " it looks like a protein. Choose “protein” under “How it is read”, or let the"
            " letters tell.",
            name=name,
            share=f"{share:.0%}",
        )
    return MOLECULES[asked if asked != "auto" else "dna" if share >= _MOSTLY else "protein"]


def unknown(tally: Counts, molecule: Molecule) -> tuple[tuple[str, int], ...]:
    """The letters that the molecule does not know, with their numbers, most frequent first."""
    found: dict[str, int] = {}
    for byte in np.flatnonzero(tally * (molecule.table == UNKNOWN)).tolist():
        letter = chr(byte).upper()
        found[letter] = found.get(letter, 0) + int(tally[byte])
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def small(tally: Counts) -> int:
    """How many letters are small: soft-masked, as repeats are."""
    return int(tally[_SMALL].sum())
