"""From raw words to symbols: trimmed, lower-cased, joined, most frequent first."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.corpus.symbols import Symbols
from engine.kernels.words import collect

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.arrays import Counts, Flags, Ids, Offsets
    from engine.corpus.text.lexicon import Lexicon
    from engine.settings import Reading

WORD_LIMIT = 200  # characters; longer runs are data, not words
_BATCH = 1 << 16  # words worked on at once

_SAME = str.maketrans({"’": "'", "‐": "-", "‑": "-", "\u00ad": None})  # soft hyphens are unseen
_JOINERS = "'-\u200c\u200d"
_DIGIT = re.compile(r"\d")


class Ranking(NamedTuple):
    """Symbols (V,) with counts (V,) and the rank of every raw word, -1 if it is dropped."""

    symbols: Symbols
    counts: Counts
    ranks: Ids


def clean(raw: str, reading: Reading) -> str:
    """The symbol that a raw word stands for, or nothing if it is not a word.

    >>> clean("’Tis", Reading()), clean("rock’n’roll-", Reading()), clean("--", Reading())
    ('tis', "rock'n'roll", '')
    """
    if raw.isalpha():
        word = raw
    else:
        word = _trim(raw.translate(_SAME))
        if not reading.digits and _DIGIT.search(word):
            return ""
    if len(word) > WORD_LIMIT:
        return ""
    return word.lower() if reading.lowercase else word


def _trim(word: str) -> str:
    """`word` from its first letter or digit to its last, with the marks that belong to that."""
    word = word.rstrip(_JOINERS)
    start = next((i for i, char in enumerate(word) if not _attaches(char)), len(word))
    return word[start:]


def _attaches(char: str) -> bool:
    return char in _JOINERS or unicodedata.category(char).startswith("M")


def rank(lexicon: Lexicon, reading: Reading) -> Ranking:
    """Raw words that stand for the same symbol joined; by count, then by the alphabet.

    The words of the lexicon are as `engine.kernels.words.bound` finds them, those of ASCII in
    lower case if that is asked for; symbols that were no raw word are added to it.

    Raises
    ------
    OSError
        If the disk is full.
    """
    stands_for = _stands_for(lexicon, reading)
    counts = lexicon.room.zeros(
        (lexicon.size + 1,), np.int64
    )  # the last gathers what stands for nothing
    for part in _batches(len(stands_for)):
        np.add.at(counts, stands_for[part], lexicon.counts[part])
    counts[-1] = 0
    order = _order(lexicon, counts[:-1])
    rank_of = lexicon.room.zeros((lexicon.size + 1,), np.int32)
    rank_of[:] = -1
    for part in _batches(len(order)):
        rank_of[order[part]] = np.arange(part.start, part.stop)
    ranks = lexicon.room.zeros((len(stands_for),), np.int32)
    kept = lexicon.room.zeros((len(order),), np.int64)
    np.take(rank_of, stands_for, out=ranks, mode="wrap")
    np.take(counts, order, out=kept, mode="wrap")
    return Ranking(_symbols(lexicon, order), kept, ranks)


def _batches(size: int) -> Iterator[slice]:
    """All of so many words, a part at a time: arrays made on the way stay small."""
    for start in range(0, size, _BATCH):
        yield slice(start, min(start + _BATCH, size))


def _stands_for(lexicon: Lexicon, reading: Reading) -> Ids:
    """The code of the symbol that each raw word stands for, -1 if for none."""
    codes = lexicon.room.zeros((lexicon.size,), np.int32)
    for part in _batches(len(codes)):
        codes[part] = np.arange(part.start, part.stop, dtype=np.int32)
        plain, dropped = _plain(lexicon, part, reading)
        codes[part][dropped] = -1
        others = part.start + np.flatnonzero(~plain)
        codes[others] = _cleaned(lexicon, others, reading)
    return codes


def _plain(lexicon: Lexicon, part: slice, reading: Reading) -> tuple[Flags, Flags]:
    """Which words are ASCII, and so clean as they are found, and which of these are dropped."""
    edges = lexicon.starts[part.start : part.stop + 1]
    letters, starts = lexicon.letters[edges[0] : edges[-1]], edges[:-1] - edges[0]
    plain = np.maximum.reduceat(letters, starts) < 0x80
    dropped = np.diff(edges) > WORD_LIMIT
    if not reading.digits:
        dropped |= np.logical_or.reduceat((letters >= ord("0")) & (letters <= ord("9")), starts)
    return plain, plain & dropped


def _cleaned(lexicon: Lexicon, codes: Offsets, reading: Reading) -> Ids:
    """The codes of the symbols that these raw words stand for; new ones are added uncounted."""
    raw = Symbols(lexicon.letters, lexicon.starts[: lexicon.size + 1])
    found = [clean(raw[code], reading).encode() for code in codes]
    edges = np.cumsum([0, *map(len, found)], dtype=np.int32)
    bounds = np.stack([edges[:-1], edges[1:]], axis=1)
    words = bounds[:, 0] < bounds[:, 1]
    added = np.full(len(codes), -1, np.int32)
    added[words] = lexicon.add(np.frombuffer(b"".join(found), np.uint8), bounds[words], weight=0)
    return added


def _order(lexicon: Lexicon, counts: Counts) -> Offsets:
    """The codes of the symbols that occur, by falling count, then by the alphabet."""
    size = lexicon.size
    letters = lexicon.letters[: lexicon.starts[size]]
    symbols = pa.LargeStringArray.from_buffers(
        size, pa.py_buffer(lexicon.starts[: size + 1]), pa.py_buffer(letters)
    )
    order = pc.sort_indices(
        pa.table({"count": counts, "symbol": symbols}),
        sort_keys=[("count", "descending"), ("symbol", "ascending")],
    )
    codes: Offsets = order.to_numpy().view(np.int64)[: np.count_nonzero(counts)]
    return codes


def _symbols(lexicon: Lexicon, order: Offsets) -> Symbols:
    starts = lexicon.starts
    size = sum(
        int((starts[order[part] + 1] - starts[order[part]]).sum()) for part in _batches(len(order))
    )
    letters = lexicon.room.zeros((size,), np.uint8)
    edges = lexicon.room.zeros((len(order) + 1,), np.int64)
    collect(lexicon.letters, starts, order, letters, edges)
    return Symbols(letters, edges)
