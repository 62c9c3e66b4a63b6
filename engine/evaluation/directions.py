"""Directions named by words: "she − he", "paris − france + italy", or one word."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from engine.errors import ParameterError
from engine.similarity import unit_rows

if TYPE_CHECKING:
    from engine.arrays import Floats
    from engine.vocabulary import Vocabulary

_SIGN = re.compile(r"\s*([+−–])\s*|\s+(-)\s+")  # a hyphen inside a word is its own
_LONGEST = 200  # characters
_TERMS = 10


def terms(text: str) -> tuple[tuple[int, str], ...]:
    """The words of an axis with their signs, 1 or −1; the first sign may be left out.

    Raises
    ------
    ParameterError
        If it is empty, too long, or two signs follow one another.
    """
    if len(text) > _LONGEST:
        raise ParameterError("An axis of {count} characters: 200 are enough.", count=len(text))
    parts = [part for part in _SIGN.split(f" {text.strip()} ") if part is not None]
    words = [part.strip() for part in parts[::2]]
    if len(words) > 1 and not words[0]:  # "− he"
        parts, words = parts[1:], words[1:]
        signs = parts[::2]
    else:
        signs = ["+", *parts[1::2]]
    if not all(words) or len(words) > _TERMS:
        raise ParameterError(
            "“{axis}” is no axis: write one word, or up to ten with + and − between them, such as"
            " “she − he”.",
            axis=text.strip()[:60],
        )
    return tuple((1 if sign == "+" else -1, word) for sign, word in zip(signs, words, strict=True))


def named(vocabulary: Vocabulary, text: str) -> tuple[tuple[int, int], ...]:
    """The signs and places of an axis's words; a text that is itself a word, such as c++, is one.

    Raises
    ------
    WordError
        If one of the words is not there.
    ParameterError
        If it cannot be read, or its words cancel out.
    """
    whole = vocabulary.find(text.strip())
    if whole is not None:
        return ((1, whole),)
    found = tuple((sign, vocabulary.id_of(word)) for sign, word in terms(text))
    total: Counter[int] = Counter()
    for sign, place in found:
        total[place] += sign
    if not any(total.values()):
        raise ParameterError(
            "“{axis}” leads nowhere: its words cancel out; choose different ones.",
            axis=text.strip()[:60],
        )
    return found


def direction(vectors: Floats, axis: tuple[tuple[int, int], ...]) -> Floats:
    """The unit vector (D,) of an axis: the sum of its words' vectors (V, D), each of length 1.

    Zeros where there is none, as among output vectors before training.
    """
    signs, places = zip(*axis, strict=True)
    total = np.asarray(signs, np.float32) @ unit_rows(vectors[list(places)])
    found: Floats = unit_rows(total[None])[0]
    return found
