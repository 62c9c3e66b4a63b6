"""A corpus that is made in memory, with a vocabulary of any size."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from tests.bench import zipf
from tests.bench.text import LINE

if TYPE_CHECKING:
    from engine.corpus.corpus import Corpus

_COUNTED = 100  # times the tokens drawn: what the counts stand for, so that no word is too rare


def corpus(words: int, tokens: int) -> Corpus:
    """In a child: `tokens` draws by Zipf's law from exactly `words` words."""
    from engine.corpus.corpus import Corpus
    from engine.corpus.tokens import Tokens

    ids = zipf.draws(words, tokens, 1)
    offsets = np.append(np.arange(0, tokens, LINE), tokens).astype(np.int64)
    expected = zipf.chances(words) * max(tokens, words) * _COUNTED
    symbols = tuple(zipf.word(rank) for rank in range(words))
    return Corpus("made", symbols, np.ceil(expected).astype(np.int64), Tokens(ids, offsets))
