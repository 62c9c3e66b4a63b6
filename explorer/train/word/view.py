"""View of a word: how often it stands in the text, and what is near it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.neighbours import neighbours
from engine.sampling.subsample import keep_chance

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Facts:
    """Rank 1 is the most frequent; `kept` is the share of its occurrences that are trained on."""

    word: str
    place: int
    count: int
    rank: int
    per_million: float
    kept: float


@dataclass(frozen=True, slots=True)
class Before:
    """The words that were near it at an earlier moment, nearest first."""

    epoch: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """A neighbour; `risen` is how many places it rose since before, None if it is new."""

    word: str
    cosine: float
    risen: int | None


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The nearest words now, and those that were among them before and are no more."""

    now: tuple[Near, ...]
    left: tuple[str, ...]


def facts(vocabulary: Vocabulary, word: str, knobs: Knobs) -> Facts:
    """The numbers of a word. Raises `WordError` if it is not there."""
    place = vocabulary.id_of(word)
    count, tokens = int(vocabulary.counts[place]), int(vocabulary.counts.sum())
    return Facts(
        word=vocabulary.symbols[place],
        place=place,
        count=count,
        rank=place + 1,
        per_million=1e6 * count / max(1, tokens),
        kept=keep_chance(count, tokens, knobs.subsample),
    )


def near(
    vocabulary: Vocabulary, unit: Floats, word: str, count: int, before: Before | None
) -> Neighbours:
    """The nearest words by cosine, beside those of an earlier moment."""
    found = neighbours(vocabulary, unit, word, count)
    then = before.words if before else tuple(other for other, _ in found)
    places = {other: place for place, other in enumerate(then)}
    now = tuple(
        Near(other, cosine, places[other] - place if other in places else None)
        for place, (other, cosine) in enumerate(found)
    )
    here = {one.word for one in now}
    return Neighbours(now, tuple(other for other in then if other not in here))
