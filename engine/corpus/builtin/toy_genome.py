"""A small genome made up so that what its k-mers should show is known.

Islands rich in G and C lie in a ground that is poor in them, so the GC content of a k-mer tells
that of its surroundings. Along the ground stand promoters: TTGACA, 18 letters, TATAAT (the
consensus of bacteria; Harley & Reynolds 1987), on either strand. 24 letters are four 6-mers, so one
reading holds both.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.corpus.genome.dna import Draft
from engine.corpus.genome.genome import reverse_complement
from engine.corpus.genome.sequences import Record

if TYPE_CHECKING:
    from numpy.random import Generator

    from engine.corpus.corpus import Corpus
    from engine.settings import Reading

LETTERS: Final = 240_000
BOXES: Final = ("TTGACA", "TATAAT")
SPACER: Final = 18  # letters between them
_STRETCH = 1_200  # letters of an island, and of the ground between two, on average
_GC: Final = (0.38, 0.62)  # of the ground, of an island
_EVERY = 250  # letters of the ground for one promoter


def toy_genome(reading: Reading) -> Corpus:
    """The genome as a corpus of one record, the same at every call.

    Raises
    ------
    CorpusError
        If the reading asks for what it cannot be.
    """
    draft = Draft(reading)
    draft.add("toy", [Record("toy", sequence().encode())])
    corpus = draft.corpus("Toy genome")
    assert corpus.genome is not None
    return replace(corpus, genome=replace(corpus.genome, planted=True))


def sequence(seed: int = 1) -> str:
    """The letters of it."""
    rng = np.random.default_rng(seed)
    parts: list[str] = []
    made = 0
    while made < LETTERS:
        island = len(parts) % 2 == 1
        part = _stretch(rng, int(rng.integers(_STRETCH // 2, 3 * _STRETCH // 2)), _GC[island])
        parts.append(part if island else _with_promoters(rng, part))
        made += len(part)
    return "".join(parts)[:LETTERS]


def _stretch(rng: Generator, length: int, gc: float) -> str:
    return "".join(rng.choice(list("ACGT"), length, p=[(1 - gc) / 2, gc / 2, gc / 2, (1 - gc) / 2]))


def _with_promoters(rng: Generator, ground: str) -> str:
    """The stretch with promoters written over it, some on the other strand."""
    letters = list(ground)
    span = 2 * len(BOXES[0]) + SPACER
    for place in range(0, len(letters) - _EVERY, _EVERY):
        begin = place + int(rng.integers(0, _EVERY - span))
        promoter = "".join((BOXES[0], *letters[begin : begin + SPACER], BOXES[1]))
        letters[begin : begin + span] = (
            promoter if rng.random() < 0.5 else reverse_complement(promoter)
        )
    return "".join(letters)
