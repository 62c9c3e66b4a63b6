"""Letters of sequences to k-mers that are counted, ranked and spelled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine import process_limits
from engine.corpus.corpus import SENTENCE_LIMIT
from engine.corpus.scratch import ScratchSpace
from engine.kernels import kmers

if TYPE_CHECKING:
    from engine.arrays import Bytes, Counts, Ids, Offsets
    from engine.corpus.genome.molecules import Molecule
    from engine.settings import Reading

_MIXED: Final = (3, 8)  # shortest and longest k-mer where all lengths are read
_READINGS = 6  # of mixed lengths, about their mean: so each letter is read about as often as else
_USUAL: Final = {"dna": 6, "protein": 3}
_STRANDS: Final = {"one": kmers.ONE, "both": kmers.BOTH, "canonical": kmers.CANONICAL}
_BATCH = 1 << 22  # letters or codes looked at together
_SORTED = 40  # bytes of memory a code takes where they are too many to be counted in a table
_COUNTABLE = 1 << 22  # k-mers that can be: up to so many are counted in a table


@dataclass(frozen=True, slots=True)
class Rule:
    """How records are cut: into k-mers of these lengths, so far from each other, on which strands.

    `letters` are those of the molecule in the order of their numbers; `stride` 0 is as long as the
    k-mer; each of the `readings` begins a letter later than the one before.
    """

    letters: str
    shortest: int
    longest: int
    stride: int
    readings: int
    strands: str

    @property
    def firsts(self) -> Counts:
        """The code of the first k-mer of each length, (longest + 2,); the last: how many are."""
        firsts = np.zeros(self.longest + 2, np.int64)
        for length in range(self.shortest, self.longest + 1):
            firsts[length + 1] = firsts[length] + len(self.letters) ** length
        return firsts


def rule_of(reading: Reading, molecule: Molecule) -> Rule:
    """The rule that a reading means for a molecule; a protein has one strand."""
    mixed = reading.kmer_length == "3-8"
    asked = _USUAL[molecule.kind] if reading.kmer_length == "auto" else reading.kmer_length
    shortest, longest = _MIXED if mixed else (int(asked), int(asked))
    stride = 0 if reading.stride == "k" else int(reading.stride)
    strands = reading.strands if molecule.kind == "dna" else "one"
    readings = stride or (_READINGS if mixed else longest)
    return Rule(molecule.letters, shortest, longest, stride, readings, strands)


def cut(letters: Bytes, edges: Offsets, rule: Rule) -> tuple[Ids | Counts, Offsets, Offsets]:
    """The k-mers of all records as codes, where sentences end, and where each record begins.

    Record i is ``letters[edges[i]:edges[i + 1]]``, letters being numbers (`Molecule.table`).

    Raises
    ------
    ValueError
        If the edges fall, or lead out of the letters.
    """
    if edges[0] < 0 or edges[-1] > len(letters) or (edges[1:] < edges[:-1]).any():
        raise ValueError(len(letters))
    firsts, room, scratch = rule.firsts, _room(edges, rule), ScratchSpace()
    narrow = firsts[-1] < 1 << 31
    codes = scratch.zeros((room,), np.int32) if narrow else scratch.zeros((room,), np.int64)
    ends = scratch.zeros((_most_sentences(letters, edges, rule, room),), np.int64)
    starts = np.empty(len(edges) - 1, np.int64)
    count, sentences = kmers.cut_kmers(
        letters,
        edges,
        len(rule.letters),
        firsts,
        rule.shortest,
        rule.longest,
        rule.stride,
        rule.readings,
        _STRANDS[rule.strands],
        SENTENCE_LIMIT,
        codes,
        ends,
        starts,
    )
    return codes[:count], ends[:sentences].copy(), starts


def _room(edges: Offsets, rule: Rule) -> int:
    """At most so many k-mers: as many as would fit if all were of the shortest length."""
    over = np.diff(edges) - rule.shortest
    places = over[over >= 0] // (rule.stride or rule.shortest) + 1
    return int(places.sum()) * rule.readings * (2 if rule.strands == "both" else 1)


def _most_sentences(letters: Bytes, edges: Offsets, rule: Rule, room: int) -> int:
    """At most so many sentences: one ends with a record, at unknown letters, or at the limit.

    K-mers of several lengths may meet the same unknown letters as often as the longest is long.
    """
    runs = len(edges) + 1  # the letters at the ends of records have no neighbour
    for first in range(0, len(letters), _BATCH):
        known = letters[max(0, first - 1) : first + _BATCH] != kmers.UNKNOWN
        runs += int((known[:-1] & ~known[1:]).sum())
    walks = rule.readings * (2 if rule.strands == "both" else 1)
    return min(room, walks * (len(edges) + runs * rule.longest) + room // SENTENCE_LIMIT + 1)


def ranked(codes: Ids | Counts, rule: Rule) -> tuple[Counts, Counts, Ids]:
    """The codes that occur and how often, most frequent first, and the rank of each token.

    Ranks take the place of the codes, if these are no longer.
    """
    possible = int(rule.firsts[-1])
    batches = [slice(first, first + _BATCH) for first in range(0, len(codes), _BATCH)]
    if possible <= _COUNTABLE:
        tally = np.zeros(possible, np.int64)
        for batch in batches:
            tally += np.bincount(codes[batch], minlength=possible)
        found = np.flatnonzero(tally)
        counts, names, places = tally[found], found, codes
    else:
        process_limits.allow(_SORTED * len(codes))
        found, places, counts = np.unique(codes, return_inverse=True, return_counts=True)
        names, possible = np.arange(len(found)), len(found)
    order = np.argsort(-counts, kind="stable")
    ranks = np.zeros(possible, np.int32)
    ranks[names[order]] = np.arange(len(order), dtype=np.int32)
    for batch in batches:
        places[batch] = ranks[places[batch]]
    return found[order], counts[order], places.astype(np.int32, copy=False)


def spelled(codes: Counts, rule: Rule) -> tuple[str, ...]:
    """The k-mers that codes stand for, as they are written."""
    alphabet, firsts = np.frombuffer(rule.letters.encode(), np.uint8), rule.firsts
    found = np.zeros((len(codes), rule.longest), np.uint8)
    for length in range(rule.shortest, rule.longest + 1):
        rows = np.flatnonzero((codes >= firsts[length]) & (codes < firsts[length + 1]))
        numbers = codes[rows] - firsts[length]
        for place in range(length - 1, -1, -1):
            numbers, digits = np.divmod(numbers, len(rule.letters))
            found[rows, place] = alphabet[digits]
    return tuple(found.view(f"S{rule.longest}").ravel().astype(str).tolist())
