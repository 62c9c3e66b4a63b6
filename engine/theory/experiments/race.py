"""Four objectives race on one corpus: the same start, the same pairs, and equal seconds for each.

What they lose by their own measures cannot be compared, so each is judged by the mean −ln P(c|w) of
some pairs, by the distribution it stands for (`theory.objectives`): of pairs that all train on, and
of pairs that none does. The text is gone over in stretches, in an order of chance, and every 50th
is held out: a race is short, and who reads a text from its beginning knows nothing of its end.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CorpusError, DivergenceError
from engine.model import initialize
from engine.sampling.subsample import keep_chances
from engine.theory.objectives import log_likelihood, masses
from engine.training.objectives import (
    OBJECTIVES,
    apply_gradient,
    joined,
    pairs_between,
    targets_for,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from engine.arrays import Counts
    from engine.corpus.corpus import Corpus
    from engine.kernels.objectives import Targets
    from engine.settings import Knobs, Recipe
    from engine.training.objectives import Pairs
    from engine.vocabulary import Vocabulary

_STRETCH, _LEAST = 500, 100  # raw positions of a stretch; fewer, if there were not 100 of them
_HELD = 50  # of so many stretches one is held out
_CHANCES = 1_000_000  # that judge a lap, V for each pair: a tenth of a second
_FEWEST, _MOST, _LOOKED_AT = 200, 2_000, 40  # such pairs, from at most so many stretches
_WILD = 1_000.0  # nats: a mean loss a pair that no learning run reaches; chance is ln V
_PARTS = 8  # of a turn, between two looks at the clock


@dataclass(frozen=True, slots=True)
class Lap:
    """Where an objective stands after `seconds` of its own computing.

    `pairs` were trained and `rows` output vectors touched. `loss` is the mean −ln P(c|w) of pairs
    held out, `loss_of_seen` of pairs trained on, in nats; ln V is that of a model that knows
    nothing. `mass` is the mean Σ eˣ of their inputs, which only `nce` brings to 1.
    """

    objective: str
    seconds: float
    pairs: int
    rows: int
    loss: float
    loss_of_seen: float
    mass: float


@dataclass(frozen=True, slots=True)
class Course:
    """What is run over, and the pairs by which lanes are judged.

    Stretches of `length` raw positions begin at `begins` (m,), in the order of the race; `seen` are
    pairs of these, `held` of others. `targets` are what the objectives know of the words.
    """

    length: int
    begins: Counts
    seen: Pairs
    held: Pairs
    targets: Targets


class Lane:
    """An objective that trains on a corpus when asked, at a constant rate, and counts."""

    def __init__(
        self,
        objective: str,
        corpus: Corpus,
        vocabulary: Vocabulary,
        recipe: Recipe,
        knobs: Knobs,
        course: Course,
    ) -> None:
        self.objective, self.course = objective, course
        self._corpus, self._recipe, self._knobs = corpus, recipe, knobs
        self.v = np.ascontiguousarray(initialize(len(vocabulary), recipe.dimensions, recipe.seed).v)
        self.u = np.zeros_like(self.v)
        self.seconds, self.pairs, self.rows = 0.0, 0, 0
        self._keep = keep_chances(vocabulary.counts, knobs.subsample)
        self._epoch, self._stretch, self._begun = 0, 0, 0
        self._length = 1  # raw positions between two looks at the clock

    def advance(self, seconds: float) -> None:
        """Train for about so many seconds of this thread."""
        end = self.seconds + seconds
        while self.seconds < end:
            began = time.thread_time()
            self.train(self._length)
            spent = time.thread_time() - began
            self.seconds += spent
            if spent * _PARTS > seconds:
                self._length = max(1, self._length // 2)
            elif spent * _PARTS * 4 < seconds:
                self._length = min(self.course.length, self._length * 2)

    def train(self, positions: int) -> None:
        """Train on the targets at the next raw positions, up to the end of a stretch at most.

        Raises
        ------
        DivergenceError
            If the vectors grow beyond bounds.
        """
        begin = int(self.course.begins[self._stretch])
        end = min(begin + self.course.length, self._corpus.source.size)
        span = begin + self._begun, min(end, begin + self._begun + positions)
        pairs = pairs_between(
            self._corpus, self._keep, self._knobs, span, epoch=self._epoch, seed=self._recipe.seed
        )
        done = apply_gradient(
            self.objective,
            self.v,
            self.u,
            pairs,
            self.course.targets,
            negatives=self._knobs.negatives,
            rate=self._knobs.learning_rate,
        )
        if not done.loss < _WILD:  # NaN is not below either
            raise DivergenceError(
                "learning_rate={rate:g}: the vectors of {objective} grew beyond all bounds; start"
                " again with a smaller learning rate.",
                rate=self._knobs.learning_rate,
                objective=self.objective,
            )
        self.pairs += done.pairs
        self.rows += done.rows
        self._begun = span[1] - begin
        if span[1] == end:
            self._stretch, self._begun = self._stretch + 1, 0
        if self._stretch == len(self.course.begins):
            self._epoch, self._stretch = self._epoch + 1, 0

    def judged(self) -> Lap:
        """Where it stands."""
        name, v, u, course = self.objective, self.v, self.u, self.course
        return Lap(
            name,
            self.seconds,
            self.pairs,
            self.rows,
            -log_likelihood(name, v, u, course.held, course.targets),
            -log_likelihood(name, v, u, course.seen, course.targets),
            float(masses(v, u, course.held.inputs).mean()),
        )


def race(
    corpus: Corpus,
    vocabulary: Vocabulary,
    recipe: Recipe,
    knobs: Knobs,
    objectives: Collection[str] = OBJECTIVES,
    *,
    seconds: float = 10.0,
    laps: int = 40,
) -> Iterator[Lap]:
    """The laps of all objectives in turn, before the start and after every turn.

    Each trains for `seconds` in all, in `laps` turns, on the pairs of `knobs` at its learning rate,
    which stays; `recipe` gives dimensions and seed. Judging is not counted. Each objective holds
    two tables, 8·V·D bytes.

    Raises
    ------
    CorpusError
        If no two words stand together in what is to be trained on, or in what is held out.
    DivergenceError
        If the vectors of one grow beyond bounds.
    """
    course = course_of(corpus, vocabulary, recipe, knobs)
    lanes = [Lane(name, corpus, vocabulary, recipe, knobs, course) for name in objectives]
    for lane in lanes:
        yield lane.judged()
    for _ in range(laps):
        for lane in lanes:
            lane.advance(seconds / laps)
            yield lane.judged()


def course_of(corpus: Corpus, vocabulary: Vocabulary, recipe: Recipe, knobs: Knobs) -> Course:
    """The course of a race on this corpus; raises as `race` does."""
    size, chance = corpus.source.size, np.random.default_rng(recipe.seed)
    length = min(_STRETCH, -(-size // _LEAST))
    begins = np.arange(0, size, length)
    held = np.arange(len(begins)) % _HELD == _HELD // 2
    order, others = chance.permutation(begins[~held]), chance.permutation(begins[held])
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    count = min(_MOST, max(_FEWEST, _CHANCES // len(vocabulary)))

    def judging(begins: Counts) -> Pairs:
        spans = [(int(begin), min(int(begin) + length, size)) for begin in begins[:_LOOKED_AT]]
        return joined(
            [pairs_between(corpus, keep, knobs, span, seed=recipe.seed) for span in spans]
        ).spread(count)

    seen, unseen = judging(order), judging(others)
    if not (len(seen) and len(unseen)):
        raise CorpusError(
            "{name}: too few words of the vocabulary stand together, so there is nothing to"
            " predict; give more text, or lower min_count.",
            name=corpus.name,
        )
    return Course(length, order, seen, unseen, targets_for(vocabulary.counts, knobs))
