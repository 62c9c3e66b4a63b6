"""From raw words to symbols: trimmed, lower-cased, joined, most frequent first."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engine.corpus.spool import zeros
from engine.corpus.symbols import Symbols
from engine.kernels.words import collect

if TYPE_CHECKING:
    from engine.arrays import Counts, Flags, Ids, Offsets
    from engine.corpus.lexicon import Lexicon
    from engine.settings import Reading

WORD_LIMIT = 200  # characters; longer runs are data, not words
_BATCH = 1 << 16  # words cleaned at once

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
    raw = lexicon.size
    stands_for = _stands_for(lexicon, reading)
    counts = zeros((lexicon.size,), np.int64)
    kept = stands_for >= 0
    np.add.at(counts, stands_for[kept], lexicon.counts[:raw][kept])
    order = _order(lexicon, counts)
    ranks = zeros((lexicon.size + 1,), np.int32)
    ranks[:] = -1
    ranks[order] = np.arange(len(order), dtype=np.int32)
    return Ranking(_symbols(lexicon, order), counts[order], ranks[stands_for])


def _stands_for(lexicon: Lexicon, reading: Reading) -> Ids:
    """The code of the symbol that each raw word stands for, -1 if for none."""
    codes = np.arange(lexicon.size, dtype=np.int32)
    plain, dropped = _plain(lexicon, reading)
    codes[dropped] = -1
    others = np.flatnonzero(~plain)
    for start in range(0, len(others), _BATCH):
        batch = others[start : start + _BATCH]
        codes[batch] = _cleaned(lexicon, batch, reading)
    return codes


def _plain(lexicon: Lexicon, reading: Reading) -> tuple[Flags, Flags]:
    """Which words are ASCII, and so clean as they are found, and which of these are dropped."""
    size = lexicon.size
    letters, starts = lexicon.letters[: lexicon.starts[size]], lexicon.starts[:size]
    if not size:
        return np.empty(0, np.bool_), np.empty(0, np.bool_)
    plain = np.maximum.reduceat(letters, starts) < 0x80
    dropped = np.diff(lexicon.starts[: size + 1]) > WORD_LIMIT
    if not reading.digits:
        dropped |= np.logical_or.reduceat((letters >= ord("0")) & (letters <= ord("9")), starts)
    return plain, plain & dropped


def _cleaned(lexicon: Lexicon, codes: Offsets, reading: Reading) -> Ids:
    """The codes of the symbols that these raw words stand for; new ones are added uncounted."""
    raw = Symbols(lexicon.letters, lexicon.starts[: lexicon.size + 1])
    found = [clean(raw[code], reading).encode() for code in codes]
    stops = np.cumsum([len(symbol) for symbol in found])
    bounds = np.stack([stops - [len(symbol) for symbol in found], stops], axis=1).astype(np.int32)
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
    codes: Offsets = order.to_numpy()[: np.count_nonzero(counts)].astype(np.int64)
    return codes


def _symbols(lexicon: Lexicon, order: Offsets) -> Symbols:
    lengths = np.diff(lexicon.starts[: lexicon.size + 1])
    letters = zeros((int(lengths[order].sum()),), np.uint8)
    edges = zeros((len(order) + 1,), np.int64)
    collect(lexicon.letters, lexicon.starts, order, letters, edges)
    return Symbols(letters, edges)
