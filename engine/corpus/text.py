"""Text to a corpus: cut into sentences, the words counted and ranked."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.corpus.pieces import PIECE, SAMPLE, arrow, count_controls, ends, split, windows
from engine.corpus.ranking import Ranking, rank
from engine.corpus.stream import SENTENCE_LIMIT, Corpus, Facts, Stream
from engine.corpus.suggest import suggest
from engine.errors import CorpusError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engine.arrays import Ids, Offsets
    from engine.settings import Knobs, Reading

_CONTROLS = (8, 0.01)  # stray ones are forgiven: a few, and this share of the characters


@dataclass(frozen=True, slots=True)
class Tokens:
    """A source that lies in arrays: sentence i is ``ids[offsets[i]:offsets[i + 1]]``.

    The arrays may be memory-mapped; a passage copies nothing of `ids`.
    """

    ids: Ids
    offsets: Offsets

    def __post_init__(self) -> None:
        assert self.offsets[0] == 0
        assert self.offsets[-1] == len(self.ids)

    @property
    def size(self) -> int:
        """Raw tokens in one epoch."""
        return len(self.ids)

    def passage(self, epoch: int, first: int, count: int, knobs: Knobs) -> Stream:  # noqa: ARG002 - text is the same in every epoch
        """The whole sentences that hold the raw positions ``first … first + count - 1``."""
        end = min(first + count, self.size)
        if end <= first:
            return Stream(self.ids[:0], np.zeros(1, np.int64), min(first, self.size))
        low = int(np.searchsorted(self.offsets, first, side="right")) - 1
        high = int(np.searchsorted(self.offsets, end, side="left"))
        start = int(self.offsets[low])
        ids = self.ids[start : int(self.offsets[high])]
        return Stream(ids, self.offsets[low : high + 1] - start, start)


def read_text(name: str, pieces: Iterable[str], reading: Reading) -> Corpus:
    """The corpus of one text, which may come in pieces cut anywhere.

    Raises
    ------
    CorpusError
        If it holds no words, or is not text.
    """
    return read_documents(name, [(name, pieces)], reading)


def read_documents(
    name: str,
    documents: Iterable[tuple[str, Iterable[str]]],
    reading: Reading,
    *,
    size: int = PIECE,
) -> Corpus:
    """The corpus of several texts, each read to its end before the next is asked for.

    Raises
    ------
    CorpusError
        If one of them holds no words, or is not text.
    """
    parts = [_read(title, pieces, reading, size) for title, pieces in documents]
    if not parts:
        raise CorpusError("{name}: holds no text. Choose at least one file with text.", name=name)
    ranking = _rank(parts, reading)
    source, starts = _pack(parts, ranking.ranks)
    for part, start, end in zip(parts, starts, [*starts[1:], source.size], strict=True):
        _check_words(part, end - start)
    return Corpus(
        name=name,
        symbols=ranking.symbols,
        counts=ranking.counts,
        source=source,
        suggested=suggest(source.size),
        documents=tuple((part.name, start) for part, start in zip(parts, starts, strict=True)),
        facts=Facts(
            sentences=len(source.offsets) - 1,
            ends=", ".join(dict.fromkeys(part.ends for part in parts)),
            han_share=_han_share(ranking),
            control_characters=sum(part.controls for part in parts),
        ),
    )


@dataclass(slots=True)
class _Part:
    """One document: its raw words piece by piece, dictionary-encoded, with sentence offsets."""

    name: str
    ends: str = ""
    words: list[pa.DictionaryArray] = field(default_factory=list)
    offsets: list[Offsets] = field(default_factory=list)
    characters: int = 0
    controls: int = 0
    blank: bool = True


def _read(name: str, pieces: Iterable[str], reading: Reading, size: int) -> _Part:
    part = _Part(name)
    for window in windows(name, pieces, size):
        part.ends = part.ends or ends(window[:SAMPLE], reading.sentences)
        text = arrow(window)
        part.characters += len(window)
        part.controls += count_controls(text)
        part.blank = part.blank and window.isspace()
        _check_controls(part)
        sentences = split(text, reading, part.ends)
        part.words.append(sentences.flatten().dictionary_encode())
        part.offsets.append(sentences.offsets.to_numpy().astype(np.int64))
    return part


def _check_controls(part: _Part) -> None:
    few, share = _CONTROLS
    if part.controls > few + share * part.characters:
        raise CorpusError(
            "{name}: is not text: {controls} of its first {characters} characters are control "
            "characters, which text has not. Choose a file of plain text.",
            name=part.name,
            controls=f"{part.controls:,}",
            characters=f"{part.characters:,}",
        )


def _check_words(part: _Part, words: int) -> None:
    if part.blank:
        raise CorpusError(
            "{name}: is empty or blank, so there is nothing to learn from. Choose a text with "
            "words in it.",
            name=part.name,
        )
    if not words:
        raise CorpusError(
            "{name}: no word found in {characters} characters; a word is made of letters, or of "
            "digits where words with digits are kept. Choose another text, or keep digits.",
            name=part.name,
            characters=f"{part.characters:,}",
        )


def _rank(parts: list[_Part], reading: Reading) -> Ranking:
    """One ranking over all documents; afterwards their pieces share one dictionary."""
    empty = pa.array([], pa.string()).dictionary_encode()
    chunks = [words for part in parts for words in part.words]
    unified = iter(pa.chunked_array([*chunks, empty]).unify_dictionaries().chunks)
    for part in parts:
        part.words = [next(unified) for _ in part.words]
    raw = next(unified).dictionary.to_pylist()
    counts = np.zeros(len(raw), np.int64)
    for part in parts:
        for words in part.words:
            counts += np.bincount(words.indices.to_numpy(), minlength=len(raw))
    return rank(raw, counts, reading)


def _pack(parts: list[_Part], ranks: Ids) -> tuple[Tokens, list[int]]:
    """All tokens as ranks, without those dropped; where each document starts."""
    ids: list[Ids] = []
    edges: list[Offsets] = [np.zeros(1, np.int64)]
    starts: list[int] = []
    size = 0
    for part in parts:
        starts.append(size)
        for words, offsets in zip(part.words, part.offsets, strict=True):
            ranked = ranks[words.indices.to_numpy()]
            kept = ranked >= 0
            ids.append(ranked[kept])
            edges.append(size + _before(kept)[offsets[1:-1]])  # a piece's end is no sentence's end
            size += len(ids[-1])
        edges.append(np.array([size]))
        part.words = []
    return Tokens(np.concatenate([np.empty(0, np.int32), *ids]), _sentences(edges)), starts


def _before(kept: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Offsets:
    """How many of the words before each position are kept, (n + 1,)."""
    before = np.zeros(len(kept) + 1, np.int64)
    np.cumsum(kept, out=before[1:])
    return before


def _sentences(edges: list[Offsets]) -> Offsets:
    """Offsets without empty sentences, the long ones cut."""
    offsets = np.concatenate(edges)
    offsets = offsets[np.diff(offsets, prepend=-1) > 0]
    long = np.flatnonzero(np.diff(offsets) > SENTENCE_LIMIT)
    cuts = [np.arange(offsets[i], offsets[i + 1], SENTENCE_LIMIT)[1:] for i in long]
    return np.sort(np.concatenate([offsets, *cuts]))


def _han_share(ranking: Ranking) -> float:
    """Share of Han characters among all letters of the corpus."""
    symbols = pa.array(ranking.symbols, pa.string())
    han, letters = (
        int(pc.count_substring_regex(symbols, pattern).to_numpy() @ ranking.counts)
        for pattern in (r"\p{Han}", r"[\p{L}\p{Han}]")
    )
    return han / letters if letters else 0.0
