"""Flags of characters, in tables for `engine.kernels.words`."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from engine.corpus.text.scripts import RANGES, UNSPACED
from engine.kernels import words

if TYPE_CHECKING:
    from engine.arrays import Kinds

JOINERS = "'’‐‑-\u00ad\u200c\u200d"  # apostrophes, hyphens, the invisible joiners
_MARKS = "!?;…‼⁇⁈⁉。！？；｡؟۔।॥։።།៕។။"  # end a sentence wherever they stand
_CLOSERS = "\"'”’»)]*_"  # may stand between a dot and the space that makes it an end
_LINES = "\n\r\u2028\u2029"
_SPACES = "\t\n\f\r "  # and all separators of Unicode
_CONTROLS = ((0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x7F))  # no text needs them
_JAMO = (0x1100, 0x11FF)  # parts of Korean syllables, which normal form C joins
_PLANE = 1 << 16
_ASSIGNED = (0, 1, 2, 3, 14)  # planes with characters in them

_OF_CATEGORY = {"L": words.WORD | words.LETTER, "M": words.WORD, "N": words.WORD, "Z": words.SPACE}


@cache
def char_flags(end: str, planes: int = 17) -> Kinds:
    """The flags of every code point of the first `planes` planes of Unicode.

    `end` says where sentences end: at every line, or at punctuation.
    """
    table = _general(planes).copy()
    if end == "line":
        _mark(table, _LINES, words.END)
    else:
        _mark(table, _MARKS, words.END)
        _mark(table, _CLOSERS, words.CLOSER)
        _mark(table, ".", words.DOT)
        _mark(table, "\n", words.NEWLINE)
    return table


@cache
def _general(planes: int) -> Kinds:
    """The flags that do not depend on how a text is read."""
    table = np.zeros(planes * _PLANE, np.uint16)
    for plane in _ASSIGNED:
        if plane < planes:
            points = range(plane * _PLANE, (plane + 1) * _PLANE)
            table[points.start : points.stop] = [_kind(chr(point)) for point in points]
    for flag, ranges in ((words.CONTROL, _CONTROLS), (words.UNSURE, (_JAMO,))):
        for first, last in ranges:
            table[first : last + 1] |= flag
    for first, last in RANGES["Han"]:
        table[first : last + 1] |= words.HAN | words.LETTER
    for name in UNSPACED:
        for first, last in RANGES[name]:
            table[first : last + 1] |= words.UNSPACED
    _mark(table, _SPACES, words.SPACE)
    _mark(table, JOINERS, words.JOINER)
    return table


def _kind(char: str) -> int:
    """The flags that follow from the category; marks may join with what stands before them."""
    category = unicodedata.category(char)[0]
    unsure = category == "M" or not unicodedata.is_normalized("NFC", char)
    return _OF_CATEGORY.get(category, 0) | (words.UNSURE if unsure else 0)


def _mark(table: Kinds, chars: str, flag: int) -> None:
    table[[ord(char) for char in chars]] |= flag
