"""Gold sets by which runs are judged on every page: the corpus's own, and the visitor's."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from engine.evaluation.scorecard import Gold, own
from explorer.parts.gold import categories, relations, word_pairs
from explorer.parts.memo import Same, memo

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.vocabulary import Vocabulary
    from explorer.runs.run import Run

_OWN = "tests of the corpus"


def gold(run: Run) -> Gold:
    """All that this run can be judged by; of a visitor's file that could not be read, nothing."""
    mine = of_corpus(run.corpus, run.vocabulary)
    return replace(
        mine,
        analogies=relations.FILE.gold(),
        pairs=word_pairs.FILE.gold(),
        categories=categories.FILE.gold(),
    )


def of_corpus(corpus: Corpus, vocabulary: Vocabulary) -> Gold:
    """The tests that the corpus itself gives, made once for a tab."""
    return memo(_OWN, (Same(corpus), len(vocabulary)), lambda: own(corpus, vocabulary))
