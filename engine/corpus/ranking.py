"""From raw words to symbols: trimmed, lower-cased, counted, most frequent first."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.arrays import Counts, Ids
    from engine.settings import Reading

WORD_LIMIT = 200  # characters; longer runs are data, not words

_SAME = str.maketrans({"’": "'", "‐": "-", "‑": "-", "\u00ad": None})  # soft hyphens are unseen
_JOINERS = "'-\u200c\u200d"
_DIGIT = re.compile(r"\d")


class Ranking(NamedTuple):
    """Symbols (V,) with counts (V,) and the rank of every raw word, -1 if it is dropped."""

    symbols: tuple[str, ...]
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


def rank(raw: Sequence[str], counts: Counts, reading: Reading) -> Ranking:
    """Raw words that stand for the same symbol joined; by count, then by the alphabet."""
    codes: dict[str, int] = {"": 0}
    code_of = np.array(
        [codes.setdefault(clean(word, reading), len(codes)) for word in raw], dtype=np.int64
    )
    sums = np.zeros(len(codes), np.int64)
    np.add.at(sums, code_of, counts)
    sums[0] = -1  # what is no word comes last, and goes
    table = pa.table({"count": sums, "symbol": list(codes)})
    order = pc.sort_indices(table, sort_keys=[("count", "descending"), ("symbol", "ascending")])
    order = order.to_numpy()[:-1]
    ranks = np.full(len(codes), -1, np.int32)
    ranks[order] = np.arange(len(order), dtype=np.int32)
    symbols = list(codes)
    return Ranking(tuple(symbols[i] for i in order), sums[order], ranks[code_of])
