"""Word pairs with a score that a corpus itself gives, for those no people have scored.

They stand in for gold pairs and are judged as those are (`engine.evaluation.word_similarity`).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Doubles
    from engine.corpus.corpus import Corpus
    from engine.evaluation.questions import Pair
    from engine.settings import Knobs
    from engine.vocabulary import Vocabulary

WORDS = 300  # the commonest, of which pairs are made
MOST = 2_000  # pairs
DOCUMENTS = 40  # fewer say little of what goes together
_TOKENS = 500_000  # of the text that are read
_FEWEST = 5.0  # times that chance would bring two words together: fewer say little


def of_groups(corpus: Corpus, vocabulary: Vocabulary) -> list[Pair]:
    """Pairs of the commonest words in groups: 1 where they share one, else 0; as many of each.

    Empty for a corpus without groups.
    """
    known = [word for word in vocabulary.symbols if word in corpus.groups][:WORDS]
    shared: dict[float, list[Pair]] = {0.0: [], 1.0: []}
    for a, b in combinations(known, 2):
        score = float(not set(corpus.groups[a]).isdisjoint(corpus.groups[b]))
        shared[score].append((a, b, score))
    most = min(MOST // 2, *(len(pairs) for pairs in shared.values()))
    random = np.random.default_rng(1)
    return [
        pairs[i]
        for pairs in shared.values()
        for i in sorted(random.choice(len(pairs), most, replace=False) if most else [])
    ]


def of_distance(corpus: Corpus, vocabulary: Vocabulary, knobs: Knobs, nearest: int) -> list[Pair]:
    """Pairs of the commonest words, scored by how often they stand a little farther apart.

    The score is the PMI of meeting at a distance of `nearest` up to `nearest` + 2 · window words,
    whatever sentences they are in. With a `nearest` beyond the reach of training no vectors have
    counted these meetings: they are held out. The first 500,000 tokens are read.
    """
    ids = corpus.source.passage(0, 0, min(corpus.source.size, _TOKENS), knobs).ids
    ids = ids[ids < len(vocabulary)]  # distances are counted as training counts them
    words = min(WORDS, len(vocabulary))
    met = np.zeros(words * words)
    for distance in range(nearest, nearest + 2 * knobs.window + 1):
        left, right = ids[:-distance].astype(np.int64), ids[distance:]
        both = (left < words) & (right < words)
        met += np.bincount(left[both] * words + right[both], minlength=words * words)
    square = met.reshape(words, words)
    square = square + square.T
    chance = np.outer(square.sum(axis=1), square.sum(axis=0)) / max(square.sum(), 1)
    return _scored(square, chance, vocabulary.symbols)


def of_documents(corpus: Corpus, vocabulary: Vocabulary, knobs: Knobs) -> list[Pair]:
    """Pairs of common words, scored by how often they are in the same documents.

    The score is the PMI of being in a document; the words are the commonest of those that at most
    half of the documents have. The first 500,000 tokens are read. Empty below 40 documents.
    Long documents hold more of all words, which lifts all scores: only their ranks are compared.
    """
    size = min(corpus.source.size, _TOKENS)
    starts = [first for _, first in corpus.documents if first < size]
    if len(starts) < DOCUMENTS:
        return []
    ids = corpus.source.passage(0, 0, size, knobs).ids[:size]
    place = np.searchsorted(starts, np.arange(len(ids)), side="right") - 1
    known = (ids < len(vocabulary)) & (place >= 0)
    there = np.unique(place[known] * len(vocabulary) + ids[known])  # in a document once
    document, word = np.divmod(there, len(vocabulary))
    counts = np.bincount(word, minlength=len(vocabulary))
    words = np.flatnonzero((counts > 0) & (counts <= len(starts) / 2))[:WORDS]
    row = np.full(len(vocabulary), len(words))
    row[words] = np.arange(len(words))
    table = np.zeros((len(starts), len(words) + 1))
    table[document, row[word]] = 1.0
    table = table[:, : len(words)]
    chance = np.outer(counts[words], counts[words]) / len(starts)
    names = [vocabulary.symbols[i] for i in words.tolist()]
    return _scored(table.T @ table, chance, names)


def _scored(met: Doubles, chance: Doubles, words: Sequence[str]) -> list[Pair]:
    """The pairs of words that chance alone would bring together some times, by PMI."""
    left, right = np.nonzero(np.triu(chance >= _FEWEST, 1))
    if len(left) > MOST:
        some = np.sort(np.random.default_rng(1).choice(len(left), MOST, replace=False))
        left, right = left[some], right[some]
    scores = np.log((met[left, right] + 1) / (chance[left, right] + 1))  # never met is a number too
    return [
        (words[a], words[b], float(score))
        for a, b, score in zip(left.tolist(), right.tolist(), scores, strict=True)
    ]
