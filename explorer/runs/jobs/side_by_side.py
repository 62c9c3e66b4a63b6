"""Two to four runs trained in turns from one random stream, so that only their settings differ.

Draws are keyed by (seed, epoch, position, purpose): two runs with the same seed begin alike, read
in the same order and, where their settings allow it, draw the same noise words. On one thread each.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from engine.errors import EngineError, ParameterError
from engine.evaluation.scorecard import Gold, Score, scorecard
from engine.sampling.mixture import rank_one
from engine.similarity import unit_rows
from engine.theory.expected import Expected
from engine.theory.loss_gap import ground
from engine.training.trainer import BLOCK, SkipGram
from engine.vocabulary import build_vocabulary
from explorer.runs.history import History
from explorer.runs.jobs import pair_counts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe
    from engine.theory.loss_gap import Ground
    from engine.training.checkpoint import Checkpoint
    from engine.training.progress import Progress
    from explorer.runs.visitors import Origin

FEWEST, MOST = 2, 4  # runs
LARGEST = 1 << 29  # bytes of all their vectors
JUDGED = 300  # commonest words on which the least loss is known
_POINTS = 120  # of a curve
_TURN = 0.1  # seconds

Stage = Literal["counting", "training", "scoring", "done"]


@dataclass(frozen=True, slots=True)
class Contender:
    """A run to be: or, with `saved`, one that was kept, which is shown as it is."""

    name: str
    corpus: Corpus
    origin: Origin
    recipe: Recipe
    knobs: Knobs
    saved: Checkpoint | None = None
    record: History | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """One run as it is now; the `trainer` moves while others train, and is to be read only.

    `excess` is (tokens, nats a term above the least loss of the 300 commonest words); empty where
    that cannot be counted in 20 seconds. `error` is why it stopped.
    """

    entrant: Contender
    trainer: SkipGram
    history: tuple[Progress, ...]
    excess: tuple[tuple[int, float], ...]
    scores: tuple[Score, ...]
    error: EngineError | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """All sides at one moment; `done` in 0 … 1."""

    stage: Stage
    done: float
    sides: tuple[Side, ...]


class _Lane:
    """A side while it trains."""

    def __init__(self, entrant: Contender) -> None:
        recipe = replace(entrant.recipe, threads=1)
        self.entrant = entrant
        vocabulary = build_vocabulary(entrant.corpus, recipe.min_count)
        self.trainer = SkipGram(entrant.corpus, vocabulary, recipe, entrant.knobs)
        self.record = entrant.record or History()
        self.ground: Ground | None = None
        self.excess: list[tuple[int, float]] = []
        self.scores: tuple[Score, ...] = ()
        self.error: EngineError | None = None
        if entrant.saved is not None:
            self.trainer.restore(replace(entrant.saved, recipe=recipe))
        self.goal = entrant.knobs.epochs * self.trainer.epoch_size
        self._block = min(BLOCK, max(1000, self.goal // _POINTS))

    @property
    def ready(self) -> bool:
        """Whether nothing is left to train."""
        kept = self.entrant.saved is not None
        return kept or self.error is not None or self.trainer.finished(self.entrant.knobs)

    @property
    def share(self) -> float:
        return 1.0 if self.ready else self.trainer.position.tokens / max(1, self.goal)

    def stand(self, pairs: Expected) -> None:
        """Know the least loss from here on."""
        few = Expected(pairs.pairs[:JUDGED, :JUDGED], pairs.inputs, pairs.distances)
        self.ground = ground(few, self.trainer.vocabulary.counts, self.entrant.knobs)
        self.measure()

    def measure(self) -> None:
        """One more point of the excess, if there are not too many for a curve."""
        tokens = self.trainer.position.tokens
        then = self.excess[-1][0] if self.excess else -self.goal
        if self.ground is not None and (self.ready or tokens - then >= self.goal // _POINTS):
            self.excess.append((tokens, self.ground.under(self.trainer.model).excess))

    def train(self) -> None:
        """A turn; a run that grows beyond bounds stops, and the others go on."""
        end, knobs = time.perf_counter() + _TURN, self.entrant.knobs
        try:
            while not self.trainer.finished(knobs) and time.perf_counter() < end:
                self.record.add(self.trainer.block(knobs, self._block), time.monotonic())
                self.measure()
        except EngineError as error:
            self.error = error

    def side(self) -> Side:
        """What readers see."""
        return Side(
            self.entrant,
            self.trainer,
            self.record.history,
            tuple(self.excess),
            self.scores,
            self.error,
        )


def train_side_by_side(entrants: Sequence[Contender], gold: Gold) -> Iterator[SideBySide]:
    """Count the least loss, train all in turns, judge them; a step takes a fraction of a second.

    Raises
    ------
    ParameterError
        If there are not two to four runs, or they would take more than 512 MB.
    CorpusError
        If a kept run is of another text.
    """
    _check(entrants)
    lanes = [_Lane(entrant) for entrant in entrants]
    yield _seen("counting", lanes)
    yield from _counted(lanes)
    while not all(lane.ready for lane in lanes):
        min(lanes, key=lambda lane: lane.share).train()
        yield _seen("training", lanes)
    for lane in lanes:
        model = lane.trainer.model
        lane.scores = scorecard(gold, lane.trainer.vocabulary, unit_rows(model.v))
        yield _seen("scoring", lanes)
    yield _seen("done", lanes)


def _counted(lanes: Sequence[_Lane]) -> Iterator[SideBySide]:
    """Give each lane its ground; lanes of the same window, threshold and words share a count."""
    known: dict[object, Expected | None] = {}
    for lane in lanes:
        knobs, trainer = lane.entrant.knobs, lane.trainer
        asked = (id(trainer.corpus), lane.entrant.recipe.min_count, knobs.window, knobs.subsample)
        if asked not in known:
            known[asked] = None
            if pair_counts.part(trainer.corpus, trainer.vocabulary, knobs).whole:
                for step in pair_counts.exact(trainer.corpus, trainer.vocabulary, knobs):
                    known[asked] = step.counted
                    yield _seen("counting", lanes)
        pairs = known[asked]
        if pairs is not None and rank_one(knobs):
            lane.stand(pairs)


def _seen(stage: Stage, lanes: Sequence[_Lane]) -> SideBySide:
    done = 1.0 if stage == "done" else 0.99 * sum(lane.share for lane in lanes) / len(lanes)
    return SideBySide(stage, done, tuple(lane.side() for lane in lanes))


def _check(entrants: Sequence[Contender]) -> None:
    if not FEWEST <= len(entrants) <= MOST:
        raise ParameterError(
            "{count} runs: two to four can stand side by side; choose as many.",
            count=len(entrants),
        )
    size = sum(
        8 * len(build_vocabulary(one.corpus, one.recipe.min_count)) * (one.recipe.dimensions + 16)
        for one in entrants
    )
    if size > LARGEST:
        raise ParameterError(
            "These runs would take {size} MB together, and {limit} MB are allowed; choose fewer, or"
            " lower dimensions.",
            size=f"{size >> 20:,}",
            limit=f"{LARGEST >> 20:,}",
        )
