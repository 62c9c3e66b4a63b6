"""A corpus of sentences that somebody has cut into words already: lists of strings."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

from engine.corpus.corpus import SENTENCE_LIMIT, Corpus, Facts
from engine.corpus.suggest import suggest
from engine.corpus.tokens import Tokens
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def from_sentences(sentences: Iterable[Sequence[str]], name: str = "sentences") -> Corpus:
    """The corpus of these sentences, each a list of words, which are taken as they are.

    Words are ranked by count, those equally frequent in the order they are met. A sentence of
    more than 10,000 words goes on as another one, as it does when a file is read.

    Raises
    ------
    CorpusError
        If there is no word in it, or a sentence is one string, or holds something else than words.
    """
    parts = [part for sentence in sentences for part in _parts(sentence)]
    counted = Counter(chain.from_iterable(parts))
    if not counted:
        raise CorpusError("{name}: hold no words; give lists of words.", name=name)
    ranked = counted.most_common()  # stable: those equally frequent as they were met
    places = {word: place for place, (word, _) in enumerate(ranked)}
    offsets = np.zeros(len(parts) + 1, np.int64)
    np.cumsum([len(part) for part in parts], out=offsets[1:])
    ids = np.fromiter((places[word] for part in parts for word in part), np.int32, offsets[-1])
    return Corpus(
        name=name,
        symbols=tuple(places),
        counts=np.array([count for _, count in ranked], np.int64),
        source=Tokens(ids, offsets),
        suggested=suggest(len(ids), 0.0),
        documents=((name, 0),),
        facts=Facts(sentences=len(parts)),
    )


def _parts(sentence: Sequence[Any]) -> list[Sequence[str]]:
    """A sentence, checked, in as many parts as it needs; none if it is empty."""
    if isinstance(sentence, str):
        raise CorpusError(
            "{sentence}: is one string; give each sentence as a list of words.",
            sentence=sentence[:40],
        )
    wrong = next((word for word in sentence if not isinstance(word, str) or not word), None)
    if wrong is not None:
        raise CorpusError(
            "{word}: is not a word; a sentence is a list of strings that are not empty.",
            word=repr(wrong)[:40],
        )
    return [
        sentence[begin : begin + SENTENCE_LIMIT]
        for begin in range(0, len(sentence), SENTENCE_LIMIT)
    ]
