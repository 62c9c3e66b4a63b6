"""View of windows of several sizes on one text: neighbours that behave, or belong, alike."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.builtin.roles import roles
from engine.evaluation.neighbours import neighbours
from engine.sampling.subsample import keep_chances
from engine.theory.expected import expected_counts
from engine.theory.experiments.window import (
    SIZES,
    alike,
    effective,
    same_ending,
    same_passage,
    windows,
)
from engine.theory.subsampling import reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus
    from engine.theory.subsampling import Reach
    from engine.vocabulary import Vocabulary

Measured = tuple[float | None, float | None, tuple[float, float]]  # syntax, topic, their chances
MOST = 300_000  # tokens of a text that are trained
_COUNTED = 50_000  # tokens whose distances are counted
_RANK, _LETTERS = 40, 5  # the first word asked about is neither very common nor very short
_ROLE, _TOPIC = 0, 1  # places in the groups of the made-up text


@dataclass(frozen=True, slots=True)
class Judged:
    """A trained window and what its neighbours are like.

    Made-up text: `syntax` and `topic` are the shares of the same role and topic. Any other: the
    share of the same ending; how many times oftener than by chance neighbours share a passage.
    None where the text does not tell.
    """

    window: int
    unit: Floats
    syntax: float | None
    topic: float | None
    reach: Reach


@dataclass(frozen=True, slots=True)
class Side:
    """The windows so far, narrowest first; `chance` is that of (syntax, topic) for any two words.

    `planted`: the text is the made-up one, whose roles and topics are known.
    """

    done: float
    planted: bool
    vocabulary: Vocabulary
    found: tuple[Judged, ...]
    chance: tuple[float, float]

    def course(self, which: str) -> list[tuple[int, float]]:
        """Window and `syntax` or `topic`, where it is known."""
        pairs = [(one.window, getattr(one, which)) for one in self.found]
        return [(window, value) for window, value in pairs if value is not None]

    @property
    def tells(self) -> bool:
        """Whether the text says anything of its neighbours."""
        return bool(self.course("syntax") or self.course("topic"))

    @property
    def turn(self) -> tuple[int, int] | None:
        """The windows between which neighbours of one topic overtake those of one role.

        None where that is not known: of other texts than the made-up one, or before it is seen.
        """
        if not self.planted:
            return None
        both = zip(self.course("syntax"), self.course("topic"), strict=True)
        wide = [window for (window, role), (_, topic) in both if topic > role]
        narrow = [one.window for one in self.found if one.window not in wide]
        return (narrow[-1], wide[0]) if narrow and wide else None

    @property
    def holds(self) -> int | None:
        """How much of the textbook's sentence is seen: narrow for syntax, wide for topic (0 … 2).

        None before all windows are there.
        """
        if len(self.found) < len(SIZES):
            return None
        syntax, topic = self.course("syntax"), self.course("topic")
        narrow = bool(syntax) and syntax[0][1] > syntax[-1][1]
        wide = bool(topic) and topic[-1][1] > topic[0][1]
        return narrow + wide


@lru_cache(maxsize=1)
def planted() -> Corpus:
    """The made-up text in which every word has a role and a topic."""
    return roles()


def side(corpus: Corpus, *, made_up: bool) -> Iterator[Side]:
    """Train and judge windows of 1, 2, 5 and 10 with the settings that suit the corpus."""
    recipe, knobs = corpus.suggested.recipe, corpus.suggested.knobs
    found: tuple[Judged, ...] = ()
    chance = (0.0, 1.0)
    for step in windows(corpus, recipe, knobs):
        for one in step.found[len(found) :]:
            measured = _planted if made_up else _observed
            syntax, topic, chance = measured(corpus, step.vocabulary, one.unit)
            apart = _reach(corpus, step.vocabulary, one.window)
            found = (*found, Judged(one.window, one.unit, syntax, topic, apart))
        yield Side(step.done, made_up, step.vocabulary, found, chance)


def _planted(corpus: Corpus, vocabulary: Vocabulary, unit: Floats) -> Measured:
    """Neighbours of one role, of one topic."""
    role, topic = (alike(vocabulary, unit, corpus.groups, which) for which in (_ROLE, _TOPIC))
    return role, topic, (_any_two(corpus, _ROLE), _any_two(corpus, _TOPIC))


def _observed(corpus: Corpus, vocabulary: Vocabulary, unit: Floats) -> Measured:
    """Neighbours that end alike, that share passages."""
    ending = same_ending(vocabulary, unit)
    lift = same_passage(corpus, corpus.suggested.knobs, unit)
    company = None if lift is None else 2.0**lift
    return (ending.share, company, (ending.chance, 1.0)) if ending else (None, company, (0.0, 1.0))


def _reach(corpus: Corpus, vocabulary: Vocabulary, window: int) -> Reach:
    """How far apart the words of a pair stand in the first part of the text."""
    knobs = corpus.suggested.knobs
    part = corpus.source.passage(0, 0, min(_COUNTED, corpus.source.size), knobs)
    keep = keep_chances(vocabulary.counts, knobs.subsample)
    return reach(expected_counts([part], keep, window, words=1), window)


def _any_two(corpus: Corpus, which: int) -> float:
    """The chance that two different words with groups share the one at that place."""
    _, sizes = np.unique([groups[which] for groups in corpus.groups.values()], return_counts=True)
    return float((sizes * (sizes - 1)).sum() / (sizes.sum() * (sizes.sum() - 1)))


def apart(window: int) -> tuple[tuple[float, ...], float]:
    """The share of pairs at distances 1 … L where no word is dropped, and the mean distance."""
    shares = effective(window)
    return tuple(shares.tolist()), float(shares @ np.arange(1, window + 1))


def first_word(corpus: Corpus) -> str:
    """A word to begin with."""
    if corpus is planted():
        return next(symbol for symbol in corpus.symbols if symbol in corpus.groups)
    some = corpus.symbols[_RANK : 10 * _RANK]
    return next((w for w in some if len(w) >= _LETTERS), corpus.symbols[0])


def near(found: Side, word: str, count: int) -> list[list[str]]:
    """The nearest words of a word in each window; raises `WordError` if it is not there."""
    return [
        [other for other, _ in neighbours(found.vocabulary, one.unit, word, count)]
        for one in found.found
    ]
