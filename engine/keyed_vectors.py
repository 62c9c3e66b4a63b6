"""Word vectors to ask: neighbours, similarities, analogies; from and to files and gensim."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from engine import formats
from engine.errors import FormatError, WordError, border
from engine.similarity import nearest, unit_rows
from engine.vocabulary import unranked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from engine.arrays import Floats
    from engine.formats import Format


class KeyedVectors:
    """Vectors (V, D) float32 by word, the most frequent first; nothing in it changes.

    The names are those of gensim's `KeyedVectors`, and mean the same. A word is looked up as it is
    written, then in lower and in upper case; one that is not there raises `WordError`, with the
    closest spellings.
    """

    def __init__(self, words: Sequence[str], vectors: Floats) -> None:
        """Raise `FormatError` unless there is one vector of finite numbers for every word."""
        rows = np.ascontiguousarray(vectors, np.float32)
        if rows.ndim != 2 or len(rows) != len(words) or not rows.size:
            raise FormatError(
                "{count} words and vectors of shape {shape}: each word needs one row.",
                count=len(words),
                shape=str(rows.shape),
            )
        if not np.isfinite(rows).all():
            raise FormatError("{name}: holds numbers that are not finite.", name="vectors")
        self.vectors, self._vocabulary = rows, unranked(tuple(words))

    @property
    def index_to_key(self) -> tuple[str, ...]:
        """The words, most frequent first."""
        return self._vocabulary.symbols

    @property
    def key_to_index(self) -> dict[str, int]:
        """The row of every word."""
        return self._vocabulary.ids

    @property
    def vector_size(self) -> int:
        """Numbers in a vector."""
        return int(self.vectors.shape[1])

    def __len__(self) -> int:
        return len(self._vocabulary)

    def __contains__(self, word: str) -> bool:
        return self._vocabulary.find(word) is not None

    def __getitem__(self, word: str) -> Floats:
        row: Floats = self.vectors[self._vocabulary.id_of(word)]
        return row

    def similarity(self, first: str, second: str) -> float:
        """The cosine of two words' vectors, −1 … 1."""
        return float(self._unit_of(first) @ self._unit_of(second))

    def most_similar(
        self,
        positive: str | Sequence[str] = (),
        negative: str | Sequence[str] = (),
        topn: int = 10,
    ) -> list[tuple[str, float]]:
        """``(word, cosine)`` of the `topn` words nearest to a word, or to the answer of an analogy.

        ``most_similar(["king", "woman"], ["man"])`` asks what is to woman as king is to man by
        3CosAdd: Σ of the unit vectors of `positive` minus Σ of those of `negative` (Levy and
        Goldberg 2014, CoNLL, eq. 3). The words asked with are left out of the answer.
        """
        signs = [(word, 1.0) for word in _listed(positive)]
        signs += [(word, -1.0) for word in _listed(negative)]
        if not signs:
            raise WordError("Give at least one word to look for.")
        query = sum(sign * self._unit_of(word) for word, sign in signs)
        asked = np.array([[self._vocabulary.id_of(word) for word, _ in signs]], np.int32)
        places, cosines = nearest(self._unit, unit_rows(np.atleast_2d(query)), topn, asked)
        return [
            (self.index_to_key[place], float(cosine))
            for place, cosine in zip(places[0], cosines[0], strict=True)
            if np.isfinite(cosine)
        ]

    def save(self, path: str | Path, form: Format = "word2vec") -> None:
        """Write a file, whole or not at all: word2vec's binary form, `word2vec-text`, or `npz`."""
        formats.save(path, formats.Vectors(self.index_to_key, self.vectors), form)

    @classmethod
    def load(cls, path: str | Path) -> KeyedVectors:
        """The vectors in a file, whichever of the three forms it has; nothing is unpickled.

        Raises `FormatError` for a file that has none of them.
        """
        with border(str(path)[-80:], kind=FormatError):
            loaded = formats.load(path)
        return cls(loaded.symbols, loaded.vectors)

    def to_gensim(self) -> Any:  # noqa: ANN401 - gensim is not needed to import this
        """The same as gensim's `KeyedVectors`; gensim has to be installed."""
        from gensim.models import KeyedVectors as Gensim  # noqa: PLC0415 - only who asks needs it

        made = Gensim(self.vector_size)
        made.add_vectors(list(self.index_to_key), self.vectors)
        return made

    @classmethod
    def from_gensim(cls, vectors: Any) -> KeyedVectors:  # noqa: ANN401 - as above
        """Those of gensim's `KeyedVectors` (a model's are at its ``.wv``)."""
        return cls(tuple(vectors.index_to_key), vectors.vectors)

    @cached_property
    def _unit(self) -> Floats:
        return unit_rows(self.vectors)

    def _unit_of(self, word: str) -> Floats:
        row: Floats = self._unit[self._vocabulary.id_of(word)]
        return row


def _listed(words: str | Sequence[str]) -> Sequence[str]:
    return (words,) if isinstance(words, str) else words
