"""Vectors and analogies that are made, for the judges to be timed on when none are given."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.bench.zipf import word

_PAIRS = 32  # of words that stand in the same relation, in each class
_CLASSES = 14  # as Google's set has
_NOISE = 1.5  # of the standard deviation: some answers go wrong, as in life


def write(model: str, questions: str, words: int, dimensions: int, count: int) -> None:
    """In a child: `words` vectors in word2vec's format, and `count` questions about 896 of them."""
    from engine import formats

    chance = np.random.default_rng(1)
    vectors = chance.standard_normal((words, dimensions)).astype(np.float32)
    places = chance.permutation(words)[: 2 * _PAIRS * _CLASSES].reshape(_CLASSES, -1, 2)
    for pairs in places:
        offset = chance.standard_normal(dimensions)
        noise = _NOISE * chance.standard_normal((len(pairs), dimensions))
        vectors[pairs[:, 1]] = vectors[pairs[:, 0]] + offset + noise
    symbols = tuple(word(rank) for rank in range(words))
    formats.save(model, formats.Vectors(symbols, vectors), "word2vec")
    lines = [_lines(name, pairs, count, chance) for name, pairs in enumerate(places)]
    Path(questions).write_text("".join(lines), encoding="utf-8")


def _lines(name: int, pairs: np.ndarray, count: int, chance: np.random.Generator) -> str:
    """A section: two pairs of its class a line."""
    wanted = count // _CLASSES + (name < count % _CLASSES)
    both = [chance.choice(len(pairs), 2, replace=False) for _ in range(wanted)]
    asked = [" ".join(word(int(place)) for place in pairs[two].ravel()) for two in both]
    return f": class{name}\n" + "\n".join(asked) + "\n"
