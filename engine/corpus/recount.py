"""A corpus of some of another's tokens, its words counted and ranked anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.tokens import Tokens

if TYPE_CHECKING:
    from engine.arrays import Ids, Offsets
    from engine.corpus.corpus import Corpus


def recounted(corpus: Corpus, ids: Ids, offsets: Offsets) -> Corpus:
    """The corpus with these sentences for its own; a word that is not in them is gone.

    `ids` are those of the corpus as it was. Words of equal count keep their order. Where its
    documents begin is left as it was.
    """
    counts = np.bincount(ids)
    order = np.argsort(-counts, kind="stable")[: np.count_nonzero(counts)]
    ranks = np.zeros(len(counts), np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return replace(
        corpus,
        symbols=tuple(corpus.symbols[i] for i in order.tolist()),
        counts=counts[order].astype(np.int64),
        source=Tokens(ranks[ids], offsets),
    )
