"""The first part of a corpus, for work that would take too long on the whole."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.suggest import suggest
from engine.corpus.tokens import Tokens

if TYPE_CHECKING:
    from engine.corpus.stream import Corpus


def excerpt(corpus: Corpus, most: int) -> Corpus:
    """The corpus itself, or its first sentences, up to the one that holds token `most`.

    Words are counted and ranked anew; what is suggested suits a text of that size.
    """
    if corpus.source.size <= most:
        return corpus
    stream = corpus.source.passage(0, 0, most, corpus.suggested.knobs)
    counts = np.bincount(stream.ids)
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    ranks = np.zeros(len(counts), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return replace(
        corpus,
        symbols=tuple(corpus.symbols[i] for i in order.tolist()),
        counts=counts[order].astype(np.int64),
        source=Tokens(ranks[stream.ids], stream.offsets),
        documents=tuple(one for one in corpus.documents if one[1] < len(stream.ids)),
        suggested=suggest(len(stream.ids)) if corpus.kind == "text" else corpus.suggested,
    )
