"""Run on many machines: the `Trainer` that leads a pool of workers and holds their merged model."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from engine.cluster.average import FIRST, rows_of
from engine.cluster.worker import Order, edges
from engine.cluster.worker_pool import WorkerPool
from engine.corpus.corpus import Stream
from engine.errors import EngineError, ParameterError, phrase
from engine.kernels.tally import TOKENS
from engine.sampling.mixture import wanted
from engine.training.checkpoint import Position
from engine.training.trainer import BLOCK, SkipGram

if TYPE_CHECKING:
    from engine.cluster.connection import Cluster
    from engine.cluster.worker_pool import Cost
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe
    from engine.training.progress import Progress
    from engine.vocabulary import Vocabulary

EVERY = 10_000  # raw positions a worker trains between two meetings


@dataclass(frozen=True, slots=True)
class Length:
    """What the leader knows of the text: how long it is. Only workers read it."""

    size: int

    def length(self, knobs: Knobs) -> int:  # noqa: ARG002 - text is as long with all knobs
        """Raw tokens in one epoch."""
        return self.size

    def seeded(self, seed: int) -> Length:  # noqa: ARG002 - there is nothing to read
        """Itself."""
        return self

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:  # noqa: ARG002
        """Nothing: what is read here is read nowhere else."""
        return Stream(np.zeros(0, np.int32), np.zeros(1, np.int64), first)


class Averaged(SkipGram):
    """Skip-gram trained by many copies that are brought together every so often.

    The smallest step is a round: every worker trains `every` raw positions. Turned knobs take hold
    at the next round. With one worker the vectors are those of one process to the last bit.
    `notices` say what befell the workers.
    """

    def __init__(
        self,
        corpus: Corpus,
        vocabulary: Vocabulary,
        recipe: Recipe,
        knobs: Knobs,
        *,
        cluster: Cluster,
        workers: int | None = None,
        every: int = EVERY,
        first: int = FIRST,
    ) -> None:
        _check(knobs)
        leads = replace(corpus, source=Length(corpus.source.size))
        super().__init__(leads, vocabulary, recipe, knobs)
        size = workers or max(1, cluster.cores // recipe.threads)
        self.pool = WorkerPool(corpus, recipe, knobs, cluster, size)
        self.parts = edges(corpus.source.size, size)  # one each, so that few shards are opened
        self.rounds = max(1, -(-corpus.source.size // (size * every)))  # of an epoch
        self.notices: list[EngineError] = []
        self._first = first

    def ensure_workers(self) -> None:
        """Call the workers and wait until they can begin; raises `ClusterError` if none comes."""
        self.pool.ensure_workers(self.model)

    @property
    def cost(self) -> Cost:
        """What it cost so far."""
        return self.pool.cost

    def block(self, knobs: Knobs, most: int = BLOCK) -> Progress:  # noqa: ARG002 - a round is a round
        """Train one round; raises as `WorkerPool.round` and `SkipGram.block` do."""
        goal = knobs.epochs * self.epoch_size
        if self.finished(knobs):
            return super().block(knobs)
        _check(knobs)
        self.turn(knobs)
        began, before = time.perf_counter(), replace(self.cost)
        self.pool.ensure_workers(self.model)
        turn = self._turn_of(self.position.token)
        last = turn == self.rounds
        words = len(self.vocabulary)
        count = words if last else rows_of(turn, words, self._first)
        orders = self._orders(turn)
        tallies = self.pool.round(orders, count, self.model)
        tally = np.sum(tallies, axis=0)
        self.position = self._moved(
            self.corpus.source.size * turn // self.rounds, int(tally[TOKENS])
        )
        self._say(before)
        return self._report(tally, goal, time.perf_counter() - began)

    def targets(self, knobs: Knobs, count: int) -> Progress:  # noqa: ARG002 - as above
        """Train one round, the smallest step there is."""
        return self.block(knobs)

    def close(self) -> None:
        """Let the workers go."""
        self.pool.close()

    def _turn_of(self, token: int) -> int:
        """The number, from 1, of the round that begins at a place of the epoch."""
        return -(-token * self.rounds // self.corpus.source.size) + 1

    def _orders(self, turn: int) -> list[Order]:
        """What is trained in a round: of every part the same share."""
        cuts = [
            (
                low + (high - low) * (turn - 1) // self.rounds,
                low + (high - low) * turn // self.rounds,
            )
            for low, high in self.parts
        ]
        share = self.epoch_size / self.corpus.source.size  # of raw positions that are tokens
        before = self.position.tokens + share * np.cumsum([0, *(high - low for low, high in cuts)])
        epoch = self.position.epoch
        return [
            Order(Position(epoch, low, int(tokens)), high - low, self._knobs, self._anchor)
            for (low, high), tokens in zip(cuts, before[:-1], strict=True)
        ]

    def _say(self, before: Cost) -> None:
        """Write down who was lost in this round, and who came."""
        lost, joined = self.cost.lost - before.lost, self.cost.joined - before.joined
        if lost:
            self.notices.append(
                EngineError(
                    phrase(
                        "{lost} of {size} workers were lost at token {tokens}. Training goes on"
                        " with {left} from the last synchronisation; {again} tokens were trained"
                        " again."
                    ),
                    lost=lost,
                    size=self.pool.count + lost,
                    tokens=f"{self.position.tokens:,}",
                    left=self.pool.count,
                    again=f"{self.cost.again - before.again:,}",
                )
            )
        if joined:
            self.notices.append(
                EngineError(
                    phrase("{joined} new workers joined at token {tokens}: {count} train now."),
                    joined=joined,
                    tokens=f"{self.position.tokens:,}",
                    count=self.pool.count,
                )
            )


def _check(knobs: Knobs) -> None:
    """Refuse what would need one machine to see all of the text or of the model at once."""
    for name, refused in (
        ("sampler", bool(wanted(knobs))),
        ("correction", knobs.correction == "mask"),
    ):
        if refused:
            raise ParameterError(
                "{name}={value}: cannot be used by many workers at once, for it needs the whole"
                " model or text in one place; train without --cluster, or leave it as it is.",
                name=name,
                value=getattr(knobs, name),
            )
