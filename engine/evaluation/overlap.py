"""Overlap of a word's neighbourhoods in two models.

The measure is the stability of Wendlandt, Kummerfeld and Mihalcea (NAACL 2018, "Factors
Influencing the Surprising Instability of Word Embeddings", section 3): the share of the ten nearest
words by cosine that two spaces have in common. It needs no alignment, for each space is asked about
its own neighbours only (Antoniak and Mimno, TACL 2018, judge by the same lists).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import nearest

if TYPE_CHECKING:
    from engine.arrays import Flags, Floats, Ids

LISTED = 10  # the paper's number of neighbours


@dataclass(frozen=True, slots=True)
class Overlap:
    """The neighbours of each word in either space, nearest first, and the share in common."""

    shares: Floats  # (V,) 0: no neighbour in common, 1: all
    first: Ids  # (V, n) places of neighbours, n = `count` or V − 1
    second: Ids


def overlap(first: Floats, second: Floats, count: int = LISTED) -> Overlap:
    """What words have in common in two spaces, (V, D) and (V, E), with rows of length 1.

    Neighbours are sought among the same V words, the word itself left out. A single word has none
    to lose: its share is 1.
    """
    count = min(count, len(first) - 1)
    if count < 1:
        nobody = np.zeros((len(first), 0), np.int32)
        return Overlap(np.ones(len(first), np.float32), nobody, nobody)
    these, others = _neighbours(first, count), _neighbours(second, count)
    return Overlap(common(these, others).mean(axis=1, dtype=np.float32), these, others)


def common(these: Ids, others: Ids) -> Flags:
    """Which places of each row of `these` (V, n) stand in the same row of `others`, (V, n)."""
    found: Flags = (these[:, :, None] == others[:, None, :]).any(axis=2)
    return found


def _neighbours(unit: Floats, count: int) -> Ids:
    own = np.arange(len(unit), dtype=np.int32)[:, None]
    return nearest(unit, unit, count, own)[0]
