"""A corpus in numbers, for the health card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import phrase

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.vocabulary import Vocabulary

_POINTS = 200
_SHARE = 0.005  # of the letters at least, that a script is named
_TOP = 10

# Fewest tokens after min_count, and what can be hoped for with them.
EXPECTATIONS = (
    (
        10_000_000,
        phrase("Enough for good neighbours of thousands of words and for many analogies."),
    ),
    (
        1_000_000,
        phrase(
            "Enough for sensible neighbours of words seen a hundred times or more; some analogies"
            " hold."
        ),
    ),
    (200_000, phrase("Neighbours of frequent words will make sense; few analogies will.")),
    (
        20_000,
        phrase(
            "Little text: only the commonest words find their neighbours. More passes help a bit."
        ),
    ),
    (
        0,
        phrase(
            "Very little text: neighbours will be luck. Give at least some tens of thousands of"
            " words."
        ),
    ),
)
WALKS = phrase("Walks are made afresh in every pass, so that a network is never read twice alike.")
SYNTHETIC = phrase(
    "A generated text: its relations were planted, so analogies come out far better than on real"
    " text."
)


@dataclass(frozen=True, slots=True)
class Health:
    """What was read, what of it is kept, and what to expect; `zipf` is (rank, count) points.

    `scripts` are the scripts of its letters and their shares, most first; `cut_by` is what found
    the words of those that are written without spaces.
    """

    tokens: int
    types: int
    kept_tokens: int
    kept_types: int
    min_count: int
    sentences: int
    top_share: float
    top_words: tuple[str, ...]
    scripts: tuple[tuple[str, float], ...]
    cut_by: dict[str, str]
    encoding: str
    ends: str
    control_characters: int
    replaced_bytes: int
    synthetic: bool
    expectation: str
    zipf: tuple[tuple[int, int], ...]
    cut_rank: int


def _expectation(corpus: Corpus, kept: int) -> str:
    """What can be hoped for with so many tokens; of genomes nothing is said."""
    if corpus.kind == "text":
        return next(text for least, text in EXPECTATIONS if kept >= least)
    return WALKS if corpus.kind == "graph" else ""


def health(corpus: Corpus, vocabulary: Vocabulary, min_count: int) -> Health:
    """The card of a corpus and of what min_count leaves of it."""
    counts = corpus.counts
    tokens, kept = int(counts.sum()), int(vocabulary.counts.sum())
    ranks = np.unique(np.geomspace(1, len(counts), _POINTS).astype(int))
    return Health(
        tokens=tokens,
        types=len(counts),
        kept_tokens=kept,
        kept_types=len(vocabulary),
        min_count=min_count,
        sentences=corpus.facts.sentences,
        top_share=float(counts[:_TOP].sum()) / tokens,
        top_words=corpus.symbols[:_TOP],
        scripts=_scripts(corpus.facts.scripts),
        cut_by=corpus.facts.cut_by,
        encoding=corpus.facts.encoding,
        ends=corpus.facts.ends,
        control_characters=corpus.facts.control_characters,
        replaced_bytes=corpus.facts.replaced_bytes,
        synthetic=corpus.facts.synthetic,
        expectation=_expectation(corpus, kept),
        zipf=tuple((int(rank), int(counts[rank - 1])) for rank in ranks),
        cut_rank=len(vocabulary),
    )


def _scripts(letters: dict[str, int]) -> tuple[tuple[str, float], ...]:
    """The scripts worth naming; none for a text in Latin letters alone."""
    total = sum(letters.values())
    shares = tuple((name, n / total) for name, n in letters.items() if n >= _SHARE * total)
    return () if [name for name, _ in shares] == ["Latin"] else shares
