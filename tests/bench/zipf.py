"""A text that is made: words by Zipf's law, in documents that each have a topic."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from pathlib import Path

    from engine.arrays import Doubles, Ids

_SHIFT = 2.7  # Mandelbrot's: the first words are not quite as frequent as 1/rank
_COMMON = 200  # words that belong to every topic, as "the" and "of" do
_TOPICS = 50
_DOCUMENT = 500  # words
_TOPICAL = 0.4  # share of the other words that are the topic's own
_PIECE = 1_000_000  # words written at once
_SYLLABLES = [a + b for a in "bdfghjklmnprstvwxyzc" for b in "aeiou"]


def chances(types: int) -> Doubles:
    """The share of every word, (types,), by 1/(rank + 2.7)."""
    weights = 1.0 / (np.arange(1, types + 1) + _SHIFT)
    return weights / weights.sum()


def draws(types: int, count: int, seed: int) -> Ids:
    """Ranks of `count` independent words."""
    return _drawn(np.cumsum(chances(types)), count, np.random.default_rng(seed))


def _drawn(shares: Doubles, count: int, chance: np.random.Generator) -> Ids:
    ranks = np.searchsorted(shares, chance.random(count), side="right")
    return np.minimum(ranks, len(shares) - 1).astype(np.int32)


def word(rank: int) -> str:
    """The spelling of a rank: syllables, fewer for the frequent."""
    spelt = ""
    rank += 1
    while rank:
        rank, syllable = divmod(rank - 1, len(_SYLLABLES))
        spelt = _SYLLABLES[syllable] + spelt
    return spelt


def write(path: Path, tokens: int, types: int) -> None:
    """Write a text of `tokens` words on one line, the same every time."""
    chance = np.random.default_rng(1)
    shares = np.cumsum(chances(types))
    words = np.array([word(rank) for rank in range(types)], object)
    with path.open("w", encoding="ascii") as file:
        for begin in range(0, tokens, _PIECE):
            ranks = _drawn(shares, min(_PIECE, tokens - begin), chance)
            file.write(" ".join(words[_topical(ranks, types, chance)]) + " ")


def _topical(ranks: Ids, types: int, chance: np.random.Generator) -> Ids:
    """Some words give way to a word of about their frequency that the document's topic owns."""
    topics = chance.integers(0, _TOPICS, -(-len(ranks) // _DOCUMENT))
    topic = np.repeat(topics, _DOCUMENT)[: len(ranks)]
    moved = (ranks >= _COMMON) & (chance.random(len(ranks)) < _TOPICAL)
    own = np.minimum(ranks - ranks % _TOPICS + topic, types - 1)
    return np.where(moved, own, ranks)
