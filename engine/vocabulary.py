"""The words that are trained: a prefix of the corpus's frequency ranks."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import CorpusError, WordError

if TYPE_CHECKING:
    from engine.arrays import Counts
    from engine.corpus.corpus import Corpus

_SPELLINGS = 5


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """`symbols` and their `counts` (V,), most frequent first; a word's id is its place."""

    symbols: tuple[str, ...]
    counts: Counts
    ids: dict[str, int] = field(repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.symbols)

    def find(self, word: str) -> int | None:
        """The place of a word as written, else in lower or upper case; None if it is not there."""
        place = self.ids.get(word)
        return self.ids.get(word.lower(), self.ids.get(word.upper())) if place is None else place

    def id_of(self, word: str) -> int:
        """The place of a word, looked up as written, then in lower and in upper case.

        Raises
        ------
        WordError
            If it is not there; the message offers the closest spellings.
        """
        place = self.find(word.strip())
        if place is not None:
            return place
        raise WordError(
            "“{word}” is not among the {count} words of this model; near it are: {near}.",
            word=word.strip()[:60],
            count=f"{len(self):,}",
            near=", ".join(self.near(word)) or "—",
        )

    def near(self, word: str) -> list[str]:
        """Up to five words spelt most like this one, closest first."""
        from rapidfuzz import process  # noqa: PLC0415 - only a wrong word pays for the import
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - the same

        found = process.extract(
            word.strip()[:60],
            self.symbols,
            processor=str.lower,
            scorer=DamerauLevenshtein.normalized_similarity,
            limit=_SPELLINGS,
            score_cutoff=0.4,
        )
        return [symbol for symbol, _, _ in found]


def vocabulary_of(symbols: tuple[str, ...], counts: Counts) -> Vocabulary:
    """A vocabulary of these symbols, whose order is their rank."""
    return Vocabulary(symbols, counts, {symbol: i for i, symbol in enumerate(symbols)})


def commonest(vocabulary: Vocabulary, most: int) -> Vocabulary:
    """The vocabulary itself, or that of its `most` commonest words if it has more."""
    if len(vocabulary) <= most:
        return vocabulary
    return vocabulary_of(vocabulary.symbols[:most], vocabulary.counts[:most])


def unranked(symbols: tuple[str, ...]) -> Vocabulary:
    """The vocabulary of a file of vectors, which keeps the order but not the counts (all 0)."""
    return vocabulary_of(symbols, np.zeros(len(symbols), np.int64))


def build_vocabulary(corpus: Corpus, min_count: int) -> Vocabulary:
    """The symbols that occur at least `min_count` times.

    Raises
    ------
    CorpusError
        If fewer than two are left: nothing could be told apart.
    """
    size = int(np.searchsorted(-corpus.counts, -min_count, side="right"))
    if size < 2:
        raise CorpusError(
            "{name}: only {left} of {types} words occur at least min_count={min_count} times, and"
            " training needs two; lower min_count or give more text.",
            name=corpus.name,
            left=size,
            types=f"{len(corpus.symbols):,}",
            min_count=min_count,
        )
    return vocabulary_of(corpus.symbols[:size], corpus.counts[:size])
