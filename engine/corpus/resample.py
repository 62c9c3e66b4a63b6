"""A text drawn again from itself: documents or sentences, with replacement.

What stays the same over such texts does not hang on a few passages (the bootstrap of Efron, Annals
of Statistics 7, 1979, asked of word vectors by Antoniak and Mimno, TACL 2018, section 4).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal

import numpy as np

from engine.corpus.recount import recounted
from engine.corpus.tokens import Tokens
from engine.errors import CorpusError

if TYPE_CHECKING:
    from engine.arrays import Offsets
    from engine.corpus.corpus import Corpus

Unit = Literal["documents", "sentences"]
FEWEST = 20  # documents: fewer would be drawn too unevenly
LARGEST = 30_000_000  # tokens of a text that is drawn again: 120 MB
_PIECE = 1 << 16  # sentences copied at a time


def unit_of(corpus: Corpus) -> Unit | None:
    """What a corpus is drawn by; None if it is not made of sentences that lie in memory."""
    if not isinstance(corpus.source, Tokens):
        return None
    return "documents" if len(corpus.documents) >= FEWEST else "sentences"


def resampled(corpus: Corpus, seed: int) -> Corpus:
    """As many documents (of fewer than 20: sentences) as there are, each drawn from all of them.

    Words are counted and ranked anew; a word that was not drawn is not there.

    Raises
    ------
    CorpusError
        If it is no text, or larger than 30 million tokens.
    """
    source = corpus.source
    if not isinstance(source, Tokens) or source.size > LARGEST:
        raise CorpusError(
            "{name}: only a text of up to {most} tokens can be drawn again; take other seeds.",
            name=corpus.name,
            most=f"{LARGEST:,}",
        )
    borders = _borders(corpus, source)
    chosen = np.random.default_rng(seed).integers(0, len(borders) - 1, len(borders) - 1)
    sentences = _runs(borders[chosen], borders[chosen + 1])
    drawn = _gathered(source, sentences)
    return replace(recounted(corpus, drawn.ids, drawn.offsets), documents=(), key="")


def _borders(corpus: Corpus, source: Tokens) -> Offsets:
    """The sentences at which what is drawn begins, and the end."""
    count = len(source.offsets) - 1
    if unit_of(corpus) == "sentences":
        return np.arange(count + 1)
    starts = np.searchsorted(source.offsets, [first for _, first in corpus.documents])
    return np.unique(np.concatenate([[0], starts, [count]]))


def _runs(begins: Offsets, ends: Offsets) -> Offsets:
    """The numbers from each begin up to its end, one run after the other."""
    lengths = ends - begins
    shift = np.repeat(begins - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
    found: Offsets = np.arange(int(lengths.sum())) + shift
    return found


def _gathered(source: Tokens, sentences: Offsets) -> Tokens:
    """These sentences, in this order, in memory of their own."""
    offsets = np.asarray(source.offsets)
    lengths = offsets[sentences + 1] - offsets[sentences]
    edges = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int64)
    ids = np.empty(int(edges[-1]), np.int32)
    for first in range(0, len(sentences), _PIECE):
        some = sentences[first : first + _PIECE]
        last = min(first + _PIECE, len(sentences))
        ids[edges[first] : edges[last]] = source.ids[_runs(offsets[some], offsets[some + 1])]
    return Tokens(ids, edges)
