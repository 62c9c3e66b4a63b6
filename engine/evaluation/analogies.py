"""a is to b as c is to ?: 3CosAdd (Mikolov et al. 2013a) and 3CosMul (Levy & Goldberg 2014b).

    3CosAdd   cos(d, b) − cos(d, a) + cos(d, c)
    3CosMul   cos'(d, b) · cos'(d, c) / (cos'(d, a) + ε)     cos' = (1 + cos)/2, ε = 10⁻³

The product is judged by its logarithm, so that both are a sum of three rows, one for each word
asked with. A gold set asks with few words (Google's 19,544 questions with 905): their rows are
computed once, a matrix product over some columns at a time, and questions only add them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.kernels.answers import best_answers
from engine.similarity import top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats, Ids
    from engine.corpus.corpus import Question
    from engine.vocabulary import Vocabulary

Method = Literal["3cosadd", "3cosmul"]
METHODS: tuple[Method, ...] = ("3cosadd", "3cosmul")
_EPSILON = np.float32(1e-3)
_COLUMNS = 512  # words looked at before the next: three rows of them fit the first cache
_COSINES = 1 << 22  # held at once: 16 MB, however many words are asked with


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How many of the questions asked were answered right; `skipped` had a word not there."""

    right: int
    asked: int
    skipped: int
    sections: dict[str, tuple[int, int]] = field(default_factory=dict)  # right, asked

    @property
    def share(self) -> float | None:
        """Right of asked, 0 … 1; None where nothing could be asked."""
        return self.right / self.asked if self.asked else None

    @property
    def coverage(self) -> float:
        """The share of the questions that could be asked, 0 … 1: a score says nothing of others."""
        return self.asked / max(1, self.asked + self.skipped)


def terms(cosines: Floats, method: Method) -> tuple[Floats, Floats]:
    """``(plus, minus)``: the score of d is plus[b, d] − minus[a, d] + plus[c, d].

    The cosines (W, V) themselves, or for 3CosMul the logarithms of its factors and its divisor: the
    score is then the logarithm of the product.
    """
    if method == "3cosadd":
        return cosines, cosines
    factors = np.maximum((np.float32(1) + cosines) * np.float32(0.5), np.float32(0))
    with np.errstate(divide="ignore"):  # opposite rows: the product is 0, its logarithm −∞
        return np.log(factors), np.log(factors + _EPSILON)


def answers(
    vocabulary: Vocabulary, unit: Floats, words: tuple[str, str, str], method: Method, count: int
) -> list[tuple[str, float]]:
    """``(word, score)`` of the best answers to ``a : b = c : ?``, the query words among them.

    They are not left out: that the nearest answer is often one of them is part of the truth.
    Raises `WordError` for a word that is not there.
    """
    places = np.array([vocabulary.id_of(word) for word in words], np.int32)
    plus, minus = terms(unit[places] @ unit.T, method)
    scores = plus[1] - minus[0] + plus[2]
    best = top(scores[None], count)[0]
    shown = scores[best] if method == "3cosadd" else np.exp(scores[best])
    return [(vocabulary.symbols[i], float(x)) for i, x in zip(best, shown, strict=True)]


def accuracy(
    vocabulary: Vocabulary,
    unit: Floats,
    questions: Sequence[Question],
    method: Method = "3cosadd",
) -> Accuracy:
    """The share of questions whose best answer, the three query words left out, is the right one.

    Words are looked up as written, then in lower case; a question with a word that is not there is
    skipped and counted.
    """
    asked, sections = _known(vocabulary, questions)
    right = answered(unit, asked[:, :3], method) == asked[:, 3]
    return Accuracy(
        right=int(right.sum()),
        asked=len(asked),
        skipped=len(questions) - len(asked),
        sections=_by_section(right, sections),
    )


def answered(unit: Floats, asked: Ids, method: Method) -> Ids:
    """The place (Q,) of the best answer to each question (Q, 3), its own words left out.

    Of equal answers the lower place; −1 where every word is left out. `unit` (V, D) has rows of
    length 1.
    """
    words, inverse = np.unique(asked, return_inverse=True)
    queries, rows = unit[words], inverse.reshape(asked.shape).astype(np.int32)
    hidden: Ids = np.sort(asked, axis=1)
    best, places = np.full(len(asked), -np.inf, np.float32), np.full(len(asked), -1, np.int32)
    width = max(1, min(_COLUMNS, _COSINES // max(1, len(words))))
    for first in range(0, len(unit), width):
        plus, minus = terms(queries @ unit[first : first + width].T, method)
        best_answers(plus, minus, rows, hidden, first, best, places)
    return places


def _known(vocabulary: Vocabulary, questions: Sequence[Question]) -> tuple[Ids, list[str]]:
    """The places (Q, 4) of the questions whose words are all there, and their sections."""
    places, sections = [], []
    for question in questions:
        words = (question.a, question.b, question.c, question.d)
        found = [vocabulary.find(word) for word in words]
        if None not in found:
            places.append(found)
            sections.append(question.section)
    return np.array(places, np.int32).reshape(-1, 4), sections


def _by_section(right: np.ndarray, sections: list[str]) -> dict[str, tuple[int, int]]:
    tally: dict[str, tuple[int, int]] = {}
    for hit, section in zip(right.tolist(), sections, strict=True):
        so_far, asked = tally.get(section, (0, 0))
        tally[section] = (so_far + hit, asked + 1)
    return tally
