"""A run that trains elsewhere: the `Trainer` of the screen, whose blocks run in a Ray actor.

Everything but the kernel stays here: position, knobs, tables of noise, reports, checkpoints. So a
run on Ray is the same run, and on one thread it has the same vectors to the last bit.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.cluster.connection import ray
from engine.cluster.object_store import as_writable
from engine.cluster.worker import Hand, Order, lay, warm_up
from engine.errors import EngineError
from engine.sampling import samplers
from engine.sampling.mixture import wanted
from engine.training.trainer import NO_LIMIT, SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from engine.arrays import Doubles
    from engine.cluster.connection import Cluster
    from engine.cluster.worker import Tables
    from engine.corpus.corpus import Corpus, Stream
    from engine.kernels.step.force_log import ForceLog
    from engine.model import Model
    from engine.settings import Knobs, Recipe
    from engine.training.checkpoint import Checkpoint, Position
    from engine.vocabulary import Vocabulary

_SMALL = 4 << 20  # bytes: such a model comes home with every answer
_SHARE = 10  # a larger one: at most this part of the time goes into sending it
_PATIENCE = 60.0  # seconds for a worker to answer


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker says of an order: how far it came, its tally, what it was asked for besides."""

    ended: int
    tally: Doubles
    tables: Tables | None
    book: ForceLog | None


class Host(Hand):
    """The worker of one run."""

    def __init__(self, corpus: Corpus, recipe: Recipe, knobs: Knobs) -> None:
        corpus = as_writable(corpus)
        super().__init__(corpus, build_vocabulary(corpus, recipe.min_count), recipe, knobs)
        warm_up(recipe.threads, knobs)

    def begin(self, tables: Tables, word: int | None) -> None:
        """Go on from these tables (V + 1, P), and write down the forces on a word."""
        lay(self.model, len(self.vocabulary), [tables])
        self.watch(word)

    def offered(self, offers: dict[str, Any]) -> None:
        """From now on noise is drawn from these proposals too."""
        turn = (self._knobs, self._knobs)
        self._samplers = samplers.rebuild(
            self._samplers, self.vocabulary.counts, turn, self.corpus.source, offers
        )

    def part(self, order: Order, limit: int, *, home: bool) -> Answer:
        """Train what an order says, or so many targets; with the tables if they are wanted."""
        self.set_knobs(order)
        stream, start = self.stretch(order.count)
        ended, tally = self._train(stream, start, start + order.count, limit)
        return Answer(ended - start, tally, self.both() if home else None, self.book)

    def both(self) -> Tables:
        """The tables as they are, (V + 1, P)."""
        return self.model.inputs.copy(), self.model.outputs.copy()


class Remote(SkipGram):
    """Skip-gram with negative sampling whose kernel runs on a cluster.

    Until a worker has started, it trains here; then it moves there, and nobody waits. The model
    here is at most as old as it takes to send it ten times, and whole at the end of an
    epoch and in a checkpoint. If the worker is lost, training goes on in this process from the
    model that came home last; `notices` say so.
    """

    def __init__(
        self,
        corpus: Corpus,
        vocabulary: Vocabulary,
        recipe: Recipe,
        knobs: Knobs,
        *,
        cluster: Cluster,
    ) -> None:
        super().__init__(corpus, vocabulary, recipe, knobs)
        self.cluster = cluster
        self.notices: list[EngineError] = []
        actor = ray().remote(num_cpus=recipe.threads, max_restarts=0)(Host)
        self._called = actor.remote(ray().put(corpus), recipe, knobs)
        self._host: Any = None  # the same when it has come
        self._ready = self._called.__ray_ready__.remote()
        self._told: tuple[Model, int | None] | None = None  # what the worker began from
        self._offers = self._supply.offers
        self._home, self._took = 0.0, 0.0  # when the model came last, and how long that took

    def __copy__(self) -> SkipGram:
        """A branch of this run is a trainer of this process, until somebody says otherwise."""
        other = object.__new__(SkipGram)
        vars(other).update(vars(self))
        return other

    def checkpoint(self) -> Checkpoint:
        """As of `SkipGram`, with the model as it is there."""
        self._fetch()
        return super().checkpoint()

    def turn(self, knobs: Knobs) -> None:
        """Bring the tables to these knobs, as in one process."""
        if wanted(knobs):  # proposals are made of the model
            self._fetch()
        super().turn(knobs)

    def _moved(self, token: int, passed: int) -> Position:
        if token >= self.corpus.source.length(self._knobs):
            self._fetch()
        return super()._moved(token, passed)

    @property
    def afar(self) -> bool:
        """Whether it trains on the cluster now."""
        return self._host is not None

    def _train(self, stream: Stream, start: int, stop: int, limit: int) -> tuple[int, Doubles]:
        answer = None
        try:
            if self._come():
                answer = self._asked(stop - start, limit)
        except _lost():
            self._alone()
        if answer is None:
            return super()._train(stream, start, stop, limit)
        if answer.tables is not None:
            self._take(answer.tables)
        if self.book is not None and answer.book is not None:
            for mine, theirs in zip(self.book, answer.book, strict=True):
                if isinstance(mine, np.ndarray):
                    mine[...] = theirs
        return start + answer.ended, answer.tally

    def _come(self) -> bool:
        """Whether the worker is there."""
        if self._host is None and self._called is not None:
            if not ray().wait([self._ready], timeout=0)[0]:
                return False
            ray().get(self._ready)
            self._host = self._called
        return self._host is not None

    def _asked(self, count: int, limit: int) -> Answer:
        """What the worker answers, when it has the model, the word and the proposals of here."""
        word = None if self.book is None else int(self.book.word)
        if self._told is None or self._told[0] is not self.model or self._told[1] != word:
            self._fetch()
            self._told = (self.model, word)
            self._host.begin.remote((self.model.inputs, self.model.outputs), word)
        if self._offers is not self._supply.offers:
            self._offers = self._supply.offers
            self._host.offered.remote(dict(self._offers))
        home = limit != NO_LIMIT or self._due()
        order = Order(self.position, count, self._knobs, self._anchor)
        asked = self._host.part.remote(order, limit, home=home)
        answer: Answer = ray().get(asked, timeout=_PATIENCE)
        return answer

    def _due(self) -> bool:
        """Whether it is time for the model to come home."""
        small = self.model.inputs.nbytes + self.model.outputs.nbytes <= _SMALL
        return small or time.perf_counter() - self._home > _SHARE * self._took

    def _fetch(self) -> None:
        """Bring the model home, if it is elsewhere."""
        if self._host is None or self._told is None or self._told[0] is not self.model:
            return
        began = time.perf_counter()
        try:
            self._take(ray().get(self._host.both.remote(), timeout=_PATIENCE))
        except _lost():
            return  # the next block says so
        self._took = time.perf_counter() - began

    def _take(self, tables: Tables) -> None:
        lay(self.model, len(self.vocabulary), [tables])
        self._home = time.perf_counter()

    def _alone(self) -> None:
        """Go on in this process, and say why."""
        self._called = self._host = None
        self.notices.append(
            EngineError(
                "The machine that trained this run was lost at token {tokens}: it goes on here,"
                " from the model that came last.",
                tokens=f"{self.position.tokens:,}",
            )
        )


def _lost() -> tuple[type[Exception], ...]:
    """What is raised when a worker has died, or does not answer."""
    errors = ray().exceptions
    return errors.RayActorError, errors.GetTimeoutError
