"""One more training of the same, for how sure one can be: a task that any machine can do."""

from __future__ import annotations

from dataclasses import dataclass, field, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.corpus.resample import resampled
from engine.evaluation.projection import principal_axes
from engine.evaluation.scorecard import Gold, scorecard
from engine.evaluation.stability import lists
from engine.similarity import unit_rows
from engine.training.progress import combined, loss
from engine.training.slices import slices
from engine.training.trainer import SkipGram
from engine.vocabulary import build_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Flags, Floats, Ids
    from engine.corpus.corpus import Corpus
    from engine.evaluation.scorecard import Score
    from engine.settings import Knobs, Recipe
    from engine.vocabulary import Vocabulary

_SLICE = 0.05  # seconds
MAPPED = 250  # words of a small map
_LAST = 0.1  # of a run, over which its loss is taken


@dataclass(frozen=True, slots=True)
class Task:
    """Train with a seed, or on a text that is drawn again by it; ask about some words.

    `words` (M) are asked for their neighbours among themselves.
    """

    corpus: Corpus
    recipe: Recipe
    knobs: Knobs
    seed: int
    words: tuple[str, ...]
    resample: bool = False
    gold: Gold = field(default_factory=Gold)


@dataclass(frozen=True, slots=True)
class Rerun:
    """What is kept of a training: small, whatever the model's size.

    `lists` (M, n) as `engine.evaluation.stability.lists`; `places` (at most 250, 2) of the first
    words on principal axes; `loss` in nats a pair, of the last tenth, None where none was measured.
    """

    seed: int
    lists: Ids
    places: Floats
    scores: tuple[Score, ...]
    loss: float | None


def steps(task: Task) -> Iterator[float | Rerun]:
    """The share done, 0 … 1, every 0.05 s of training; at the end the result.

    Raises
    ------
    CorpusError
        If too few words are left, or the text cannot be drawn again.
    DivergenceError
        If the vectors grow beyond bounds.
    """
    corpus = resampled(task.corpus, task.seed) if task.resample else task.corpus
    seed = task.recipe.seed if task.resample else task.seed
    yield 0.0
    vocabulary = build_vocabulary(corpus, task.recipe.min_count)
    recipe = replace(task.recipe, seed=seed, threads=1)
    trainer = SkipGram(corpus, vocabulary, recipe, task.knobs)
    history = []
    for progress in slices(trainer, lambda: task.knobs, _SLICE):
        history.append(progress)
        yield min(1.0, progress.tokens / max(1, progress.goal))
    late = [p for p in history if p.tokens >= (1 - _LAST) * p.goal]
    unit = unit_rows(trainer.model.v)
    rows, known = rows_of(vocabulary, unit, task.words)
    found, places = lists(rows, known), principal_axes(rows[:MAPPED])
    scores = scorecard(task.gold, vocabulary, unit)
    yield Rerun(task.seed, found, places, scores, loss(combined(late or history[-1:])))


def order_of(task: Task) -> tuple[Any, ...]:
    """What a task is besides its text, which is sent to a machine once for all of them."""
    _, *rest = (getattr(task, item.name) for item in fields(task))
    return tuple(rest)


def numbered(job: tuple[int, tuple[Any, ...]], corpus: Corpus) -> Iterator[float | Rerun]:
    """The `steps` of a task that came as a number, by which it is known, and an order."""
    yield from steps(Task(corpus, *job[1]))


def rows_of(vocabulary: Vocabulary, unit: Floats, words: tuple[str, ...]) -> tuple[Floats, Flags]:
    """The rows of some words (M, D), zeros for one that is not there; and which are, (M,)."""
    places = np.array([vocabulary.ids.get(word, -1) for word in words], np.int64)
    known = places >= 0
    rows = np.zeros((len(words), unit.shape[1]), np.float32)
    rows[known] = unit[places[known]]
    return rows, known
