"""Scripts that a text is written in, by the ranges of Unicode its letters are from."""

from __future__ import annotations

from typing import Final

import numpy as np

# the blocks of letters; what stands between them (digits, signs) is of no script
RANGES: Final[dict[str, tuple[tuple[int, int], ...]]] = {
    "Latin": (
        (0x41, 0x5A),
        (0x61, 0x7A),
        (0xAA, 0xAA),
        (0xBA, 0xBA),
        (0xC0, 0xD6),
        (0xD8, 0xF6),
        (0xF8, 0x24F),
        (0x1E00, 0x1EFF),
        (0xFF21, 0xFF3A),
        (0xFF41, 0xFF5A),
    ),
    "Greek": ((0x370, 0x37D), (0x37F, 0x386), (0x388, 0x3FF), (0x1F00, 0x1FFF)),
    "Cyrillic": ((0x400, 0x52F), (0x1C80, 0x1C8F), (0x2DE0, 0x2DFF), (0xA640, 0xA69F)),
    "Armenian": ((0x531, 0x556), (0x560, 0x588)),
    "Hebrew": ((0x591, 0x5BD), (0x5D0, 0x5EA)),
    "Arabic": (
        (0x610, 0x61A),
        (0x620, 0x65F),
        (0x66E, 0x6D3),
        (0x6D5, 0x6DC),
        (0x750, 0x77F),
        (0x8A0, 0x8FF),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFC),
    ),
    "Devanagari": ((0x900, 0x963), (0x971, 0x97F)),
    "Bengali": ((0x980, 0x9E3),),
    "Gurmukhi": ((0xA00, 0xA65), (0xA70, 0xA7F)),
    "Gujarati": ((0xA80, 0xAE3),),
    "Tamil": ((0xB80, 0xBE5),),
    "Telugu": ((0xC00, 0xC65),),
    "Kannada": ((0xC80, 0xCE5),),
    "Malayalam": ((0xD00, 0xD65),),
    "Sinhala": ((0xD80, 0xDE5),),
    "Thai": ((0xE01, 0xE3A), (0xE40, 0xE4E)),
    "Lao": ((0xE81, 0xECE), (0xEDC, 0xEDF)),
    "Tibetan": ((0xF40, 0xFBC),),
    "Burmese": ((0x1000, 0x103F), (0x1050, 0x109D), (0xA9E0, 0xA9EF), (0xAA60, 0xAA7F)),
    "Georgian": ((0x10A0, 0x10FF), (0x1C90, 0x1CBF)),
    "Hangul": ((0x1100, 0x11FF), (0x3131, 0x318E), (0xAC00, 0xD7A3)),
    "Ethiopic": ((0x1200, 0x135A),),
    "Khmer": ((0x1780, 0x17D3), (0x17D7, 0x17D7), (0x17DC, 0x17DD)),
    "Kana": (
        (0x3041, 0x309A),
        (0x309D, 0x309F),
        (0x30A1, 0x30FA),
        (0x30FC, 0x30FF),
        (0x31F0, 0x31FF),
        (0xFF66, 0xFF9F),
        (0x1B000, 0x1B16F),
    ),
    "Han": (  # with 々 and 〇, the compatibility forms and the planes beyond the first
        (0x3005, 0x3005),
        (0x3007, 0x3007),
        (0x3400, 0x4DBF),
        (0x4E00, 0x9FFF),
        (0xF900, 0xFAFF),
        (0x20000, 0x3FFFF),
    ),
}
UNSPACED: Final = ("Han", "Kana", "Thai", "Lao", "Khmer", "Burmese")  # written without spaces

_BLOCKS = sorted((first, last, name) for name, spans in RANGES.items() for first, last in spans)
_FIRST = np.array([first for first, _, _ in _BLOCKS])
_LAST = np.array([last for _, last, _ in _BLOCKS])


def survey(sample: str) -> dict[str, int]:
    """How many letters of each script are in `sample`, of those that occur, most first."""
    points = np.frombuffer(sample.encode("utf-32-le", "surrogatepass"), np.uint32)
    block = np.searchsorted(_FIRST, points, side="right") - 1
    inside = (block >= 0) & (points <= _LAST[block])
    found = dict.fromkeys(RANGES, 0)
    for (_, _, name), count in zip(
        _BLOCKS, np.bincount(block[inside], minlength=len(_BLOCKS)).tolist(), strict=True
    ):
        found[name] += count
    return {name: found[name] for name in sorted(found, key=lambda n: -found[n]) if found[name]}


def letters(*names: str) -> str:
    """The letters of these scripts, as they stand in a class of a regular expression."""
    return "".join(f"{chr(first)}-{chr(last)}" for name in names for first, last in RANGES[name])
