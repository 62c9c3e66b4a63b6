"""Words that each word could be mistaken for: by another model's vectors, or by their spelling."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from engine.similarity import top, unit_rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from engine.arrays import Floats, Ids

OWN_WORDS = 32  # proposals a word: 256 bytes
COMMON = 1 << 13  # words that may be proposed as hard: the commonest
SPELT = 50_000  # words that have proposals by spelling: the commonest
_GRAMS = (2, 3, 4)
_SHARED = 1_500  # words: an n-gram of more tells nothing and costs the square
_RERANKED = 2 * OWN_WORDS
_ROWS = 1_024  # words at once


@dataclass(frozen=True, slots=True)
class Proposals:
    """For each word others, `words` (V, K), and how alike they are, `likeness` (V, K) in 0 … 1.

    A place that proposes nothing has likeness 0; a word never proposes itself.
    """

    words: Ids
    likeness: Floats

    def __post_init__(self) -> None:
        """Raise `ValueError` for words that are not among the V, and likeness out of 0 … 1."""
        words, likeness = self.words, self.likeness
        if words.ndim != 2 or words.shape != likeness.shape:
            raise ValueError(words.shape, likeness.shape)
        if words.dtype != np.int32 or likeness.dtype != np.float32:
            raise ValueError(words.dtype, likeness.dtype)
        if words.size and not (words.min() >= 0 and words.max() < len(words)):
            raise ValueError(words.min(), words.max())
        if likeness.size and not (likeness.min() >= 0 and likeness.max() <= 1):  # NaN is neither
            raise ValueError(likeness.min(), likeness.max())


def hard(vectors: Floats, count: int = OWN_WORDS) -> Proposals:
    """The nearest words by cosine of any model's vectors (V, D), among the 8,192 commonest.

    A row of zeros, and a cosine that is not above 0, proposes nothing. Time ∝ V · 8,192 · D.
    """
    unit = unit_rows(vectors)
    common = np.ascontiguousarray(unit[:COMMON].T)
    count = min(count, common.shape[1] - 1)
    words = np.zeros((len(unit), count), np.int32)
    cosines = np.zeros((len(unit), count), np.float32)
    for first in range(0, len(unit) if count else 0, _ROWS):
        part = slice(first, first + _ROWS)
        found = unit[part] @ common
        own = np.arange(min(len(found), max(0, common.shape[1] - first)))
        found[own, first + own] = -np.inf  # a word does not propose itself
        words[part] = top(found, count)
        cosines[part] = np.take_along_axis(found, words[part], axis=1)
    return Proposals(words, np.clip(cosines, 0.0, 1.0))


def spelling(symbols: Sequence[str], count: int = OWN_WORDS) -> Proposals:
    """The words spelt most alike, for the 50,000 commonest; the others propose nothing.

    Twice as many are found by the cosine of their n-grams, 2 to 4 characters with the borders of
    the word marked, weighed by idf (n-grams of more than 1,500 words left out), and ranked again by
    the Damerau–Levenshtein similarity, 1 − edits / length of the longer, which is the likeness.
    """
    size, some = len(symbols), list(symbols[:SPELT])
    words, likeness = np.zeros((size, count), np.int32), np.zeros((size, count), np.float32)
    grams = _gram_table(some)
    for first in range(0, len(some), _ROWS):
        _propose(some, grams, first, words, likeness)
    return Proposals(words, likeness)


def _gram_table(symbols: Sequence[str]) -> Any:  # noqa: ANN401 - a sparse matrix of SciPy
    """Unit rows (V, n-grams) of idf."""
    from scipy.sparse import csr_array, diags_array  # noqa: PLC0415 - a second; few runs pay

    grams = [_grams_of(symbol) for symbol in symbols]
    names = {gram: i for i, gram in enumerate(dict.fromkeys(chain.from_iterable(grams)))}
    columns = np.fromiter((names[gram] for gram in chain.from_iterable(grams)), np.int32)
    offsets = np.concatenate([[0], np.cumsum([len(each) for each in grams])])
    seen = np.bincount(columns, minlength=max(1, len(names)))
    idf = np.where(seen <= _SHARED, np.log(len(symbols) / np.maximum(seen, 1)) + 1.0, 0.0)
    table = csr_array((idf[columns].astype(np.float32), columns, offsets), (len(symbols), len(idf)))
    table.eliminate_zeros()
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    scale = np.divide(1.0, lengths, out=np.zeros_like(lengths), where=lengths > 0)
    return (diags_array(scale.astype(np.float32)) @ table).tocsr()


def _grams_of(symbol: str) -> set[str]:
    marked = f"\x02{symbol}\x03"
    return {marked[at : at + n] for n in _GRAMS for at in range(len(marked) - n + 1)}


def _propose(
    symbols: list[str],
    grams: Any,  # noqa: ANN401 - a sparse matrix of SciPy
    first: int,
    words: Ids,
    likeness: Floats,
) -> None:
    """Write the proposals of the words from `first` on, as many as are done at once."""
    from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - few runs pay for it

    near = (grams[first : first + _ROWS] @ grams.T).tocsr()
    count, alike = words.shape[1], DamerauLevenshtein.normalized_similarity
    for row in range(near.shape[0]):
        low, high = near.indptr[row], near.indptr[row + 1]
        places, cosines = near.indices[low:high], near.data[low:high]
        if len(places) > _RERANKED + 1:
            places = places[np.argpartition(-cosines, _RERANKED)[: _RERANKED + 1]]
        word = symbols[first + row]
        found = np.array([alike(word, symbols[place]) for place in places])
        found[places == first + row] = 0.0
        best = np.lexsort((places, -found))[:count]
        words[first + row, : len(best)] = places[best]
        likeness[first + row, : len(best)] = found[best]
