"""Chinese is written without spaces: where its words begin and end."""

from __future__ import annotations

import re
from itertools import chain, zip_longest

# 々 and 〇, the unified ideographs, their compatibility forms and the planes beyond the first
HAN_RANGES = (
    (0x3005, 0x3005), (0x3007, 0x3007), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)  # fmt: skip
_HAN = "".join(f"{chr(first)}-{chr(last)}" for first, last in HAN_RANGES)
_RUN = re.compile(f"[{_HAN}]+")
_CHARACTER = re.compile(f"([{_HAN}])")


def segment(text: str, segmenter: str) -> str:
    """`text` with a space around every Chinese word; everything else untouched.

    `segmenter` is auto (words, by rjieba), characters (every character is a word) or none.
    A run of Han characters is cut by itself, so what stands around it changes nothing.
    """
    if segmenter == "auto":
        return _words(text)
    if segmenter == "characters":
        return _CHARACTER.sub(r" \1 ", text)
    return text


def _words(text: str) -> str:
    import rjieba  # noqa: PLC0415 - loads a dictionary, which only Chinese needs

    between = _RUN.split(text)
    runs = "\n".join(_RUN.findall(text))  # one call for all: a line break is never part of a word
    cut = " ".join(rjieba.cut(runs)).split("\n")
    pairs = zip_longest(between, (f" {run} " for run in cut), fillvalue="")
    return "".join(chain.from_iterable(pairs))
