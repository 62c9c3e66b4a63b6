"""Worker in a Ray actor: a copy of the model, trained as it is told."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.cluster.average import Rows, merge
from engine.cluster.object_store import as_writable
from engine.corpus.corpus import Corpus
from engine.corpus.tokens import Tokens
from engine.kernels.tally import KEPT, PAIRS, TALLY, TOKENS
from engine.sampling import samplers
from engine.settings import Recipe
from engine.training.checkpoint import Position
from engine.training.trainer import BLOCK, NO_LIMIT, SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles, Floats, Ids
    from engine.corpus.corpus import Stream
    from engine.model import Model
    from engine.settings import Knobs
    from engine.training.schedule import Anchor

Tables = tuple["Floats", "Floats"]


@dataclass(frozen=True, slots=True)
class Order:
    """Raw positions to train: `count` from `position` on, with these knobs and this rate."""

    position: Position
    count: int
    knobs: Knobs
    anchor: Anchor


class Hand(SkipGram):
    """A trainer that keeps no plan of its own: every order says where it is."""

    def pid(self) -> int:
        """The process it runs in."""
        return os.getpid()

    def carry_out(self, order: Order) -> Doubles:
        """Train what an order says, a block at a time; the sum of the kernel's tallies."""
        self.set_knobs(order)
        total, end = np.zeros(TALLY), order.position.token + order.count
        while self.position.token < end:
            total += self._piece(min(BLOCK, end - self.position.token))
        return total

    def set_knobs(self, order: Order) -> None:
        """Go to the place of an order, with its knobs and its rate."""
        if order.knobs != self._knobs:
            turn, made = (self._knobs, order.knobs), self._samplers
            self._samplers = samplers.rebuild(
                made, self.vocabulary.counts, turn, self.corpus.source, made.offers
            )
        self._knobs, self._anchor, self.position = order.knobs, order.anchor, order.position

    def stretch(self, count: int) -> tuple[Stream, int]:
        """The sentences around the next `count` raw positions, and where in them these begin."""
        place = self.position
        stream = self.corpus.source.passage(place.epoch, place.token, count, self._knobs)
        return stream, place.token - stream.first

    def _piece(self, count: int) -> Doubles:
        place = self.position
        stream, start = self.stretch(count)
        _, tally = self._train(stream, start, start + count, NO_LIMIT)
        self.trained(stream.ids[start : start + count], tally)
        passed = place.tokens + int(tally[TOKENS])
        self.position = Position(place.epoch, place.token + count, passed)
        return tally

    def trained(self, ids: Ids, tally: Doubles) -> None:
        """Called after every piece with its ids and its tally."""


class Worker(Hand):
    """A copy of the model among others, with what is needed to bring them together."""

    def __init__(self, corpus: Corpus, recipe: Recipe, knobs: Knobs) -> None:
        corpus = as_writable(corpus)
        super().__init__(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
        self._steps = np.zeros((2, len(self.vocabulary)))  # rate times steps on each row
        self._shared = self.model.copy()  # what all copies had when they were last one
        warm_up(recipe.threads, knobs)

    def begin(self, tables: Tables) -> None:
        """Go on from these tables (V + 1, P), as all others do."""
        self.adopt(len(self.vocabulary), tables)

    def train(self, orders: Sequence[Order]) -> tuple[list[Doubles], float]:
        """A tally for every order, and the seconds that it took."""
        began = time.perf_counter()
        return [self.carry_out(order) for order in orders], time.perf_counter() - began

    def trained(self, ids: Ids, tally: Doubles) -> None:
        """Count the steps on every row: inputs and targets as met, noise words as expected."""
        kept, k = max(1.0, tally[KEPT]), self._knobs.negatives
        known = ids[ids < len(self.vocabulary)]
        met = np.bincount(known, minlength=len(self.vocabulary)) * self.tables.keep
        met *= self.learning_rate(self._knobs) * tally[PAIRS] / kept
        self._steps[0] += (1 + k) * met
        rate = self.learning_rate(self._knobs) * tally[PAIRS]
        self._steps[1] += met + k * rate * self.tables.drawn

    def rows(self, count: int, shares: int) -> list[Rows] | Rows:
        """The first `count` rows as they are, cut into shares: one object each for Ray."""
        cuts = [
            Rows(
                self.model.inputs[low:high].copy(),
                self.model.outputs[low:high].copy(),
                self._steps[:, low:high].copy(),
            )
            for low, high in edges(count, shares)
        ]
        return cuts if shares > 1 else cuts[0]

    def together(self, low: int, high: int, *copies: Rows) -> Tables:
        """The rows ``low … high - 1`` of all copies as one; the copies may be this one's too."""
        base = self._shared.inputs[low:high], self._shared.outputs[low:high]
        return merge(base, copies)

    def adopt(self, count: int, *shares: Tables) -> None:
        """Go on from what the copies' first `count` rows have become."""
        lay(self.model, count, shares)
        lay(self._shared, count, shares)
        self._steps[:, :count] = 0.0


def warm_up(threads: int, knobs: Knobs) -> None:
    """Compile, or load from the cache of this machine, before anybody waits for a round."""
    ids = np.arange(200, dtype=np.int32) % 2
    counts, edge = np.array([100, 100], np.int64), np.array([0, 200], np.int64)
    corpus = Corpus("", ("a", "b"), counts, Tokens(ids, edge))
    recipe = Recipe(dimensions=2, min_count=1, threads=threads)
    SkipGram(corpus, build_vocabulary(corpus, 1), recipe, knobs).block(knobs)


def lay(model: Model, count: int, shares: Sequence[Tables]) -> None:
    """Write the first `count` rows of a model, given in shares."""
    for (low, high), (v, u) in zip(edges(count, len(shares)), shares, strict=True):
        model.inputs[low:high], model.outputs[low:high] = v[: high - low], u[: high - low]


def edges(count: int, shares: int) -> list[tuple[int, int]]:
    """`count` rows in so many shares, as first and last + 1 of each.

    >>> edges(10, 3)
    [(0, 3), (3, 6), (6, 10)]
    """
    return [(count * i // shares, count * (i + 1) // shares) for i in range(shares)]
