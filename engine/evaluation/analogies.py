"""a is to b as c is to ?: 3CosAdd (Mikolov et al. 2013a) and 3CosMul (Levy & Goldberg 2014b).

    3CosAdd   cos(d, b) − cos(d, a) + cos(d, c)
    3CosMul   cos'(d, b) · cos'(d, c) / (cos'(d, a) + ε)     cos' = (1 + cos)/2, ε = 10⁻³

Every score is a sum or product of three rows of cosines, and a gold set asks about few words: the
rows of the words asked about are computed once, then questions only look them up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.similarity import forbid, top

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Floats, Ids
    from engine.corpus.stream import Question
    from engine.vocabulary import Vocabulary

Method = Literal["3cosadd", "3cosmul"]
METHODS: tuple[Method, ...] = ("3cosadd", "3cosmul")
_EPSILON = np.float32(1e-3)
_SCORES = 1 << 21  # held at once: what a cache can keep


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


def scores(cosines: Floats, rows: Ids, method: Method) -> Floats:
    """Scores (Q, V) of every word as the answer to questions (Q, 3), rows of `cosines` (W, V)."""
    a, b, c = cosines[rows[:, 0]], cosines[rows[:, 1]], cosines[rows[:, 2]]
    if method == "3cosadd":
        return b - a + c
    return _shifted(b) * _shifted(c) / (_shifted(a) + _EPSILON)


def _shifted(cosine: Floats) -> Floats:
    """Cosines moved from −1 … 1 to 0 … 1, so that they can be multiplied."""
    return (np.float32(1) + cosine) * np.float32(0.5)


def answers(
    vocabulary: Vocabulary, unit: Floats, words: tuple[str, str, str], method: Method, count: int
) -> list[tuple[str, float]]:
    """``(word, score)`` of the best answers to ``a : b = c : ?``, the query words among them.

    They are not left out: that the nearest answer is often one of them is part of the truth.
    Raises `WordError` for a word that is not there.
    """
    places = np.array([vocabulary.id_of(word) for word in words], np.int32)
    found = scores(unit[places] @ unit.T, np.arange(3, dtype=np.int32)[None], method)
    return [(vocabulary.symbols[i], float(found[0, i])) for i in top(found, count)[0]]


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
    right = np.zeros(len(asked), bool)
    words, rows = np.unique(asked[:, :3], return_inverse=True)
    places: Ids = rows.reshape(-1, 3).astype(np.int32)
    cosines = unit[words] @ unit.T
    step = max(1, _SCORES // max(1, len(unit)))
    for begin in range(0, len(asked), step):
        part = slice(begin, begin + step)
        found = scores(cosines, places[part], method)
        forbid(found, asked[part, :3])
        right[part] = found.argmax(axis=1) == asked[part, 3]
    return Accuracy(
        right=int(right.sum()),
        asked=len(asked),
        skipped=len(questions) - len(asked),
        sections=_by_section(right, sections),
    )


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
