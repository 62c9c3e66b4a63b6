"""The words whose neighbours a turned knob has changed most."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.overlap import common, overlap
from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary

AMONG = 2000  # commonest words that are compared, and that are neighbours: 80 ms
SHOWN = 15


@dataclass(frozen=True, slots=True)
class Changed:
    """A word, how many of its `listed` neighbours stayed, and which came and went."""

    word: str
    stayed: int
    listed: int
    won: tuple[str, ...]  # near it now, nearest first
    lost: tuple[str, ...]  # near it without the turn


@dataclass(frozen=True, slots=True)
class Comparison:
    """The words that changed most, and the mean share of neighbours that stayed, 0 … 1."""

    words: tuple[Changed, ...]
    among: int
    stayed: float


def compared(vocabulary: Vocabulary, here: Floats, there: Floats) -> Comparison:
    """The run's input vectors (V, D) beside the ghost's; which may both move meanwhile.

    Of words that changed as much the more frequent comes first; words that did not are left out.
    """
    both = overlap(unit_rows(here[:AMONG].copy()), unit_rows(there[:AMONG].copy()))
    stays = common(both.first, both.second)
    came = ~stays
    went = ~common(both.second, both.first)
    order = [place for place in np.argsort(both.shares, kind="stable") if both.shares[place] < 1]
    words = tuple(
        Changed(
            word=vocabulary.symbols[place],
            stayed=int(stays[place].sum()),
            listed=stays.shape[1],
            won=tuple(vocabulary.symbols[other] for other in both.first[place][came[place]]),
            lost=tuple(vocabulary.symbols[other] for other in both.second[place][went[place]]),
        )
        for place in order[:SHOWN]
    )
    return Comparison(words, len(both.shares), float(both.shares.mean()))
