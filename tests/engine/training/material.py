"""A small corpus with structure, made in memory."""

import numpy as np

from engine.corpus.corpus import Corpus, Stream


class Arrays:
    """A source over two arrays."""

    def __init__(self, ids, offsets):
        self.ids, self.offsets = ids, offsets

    @property
    def size(self):
        return len(self.ids)

    def length(self, knobs):
        return len(self.ids)

    def seeded(self, seed):
        return self

    def passage(self, epoch, first, count, knobs):
        low = np.searchsorted(self.offsets, first, side="right") - 1
        high = np.searchsorted(self.offsets, first + count, side="left")
        start = int(self.offsets[low])
        return Stream(
            self.ids[start : self.offsets[high]], self.offsets[low : high + 1] - start, start
        )


def corpus(tokens=120_000, types=400, seed=0):
    """Zipf text in sentences of 2 … 40 tokens in which neighbours share a topic."""
    rng = np.random.default_rng(seed)
    chances = 1 / np.arange(1, types + 1)
    raw = rng.choice(types, tokens, p=chances / chances.sum())
    raw[1::2] = (raw[::2][: len(raw[1::2])] * 7 + 3) % types
    counts = np.bincount(raw, minlength=types)
    order = np.argsort(-counts, kind="stable")
    rank = np.empty(types, np.int32)
    rank[order] = np.arange(types)
    cuts = np.cumsum(rng.integers(2, 41, tokens // 10))
    offsets = np.concatenate([[0], cuts[cuts < tokens], [tokens]]).astype(np.int64)
    symbols = tuple(f"w{i}" for i in range(types))
    return Corpus("made", symbols, counts[order].astype(np.int64), Arrays(rank[raw], offsets))
