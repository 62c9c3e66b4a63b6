"""Scores that apply to a corpus and a model, each with what it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from engine.evaluation.analogies import accuracy
from engine.evaluation.categories import purity
from engine.evaluation.derived_endings import of_endings
from engine.evaluation.derived_pairs import of_distance, of_documents, of_groups
from engine.evaluation.word_similarity import word_similarity
from engine.vocabulary import commonest

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.corpus.corpus import Corpus, Question
    from engine.evaluation.categories import Member
    from engine.evaluation.questions import Pair
    from engine.vocabulary import Vocabulary

Kind = Literal[
    "planted", "groups", "endings", "apart", "documents", "analogies", "pairs", "categories"
]
# By Spearman's ρ; the others are shares.
RANKED: tuple[Kind, ...] = ("groups", "endings", "apart", "documents", "pairs")
WORDS = 30_000  # commonest words that may answer
_BEYOND = 3  # times the window: farther apart hardly any two words are trained together


@dataclass(frozen=True, slots=True)
class Score:
    """A share in 0 … 1 or a Spearman's ρ; None where too little of the gold set is known.

    `coverage` is the share of the gold set that could be asked, of `asked` items.
    """

    kind: Kind
    value: float | None
    coverage: float
    asked: int


@dataclass(frozen=True, slots=True)
class Gold:
    """What vectors are judged by; what is empty is not judged.

    `analogies`, `pairs` and `categories` a visitor gives, the others the corpus itself.
    """

    planted: tuple[Question, ...] = ()
    groups: tuple[Pair, ...] = ()
    endings: tuple[Pair, ...] = ()
    apart: tuple[Pair, ...] = ()
    documents: tuple[Pair, ...] = ()
    analogies: tuple[Question, ...] = ()
    pairs: tuple[Pair, ...] = ()
    categories: tuple[Member, ...] = ()


def own(corpus: Corpus, vocabulary: Vocabulary) -> Gold:
    """The tests that a corpus brings along, so that there is a score without any gold set.

    Planted analogies and groups if it has some; else, for a text, its words' endings, the documents
    that pairs of words share, and how often they meet farther apart than three windows that suit
    it: the same tests for every run of a corpus.
    """
    groups = tuple(of_groups(corpus, vocabulary))
    if groups or corpus.kind != "text":
        return Gold(planted=tuple(corpus.questions), groups=groups)
    knobs = corpus.suggested.knobs
    return Gold(
        planted=tuple(corpus.questions),
        endings=tuple(of_endings(vocabulary.symbols)),
        apart=tuple(of_distance(corpus, vocabulary, knobs, _BEYOND * knobs.window + 1)),
        documents=tuple(of_documents(corpus, vocabulary, knobs)),
    )


def scorecard(gold: Gold, vocabulary: Vocabulary, unit: Floats) -> tuple[Score, ...]:
    """A score for every test there is: questions, pairs by rank, categories.

    `unit` (V, D) has rows of length 1; the 30,000 commonest words are looked at.
    """
    words, rows = commonest(vocabulary, WORDS), unit[:WORDS]
    found: list[Score] = []
    for kind in ("planted", "analogies"):
        if questions := getattr(gold, kind):
            right = accuracy(words, rows, questions)
            found.append(Score(kind, right.share, right.coverage, right.asked))
    for kind in RANKED:
        if pairs := getattr(gold, kind):
            alike = word_similarity(words, rows, pairs)
            found.append(Score(kind, alike.spearman, alike.coverage, alike.pairs))
    if gold.categories:
        pure = purity(words, rows, gold.categories)
        found.append(Score("categories", pure.purity, pure.coverage, pure.words))
    return tuple(found)
