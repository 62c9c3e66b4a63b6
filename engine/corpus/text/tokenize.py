"""A window of text to the words and sentence ends in it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engine.corpus.text import characters
from engine.kernels import words

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.arrays import Bytes, Counts, Ids, Kinds
    from engine.settings import Reading

_FOUR_BYTES = 0xF0  # the first byte of characters beyond the first plane


class Tokenized(NamedTuple):
    """Word i is ``text[bounds[i, 0]:bounds[i, 1]]``; ``breaks[j]`` words stand before an end."""

    text: Bytes
    bounds: Ids
    breaks: Ids


def tokenize(
    window: str, reading: Reading, end: str, tally: Counts, segment: Callable[[str], str]
) -> Tokenized:
    """The words and the sentence ends of a window that breaks neither.

    `tally` (3,) counts control characters, Chinese characters and letters. Words of ASCII come in
    lower case where that is asked for; all others come as they are, and
    `engine.corpus.text.ranking.clean` knows their capitals. `segment` puts spaces between words
    that are written without any. Halves of surrogate pairs stand between words.
    """
    text = _bytes(window)
    kinds = _kinds(text, end)
    found = words.survey(text, kinds, tally)
    if found & words.UNSURE:
        window = unicodedata.normalize("NFC", window)
    if found & words.UNSPACED:
        window = segment(window)
    if found & (words.UNSURE | words.UNSPACED):
        text = _bytes(window)
        kinds = _kinds(text, end)
    bounds = np.empty((len(text) // 2 + 2, 2), np.int32)
    breaks = np.empty(len(text) // 2 + 2, np.int32)
    size, ends = words.bound(text, kinds, bounds, breaks)
    if reading.lowercase:
        text = np.frombuffer(text.tobytes().lower(), np.uint8)  # bytes: of ASCII alone
    return Tokenized(text, bounds[:size], breaks[:ends].copy())


def _bytes(text: str) -> Bytes:
    return np.frombuffer(text.encode("utf-8", "surrogatepass"), np.uint8)


def _kinds(text: Bytes, end: str) -> Kinds:
    """The table for this text: the one of all characters takes a while to make."""
    rare = len(text) and text.max() >= _FOUR_BYTES
    return characters.char_flags(end) if rare else characters.char_flags(end, planes=1)
