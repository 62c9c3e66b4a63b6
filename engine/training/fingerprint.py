"""A name for what a run is trained on."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus
    from engine.vocabulary import Vocabulary

_BEGIN = 50_000  # raw positions


def fingerprint(corpus: Corpus, vocabulary: Vocabulary) -> str:
    """A name for what is trained on: the words, their counts, and how the text begins."""
    size = corpus.source.size
    begin = corpus.source.passage(0, 0, min(_BEGIN, size), corpus.suggested.knobs)
    mark = hashlib.sha256(f"{size}\n".encode() + "\n".join(vocabulary.symbols).encode())
    for array in (vocabulary.counts, begin.ids, begin.offsets):
        mark.update(np.ascontiguousarray(array, np.int64).tobytes())
    return mark.hexdigest()[:32]
