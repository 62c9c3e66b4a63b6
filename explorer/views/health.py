"""A corpus in numbers, for the health card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import phrase

if TYPE_CHECKING:
    from engine.corpus.stream import Corpus
    from engine.vocabulary import Vocabulary

_POINTS = 200
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
SYNTHETIC = phrase(
    "A generated text: its relations were planted, so analogies come out far better than on real"
    " text."
)


@dataclass(frozen=True, slots=True)
class Health:
    """What was read, what of it is kept, and what to expect; `zipf` is (rank, count) points."""

    tokens: int
    types: int
    kept_tokens: int
    kept_types: int
    min_count: int
    sentences: int
    top_share: float
    top_words: tuple[str, ...]
    han_share: float
    encoding: str
    ends: str
    control_characters: int
    replaced_bytes: int
    synthetic: bool
    expectation: str
    zipf: tuple[tuple[int, int], ...]
    cut_rank: int


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
        han_share=corpus.facts.han_share,
        encoding=corpus.facts.encoding,
        ends=corpus.facts.ends,
        control_characters=corpus.facts.control_characters,
        replaced_bytes=corpus.facts.replaced_bytes,
        synthetic=corpus.facts.synthetic,
        expectation=next(text for least, text in EXPECTATIONS if kept >= least),
        zipf=tuple((int(rank), int(counts[rank - 1])) for rank in ranks),
        cut_rank=len(vocabulary),
    )
