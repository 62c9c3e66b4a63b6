"""An analogy, answered: two rankings with the query words in them, and four words in the plane."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.evaluation.analogies import answers

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary

_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """A candidate, its score, and whether it is one of the three words asked with."""

    word: str
    score: float
    asked: bool


@dataclass(frozen=True, slots=True)
class Analogy:
    """``a : b = c : ?`` by both methods; `corners` are a, b, c, the answer and b − a + c ("").

    `answer` is the best word by 3CosAdd that was not asked with, "" if there is none.
    """

    words: tuple[str, str, str]
    add: tuple[Answer, ...]
    mul: tuple[Answer, ...]
    answer: str
    corners: tuple[tuple[str, float, float], ...]


def analogy(vocabulary: Vocabulary, unit: Floats, words: tuple[str, str, str]) -> Analogy:
    """The analogy as the vectors answer it now. Raises `WordError` for a word that is not there."""
    places = [vocabulary.id_of(word) for word in words]
    a, b, c = (vocabulary.symbols[place] for place in places)
    add = _ranking(vocabulary, unit, (a, b, c), "3cosadd")
    mul = _ranking(vocabulary, unit, (a, b, c), "3cosmul")
    best = next((answer.word for answer in add if not answer.asked), "")
    return Analogy((a, b, c), add, mul, best, _corners(vocabulary, unit, (a, b, c, best)))


def _ranking(
    vocabulary: Vocabulary, unit: Floats, words: tuple[str, str, str], method: str
) -> tuple[Answer, ...]:
    found = answers(vocabulary, unit, words, method, _SHOWN)  # type: ignore[arg-type] # one of METHODS
    return tuple(Answer(word, score, word in words) for word, score in found)


def _corners(
    vocabulary: Vocabulary, unit: Floats, words: tuple[str, str, str, str]
) -> tuple[tuple[str, float, float], ...]:
    """The words and the point b − a + c ("") in the plane of a, b and c, where it is exact."""
    names = [word for word in words if word]
    rows = unit[[vocabulary.id_of(word) for word in names]]
    a, b, c = rows[:3]
    plane = np.stack([b - a, c - a])
    basis = np.linalg.qr(plane.T)[0]
    points = (np.vstack([rows, b - a + c]) - a) @ basis
    return tuple(
        (name, float(x), float(y)) for name, (x, y) in zip([*names, ""], points, strict=True)
    )
