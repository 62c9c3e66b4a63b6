"""View of one analogy: the candidates taken apart, the offset dropped, the text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.evaluation.explain import alike, alone, explained
from engine.evaluation.hubs import LISTED, SAMPLE, lists

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrays import Floats
    from engine.corpus.corpus import Question
    from engine.corpus.pairs import Search
    from engine.vocabulary import Vocabulary

SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A word of the ranking: `role` is "a", "b", "c" for those asked with, "right", or "".

    `rank` counts all words, `free` only those not asked with; `parts` are cos to b, −cos to a and
    cos to c. `place` is its rank by frequency, `lists` the lists of neighbours that it is in.
    """

    word: str
    role: str
    rank: int
    free: int
    parts: tuple[float, float, float]
    count: int
    place: int
    lists: int

    @property
    def score(self) -> float:
        """The sum of the parts: 3CosAdd."""
        return sum(self.parts)

    @property
    def asked(self) -> bool:
        """Whether it is one of the words asked with."""
        return self.role in {"a", "b", "c"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An analogy explained; words that are not there or not known are "".

    `candidates` go by descending score. `near_b` and `near_c` are the answers without the offset.
    `right` is the answer known to be right, as asked; it may be no word of the model. `sampled`
    lists of `listed` words each were looked at; `seen` is what the text holds of (a, b) and, where
    it is known, (c, right). `passes` are the passes over the text so far.
    """

    words: tuple[str, str, str]
    candidates: tuple[Candidate, ...]
    answer: str
    near_b: str
    near_c: str
    right: str
    size: int
    sampled: int
    listed: int
    alike: float
    passes: float
    seen: Search | None = None

    def of(self, word: str) -> Candidate | None:
        """The candidate of this word."""
        return next((found for found in self.candidates if found.word == word), None)


def known(
    vocabulary: Vocabulary, questions: Iterable[Question], words: tuple[str, str, str]
) -> str:
    """The right answer if these words are among the questions, as the model spells it; or "".

    An answer that is no word of the model is as the question spells it.
    """
    asked = tuple(vocabulary.find(word) for word in words)
    for question in questions:
        if question.c.lower() == words[2].lower():
            named = (question.a, question.b, question.c)
            if tuple(vocabulary.find(word) for word in named) == asked:
                place = vocabulary.find(question.d)
                return question.d if place is None else vocabulary.symbols[place]
    return ""


def why(
    vocabulary: Vocabulary,
    unit: Floats,
    words: tuple[str, str, str],
    reached: Floats,
    *,
    right: str = "",
    passes: float = 1.0,
    seen: Search | None = None,
) -> Why:
    """The analogy as the vectors answer it now; `reached` is what `hubs.reach` says of them.

    Raises `WordError` for a word that is not there.
    """
    a, b, c = (vocabulary.id_of(word) for word in words)
    found = vocabulary.find(right) if right else None
    view = explained(unit, (a, b, c), SHOWN, () if found is None else (found,))
    roles = {found: "right", c: "c", b: "b", a: "a"}
    counted = lists(unit, view.places, reached)
    candidates = tuple(
        Candidate(
            word=vocabulary.symbols[place], role=roles.get(place, ""), rank=rank, free=free,
            parts=(parts[0], parts[1], parts[2]), count=int(vocabulary.counts[place]),
            place=place + 1, lists=stands,
        )
        for place, rank, free, parts, stands in zip(
            view.places.tolist(), view.ranks.tolist(), view.free.tolist(), view.parts.tolist(),
            counted.tolist(), strict=True,
        )
    )  # fmt: skip

    def near(word: int) -> str:
        place = alone(unit, word, (a, b, c))
        return vocabulary.symbols[place] if place >= 0 else ""

    return Why(
        words=(vocabulary.symbols[a], vocabulary.symbols[b], vocabulary.symbols[c]),
        candidates=candidates,
        answer=next((one.word for one in candidates if not one.asked), ""),
        near_b=near(b), near_c=near(c), right=right, size=len(vocabulary),
        sampled=len(reached), listed=LISTED, alike=alike(unit[:SAMPLE]), passes=passes, seen=seen,
    )  # fmt: skip
