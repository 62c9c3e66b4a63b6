"""Threads that train one model without locks, and without fighting over the same cache lines.

Hogwild (Niu et al. 2011): threads read and write the shared tables as they please, since two seldom
touch the same row at once. The most frequent words are the exception: their rows would wander from
core to core with every step. So each thread has rows of its own for them, starts every part from
the shared ones, and what all have moved is merged when the parts are done.

A row that many steps have brought near its best place has been brought there by every thread: the
moves are the same move, and their mean is right. A row that few steps have moved has moved a little
each time: the moves add up. Between the two, with ρ what is left of a distance after one part,
going one after another would leave ρ^T of it after T parts; so the sum of the moves is taken times
(1 − ρ^T) / (T (1 − ρ)).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from engine.kernels.step.row_address import HotRows
from engine.kernels.tally import PAIRS
from engine.model import padded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from engine.arrays import Counts, Doubles, Flags, Floats
    from engine.model import Model
    from engine.sampling.samplers import Samplers

HOT = 64  # words: with more, the merging costs more than it saves
CURVATURE = 0.1  # of a pair's loss along its row, roughly: σ′ ≈ .05 times a squared length ≈ 2


@dataclass(frozen=True, slots=True)
class Part:
    """Local positions of one thread, and the tokens of the vocabulary before them."""

    start: int
    stop: int
    tokens: int


def parts_of(known: Flags, start: int, tokens: int, threads: int) -> list[Part]:
    """Equal parts of the positions from `start` on, one a thread.

    `known` (n,) says which hold words of the vocabulary, `tokens` are those before.
    """
    edges = [len(known) * thread // threads for thread in range(threads + 1)]
    return [
        Part(start + low, start + high, tokens + int(known[:low].sum()))
        for low, high in pairwise(edges)
    ]


class ThreadTeam:
    """The threads of one trainer; they end with it."""

    def __init__(self, model: Model, counts: Counts, threads: int) -> None:
        self.model, self._counts = model, counts
        rows, columns = min(HOT, len(counts)), model.inputs.shape[1]
        self._owns = [
            HotRows(padded(rows - 1, columns), padded(rows - 1, columns)) for _ in range(threads)
        ]
        self._pool = ThreadPoolExecutor(threads, "train")
        self._turned: tuple[Samplers, int] | None = None
        self._steps = np.empty((2, rows))

    def train(
        self,
        train: Callable[[Part, HotRows], Doubles],
        parts: Sequence[Part],
        rate: float,
        samplers: Samplers,
        negatives: int,
    ) -> Doubles:
        """Train one part a thread and return the sum of their tallies."""
        self._turn(samplers, negatives)
        rows = self._steps.shape[1]
        for own in self._owns:
            own.v[:], own.u[:] = self.model.inputs[:rows], self.model.outputs[:rows]
        others = [
            self._pool.submit(train, *it) for it in zip(parts[1:], self._owns[1:], strict=True)
        ]
        first = train(parts[0], self._owns[0])
        tally: Doubles = np.sum([first, *(other.result() for other in others)], axis=0)
        steps = rate * tally[PAIRS] / len(parts) * self._steps
        _merge(self.model.inputs[:rows], [own.v for own in self._owns], steps[0])
        _merge(self.model.outputs[:rows], [own.u for own in self._owns], steps[1])
        return tally

    def _turn(self, samplers: Samplers, negatives: int) -> None:
        """How often a pair moves each word's two rows, if that is not known from last time."""
        if (
            self._turned is not None
            and self._turned[0] is samplers
            and self._turned[1] == negatives
        ):
            return
        self._turned = (samplers, negatives)
        rows = self._steps.shape[1]
        kept = self._counts * samplers.keep
        kept = kept[:rows] / kept.sum()
        self._steps[0] = (1 + negatives) * kept
        self._steps[1] = kept + negatives * samplers.drawn[:rows]


def _merge(shared: Floats, owns: Sequence[Floats], steps: Doubles) -> None:
    """Move shared rows (H, P) by what the threads moved theirs; `steps` (H,) rate times steps."""
    left, threads = np.exp(-CURVATURE * steps), len(owns)
    weight = np.ones(len(left))
    np.divide(1 - left**threads, threads * (1 - left), where=left < 1, out=weight)
    moved = np.sum(owns, axis=0) - threads * shared
    shared += weight.astype(np.float32)[:, None] * moved
