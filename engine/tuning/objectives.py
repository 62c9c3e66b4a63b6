"""Objectives of a study: relations and pairs that all its models are asked."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from engine.errors import CorpusError
from engine.evaluation.analogies import accuracy
from engine.evaluation.derived_pairs import of_distance
from engine.evaluation.scorecard import own
from engine.evaluation.word_similarity import word_similarity
from engine.vocabulary import commonest

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus, Question
    from engine.evaluation.questions import Pair
    from engine.evaluation.scorecard import Gold
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary

PLANTED, QUESTIONS, PAIRS, GROUPS, HELD_OUT = "planted", "questions", "pairs", "groups", "held_out"
ENDINGS, TOGETHER, SPEED, LOSS = "endings", "documents", "speed", "loss"
SCORES: Final = (
    PLANTED,
    QUESTIONS,
    PAIRS,
    GROUPS,
    HELD_OUT,
    ENDINGS,
    TOGETHER,
    SPEED,
    LOSS,
)
COMMONEST: Final = 30_000  # words that may answer
_ASKED = 2_000  # questions at most, evenly from all sections: a judgement takes a tenth of a second


def direction(score: str) -> Literal["maximize", "minimize"]:
    """Which way a score is better."""
    return "minimize" if score == LOSS else "maximize"


@dataclass(frozen=True, slots=True)
class Objectives:
    """What there is to ask, by the name of the score; the same for every model of a study.

    `speed` (tokens a second inside the kernel) and `loss` (nats a pair) ask nothing.
    """

    questions: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    pairs: dict[str, tuple[Pair, ...]] = field(default_factory=dict)

    @property
    def scores(self) -> tuple[str, ...]:
        """The scores that every model gets, those that judge vectors first."""
        asked = self.questions.keys() | self.pairs.keys()
        return tuple(name for name in SCORES if name in asked or name in {SPEED, LOSS})

    def judged(self, name: str, vocabulary: Vocabulary, unit: Floats) -> float | None:
        """What vectors with rows of length 1, (V, D), score; None where nothing could be asked.

        Analogies: the share right by 3CosAdd among the 30,000 commonest words. Pairs: Spearman's ρ.
        """
        words, rows = commonest(vocabulary, COMMONEST), unit[:COMMONEST]
        if name in self.questions:
            return accuracy(words, rows, self.questions[name]).share
        found = word_similarity(words, rows, self.pairs[name]).spearman
        return found if found is not None and math.isfinite(found) else None

    def check(self, name: str, vocabulary: Vocabulary) -> None:
        """Raise `CorpusError` if a score cannot be had on these words."""
        words = commonest(vocabulary, COMMONEST)
        if name in {SPEED, LOSS}:
            return
        asked = (
            [(one.a, one.b, one.c, one.d) for one in self.questions[name]]
            if name in self.questions
            else [pair[:2] for pair in self.pairs.get(name, ())]
        )
        known = sum(all(words.find(word) is not None for word in each) for each in asked)
        if known < 2:
            raise CorpusError(
                "{score}: only {known} of {all} questions or pairs have all their words in this"
                " text, too few for a score; choose another, or give a gold set that fits.",
                score=name,
                known=known,
                all=f"{len(asked):,}",
            )


def offered(
    made: Gold, questions: Sequence[Question] = (), pairs: Sequence[Pair] = ()
) -> tuple[str, ...]:
    """The scores that a study of a corpus may ask for, the best first.

    `made` is what its words ask by themselves (`scorecard.own`), the rest a visitor's.
    """
    there = {
        PLANTED: bool(made.planted),
        QUESTIONS: bool(questions),
        PAIRS: bool(pairs),
        GROUPS: len(made.groups) > 1,
        HELD_OUT: not made.groups,
        ENDINGS: len(made.endings) > 1,
        TOGETHER: len(made.documents) > 1,
    }
    return tuple(name for name in SCORES if there.get(name, True))


def objectives_of(
    corpus: Corpus,
    vocabulary: Vocabulary,
    knobs: Knobs,
    reach: int,
    *,
    questions: Sequence[Question] = (),
    pairs: Sequence[Pair] = (),
) -> Objectives:
    """Everything that can be asked on a corpus, and the visitor's own questions and pairs.

    Besides what `scorecard.own` asks, pairs of a corpus without groups are held out: scored by how
    often they meet at more than twice `reach`, the widest window of the study. A model sees such a
    meeting only where half the words between were dropped.
    """
    made = own(corpus, vocabulary)
    farther = [] if made.groups else of_distance(corpus, vocabulary, knobs, 2 * reach + 1)
    asked = {PLANTED: made.planted, QUESTIONS: tuple(questions)}
    ranked = {
        PAIRS: tuple(pairs),
        GROUPS: made.groups,
        HELD_OUT: tuple(farther),
        ENDINGS: made.endings,
        TOGETHER: made.documents,
    }
    return Objectives(
        {name: _some(given) for name, given in asked.items() if given},
        {name: given for name, given in ranked.items() if len(given) > 1},
    )


def _some(given: Sequence[Question]) -> tuple[Question, ...]:
    """At most so many of them, evenly."""
    places = np.linspace(0, len(given) - 1, min(len(given), _ASKED)).round().astype(int)
    return tuple(given[place] for place in places.tolist())
