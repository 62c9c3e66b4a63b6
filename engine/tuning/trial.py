"""One trial: a model trained with some settings, and what became of it.

It goes a slice at a time, for those who want to look, to give way or to stop; its arguments can be
sent to another process.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from engine.similarity import unit_rows
from engine.training.progress import combined, loss
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.tuning.objectives import LOSS, SPEED, Objectives
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

    from engine.arrays import Floats, Ids
    from engine.corpus.corpus import Corpus
    from engine.settings import Knobs, Recipe
    from engine.training.progress import Progress
    from engine.vocabulary import Vocabulary

RUNGS: Final = 8  # times on its way that a trial is measured, at equal shares of its tokens
_JUDGED = 2  # of so many rungs one also has a score: that takes longer than a loss
SHOWN: Final = 200  # words of a thumbnail
_SLICE = 0.1  # seconds


@dataclass(frozen=True, slots=True)
class Task:
    """What a trial is: its settings, what its model is judged by, and the score on its curve.

    With no `score` its curve has the loss alone, which costs nothing.
    """

    recipe: Recipe
    knobs: Knobs
    exam: Objectives
    score: str | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A trial on its way, after a `share` (0 … 1) of its tokens.

    On a rung (1 … `RUNGS`) `loss` is the mean since the last, in nats a pair, and on every second
    one `score` is what the model scores now; between rungs they are None. The last rung is the
    result's.
    """

    share: float
    tokens: int
    rung: int | None = None
    loss: float | None = None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Result:
    """A trained model, judged: its scores by name, its rungs, and vectors (M, D) to draw."""

    scores: dict[str, float]
    curve: tuple[Point, ...]
    vectors: Floats


def numbered(job: tuple[int, Task], corpus: Corpus) -> Iterator[Point | Result]:
    """The points of a task that came with a number, by which it is known, and at last the result.

    Raises as `training` does.
    """
    found = yield from training(corpus, job[1])
    yield found


def training(corpus: Corpus, task: Task) -> Generator[Point, None, Result]:
    """Points of a tenth of a second each, and at last the result.

    Raises
    ------
    CorpusError
        If too few words are left, or the model cannot be scored.
    DivergenceError
        If the vectors grow beyond bounds.
    """
    way = _Way(corpus, task)
    for made in slices(way.trainer, lambda: task.knobs, _SLICE):
        point = way.point(made)
        if not way.over:
            yield point
    return way.result()


class _Way:
    """A trial on its way: the trainer, and what was measured so far."""

    def __init__(self, corpus: Corpus, task: Task) -> None:
        self.corpus, self.task = corpus, task
        self.vocabulary = build_vocabulary(corpus, task.recipe.min_count)
        self.trainer = SkipGram(corpus, self.vocabulary, task.recipe, task.knobs)
        self.curve: list[Point] = []
        self.scores: dict[str, float | None] = {}
        self._since: list[Progress] = []
        self._seconds = 0.0

    @property
    def over(self) -> bool:
        """Whether all is trained."""
        return self.trainer.finished(self.task.knobs)

    def point(self, made: Progress) -> Point:
        """Where the trial stands after a slice; measured if that has reached another rung."""
        self._since.append(made)
        self._seconds += made.seconds
        share = made.tokens / made.goal
        rung = RUNGS if self.over else int(RUNGS * share)
        if rung <= (self.curve[-1].rung or 0 if self.curve else 0):
            return Point(share, made.tokens)
        measured = {
            LOSS: loss(combined(self._since)),
            SPEED: made.tokens / max(self._seconds, 1e-9),
        }
        goal = None if rung % _JUDGED else self.task.score
        names = self.task.exam.scores if self.over else () if goal is None else (goal,)
        self._judge(measured, names)
        self._since.clear()
        score = None if goal is None else self.scores[goal]
        self.curve.append(Point(share, made.tokens, rung, measured[LOSS], score))
        return self.curve[-1]

    def _judge(self, measured: dict[str, float | None], names: tuple[str, ...]) -> None:
        if not names:
            return
        unit = unit_rows(self.trainer.model.v)
        for name in names:
            self.scores[name] = (
                measured[name]
                if name in measured
                else self.task.exam.judged(name, self.vocabulary, unit)
            )

    def result(self) -> Result:
        """The scores that could be had, the curve and the vectors of the words to draw."""
        scores = {name: score for name, score in self.scores.items() if score is not None}
        places = shown(self.corpus, self.vocabulary)
        return Result(scores, tuple(self.curve), self.trainer.model.v[places])


def shown(corpus: Corpus, vocabulary: Vocabulary) -> Ids:
    """The places (M,) of the words of a thumbnail: the commonest that are in groups, else of all.

    At most 200: enough to see what lies together in a map the size of a stamp.
    """
    symbols = vocabulary.symbols
    grouped = [place for place, word in enumerate(symbols) if word in corpus.groups]
    places = grouped[:SHOWN] or range(min(SHOWN, len(symbols)))
    return np.array(places, np.int32)
